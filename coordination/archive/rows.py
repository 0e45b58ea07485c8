"""A row of a table as a line of JSON, and back: the same text whatever database it lies in."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import JSON, Column, Connection, String, Table, collate, select

from coordination.kernel.db import Moment

ROWS_AT_ONCE: Final = 500
KINDS: Final[Mapping[type, str]] = {
    bytes: "bytes", datetime: "moment", date: "date", time: "time", Decimal: "decimal", bool: "boolean", int: "integer",
    float: "number", str: "text",
}  # fmt: skip
"""What the manifest calls the kinds of columns (docs/archive.md)."""
_SAYS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bytes": lambda value: base64.b64encode(bytes(value)).decode(),
    "moment": lambda value: value.astimezone(UTC).isoformat(),
    "date": date.isoformat,
    "time": time.isoformat,
    "decimal": lambda value: format(value.normalize(), "f") if value else "0",
}
_READS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "bytes": lambda value: base64.b64decode(value, validate=True),
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "decimal": Decimal,
}


def kind_of(column: Column[Any]) -> str:
    """What a column holds, in the words of the manifest."""
    if isinstance(column.type, JSON):
        return "json"
    if isinstance(column.type, Moment):
        return "moment"
    return KINDS[column.type.python_type]


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row of a table as a line, in the order of its primary key."""
    kinds = [kind_of(column) for column in table.columns]
    names = list(table.columns.keys())
    asked = select(table).order_by(*_order(connection, table)).execution_options(yield_per=ROWS_AT_ONCE)
    for row in connection.execute(asked):
        said = {name: _said(kind, value) for name, kind, value in zip(names, kinds, row, strict=True)}
        yield json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def row_of(line: bytes, columns: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """The row that a line says. Raises ValueError where it is none of a table with these columns."""
    told = json.loads(line)
    if not isinstance(told, dict) or list(told) != [column["name"] for column in columns]:
        raise ValueError("not the columns of the table")
    return {column["name"]: _read(column["kind"], told[column["name"]]) for column in columns}


def _order(connection: Connection, table: Table) -> list[Any]:
    """By the primary key; texts by their bytes, on every database."""
    postgres = connection.dialect.name == "postgresql"
    return [
        collate(column, "C") if postgres and isinstance(column.type, String) else column for column in table.primary_key
    ]


def _said(kind: str, value: Any) -> Any:
    return value if value is None or kind not in _SAYS else _SAYS[kind](value)


def _read(kind: str, value: Any) -> Any:
    return value if value is None or kind not in _READS else _READS[kind](value)
