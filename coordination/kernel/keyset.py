"""Reading a list one page at a time by the values of its order, so that the last page costs what the first does."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, tuple_

from coordination.kernel.db import db

Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Slice:
    """One page of a list; ``before`` and ``after`` are the cursors of its neighbours (None: there is none)."""

    rows: Sequence[Found]
    before: str | None
    after: str | None


def read_slice(
    statement: Select[*tuple[Any, ...]],
    order: Sequence[Any],
    *,
    size: int,
    after: str | None = None,
    before: str | None = None,
    descending: bool = False,
) -> Slice:
    """One statement: ``size`` rows in the given order behind the cursor ``after``, or those ahead of ``before``.

    ``order`` ends with a unique column and holds no nulls; all its columns run one way. A cursor that cannot be read
    (an address cut short) means the first page.
    """
    backwards = before is not None
    place = _values(before if backwards else after, order)
    downwards = descending != backwards
    if place is not None:
        here, there = tuple_(*order), tuple_(*place)
        statement = statement.where(here < there if downwards else here > there)
    statement = statement.order_by(None).order_by(*(key.desc() if downwards else key.asc() for key in order))
    keyed = statement.add_columns(*(key.label(f"order_{n}") for n, key in enumerate(order))).limit(size + 1)
    found = db.session.execute(keyed).all()
    more, rows = len(found) > size, list(found[:size])
    if backwards:
        rows.reverse()
    elif place is None:
        return Slice(rows, None, _cursor(rows[-1], len(order)) if more else None)
    first, last = (_cursor(rows[n], len(order)) if rows else None for n in (0, -1))
    if backwards:
        return Slice(rows, first if more else None, last)
    return Slice(rows, first, last if more else None)


def _cursor(row: Found, keys: int) -> str:
    values = [value.isoformat() if isinstance(value, date) else value for value in row[-keys:]]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _values(cursor: str | None, order: Sequence[Any]) -> list[ColumnElement[Any]] | None:
    if not cursor:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            return None
        return [bindparam(None, _typed(value, key), type_=key.type) for value, key in zip(values, order, strict=True)]
    except (ValueError, TypeError, binascii.Error):
        return None


def _typed(value: Any, key: Any) -> Any:
    """What a cursor says of a column, as the column's own type. Raises ValueError or TypeError for anything else."""
    kind = key.type.python_type
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    if not isinstance(value, kind):
        raise TypeError(value)
    return value
