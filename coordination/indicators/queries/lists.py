"""Lists of indicators: filtered, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, Date, Numeric, Select, String, case, cast, func, literal, null, or_, select, union_all

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.indicators.models import Indicator, IndicatorValue, Nature
from coordination.indicators.queries.counted import counting
from coordination.indicators.standing import Standing, standing_of
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold

COUNTED = "counted"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; without ``active`` those that are followed no more."""

    text: str = ""
    issuer: Issuer | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as a list needs it."""

    nature: str
    from_on: date
    to_on: date
    value: Decimal
    approximate: bool


def list_indicators(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Indicators open to the actor by their codes, each with its owner; one statement."""
    statement = (
        select(
            Indicator.id,
            Indicator.public_id,
            Indicator.code,
            Indicator.label_fa,
            Indicator.label_en,
            Indicator.unit,
            Indicator.computed,
            func.coalesce(Agency.name_fa, Group.name_fa).label("name_fa"),
            func.coalesce(Agency.name_en, Group.name_en).label("name_en"),
        )
        .outerjoin(Agency, Agency.id == Indicator.agency_id)
        .outerjoin(Group, Group.id == Indicator.group_id)
        .where(policy.visible(actor, "indicator.list"), Indicator.active.is_(filters.active))
    )
    if filters.issuer is not None:
        statement = statement.where(filters.issuer.owns(Indicator))
    for word in filters.text.split():
        statement = statement.where(Indicator.folded.contains(fold(word), autoescape=True))
    return read_slice(statement, (Indicator.code, Indicator.id), size=size, after=after, before=before)


def list_standings(indicator_ids: Sequence[int], first: date, last: date) -> dict[int, Standing]:
    """Where each of these indicators stands; what the program counts, over the months of ``first``–``last``. One
    statement."""
    latest = _ranked().where(IndicatorValue.indicator_id.in_(indicator_ids)).subquery()
    entered = select(
        latest.c.indicator_id, latest.c.nature, latest.c.from_on, latest.c.to_on, latest.c.value, latest.c.approximate
    ).where(or_(latest.c.nature == Nature.TARGET, latest.c.place == 1))
    found: dict[int, list[Stated]] = {}
    for indicator_id, nature, from_on, to_on, value, approximate in db.session.execute(
        union_all(entered, *_counted(indicator_ids, first, last))
    ):
        counted = nature == COUNTED
        stated = Stated(
            Nature.ACTUAL if counted else nature,
            first if counted else from_on,
            last if counted else to_on,
            Decimal(value),
            bool(approximate),
        )
        found.setdefault(indicator_id, []).append(stated)
    return {key: standing_of(figures) for key, figures in found.items()}


def _ranked() -> Select[*tuple[Any, ...]]:
    """The figures that hold, numbered in their nature from the latest."""
    return select(
        IndicatorValue.indicator_id,
        IndicatorValue.nature,
        IndicatorValue.from_on,
        IndicatorValue.to_on,
        IndicatorValue.value,
        IndicatorValue.approximate,
        func.row_number()
        .over(
            partition_by=(IndicatorValue.indicator_id, IndicatorValue.nature),
            order_by=(IndicatorValue.to_on.desc(), IndicatorValue.from_on),
        )
        .label("place"),
    ).where(IndicatorValue.corrected_by_id.is_(None))


def _counted(indicator_ids: Sequence[int], first: date, last: date) -> Iterable[Select[*tuple[Any, ...]]]:
    for asked in counting(indicator_ids, first, last):
        indicator, count = asked.selected_columns
        yield asked.with_only_columns(
            indicator,
            cast(literal(COUNTED), String(32)),
            cast(null(), Date),
            cast(null(), Date),
            cast(count, Numeric(20, 4)),
            cast(null(), Boolean),
        )


def list_of_programme(actor: Actor, programme_id: int) -> list[tuple[Any, Standing]]:
    """The indicators of a programme by their codes, each with where its entered figures stand and whether the actor may
    open it; one statement."""
    latest = _ranked().subquery()
    rows = db.session.execute(
        select(
            Indicator.id,
            Indicator.public_id,
            Indicator.label_fa,
            Indicator.label_en,
            Indicator.unit,
            Indicator.computed,
            case((policy.visible(actor, "indicator.view"), 1), else_=0).label("opens"),
            latest.c.nature,
            latest.c.from_on,
            latest.c.to_on,
            latest.c.value,
            latest.c.approximate,
        )
        .outerjoin(latest, latest.c.indicator_id == Indicator.id)
        .where(
            Indicator.programme_id == programme_id,
            Indicator.active.is_(True),
            or_(latest.c.nature.is_(None), latest.c.nature == Nature.TARGET, latest.c.place == 1),
        )
        .order_by(Indicator.code, Indicator.id)
    ).all()
    found: dict[int, tuple[Any, list[Any]]] = {}
    for row in rows:
        figures = found.setdefault(row.id, (row, []))[1]
        if row.nature is not None:
            figures.append(row)
    return [(row, standing_of(figures)) for row, figures in found.values()]
