"""What the program counts for computed indicators: from the aggregates of ``figures`` by month, or as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from coordination.directory.models import Centre
from coordination.figures import cells
from coordination.figures.models import FigureCount
from coordination.indicators.models import Computed, Indicator
from coordination.kernel.db import db
from coordination.lang.spans import range_of
from coordination.outcomes.models import OutcomeKind, OutcomeState
from coordination.points.models import Point
from coordination.programmes.models import Memorandum, MemorandumState

REACHED = (OutcomeState.VERIFIED, OutcomeState.SUSTAINED)
"""What was only claimed, or was lost again, is not counted as reached."""


def _outcome(kind: OutcomeKind) -> ColumnElement[bool]:
    keys = [f"{kind.value}.{state.value}" for state in REACHED]
    return and_(FigureCount.measure == cells.OUTCOME, FigureCount.key.in_(keys))


BY_MONTH: dict[Computed, ColumnElement[bool]] = {
    Computed.ADMISSIONS: FigureCount.measure == cells.NATION,
    Computed.ADMISSIONS_IRANIAN: and_(FigureCount.measure == cells.NATION, FigureCount.key == cells.IRANIAN),
    Computed.ADMISSIONS_OTHERS: and_(FigureCount.measure == cells.NATION, FigureCount.key == cells.OTHERS),
    Computed.SERVICES: FigureCount.measure == cells.SERVED,
    Computed.OUTCOMES_SCHOOL: _outcome(OutcomeKind.RETURN_TO_SCHOOL),
    Computed.OUTCOMES_HARM: _outcome(OutcomeKind.EXIT_FROM_HARM),
    Computed.OUTCOMES_LABOUR: _outcome(OutcomeKind.EXIT_FROM_HARD_LABOUR),
}
"""Which cells of the aggregates each of these counts."""


NOW: dict[Computed, tuple[Any, ColumnElement[bool]]] = {
    Computed.CENTRES: (Centre, Centre.active.is_(True)),
    Computed.POINTS: (Point, Point.active.is_(True)),
    Computed.MEMORANDA: (Memorandum, Memorandum.state == MemorandumState.SIGNED),
}
"""What is counted as it stands, without months."""


@dataclass(frozen=True, slots=True)
class Month:
    """How many there were in one Jalali month."""

    from_on: date
    to_on: date
    count: int


def month_of(number: int) -> tuple[date, date]:
    """First and last day of a month as the aggregates number it (139604)."""
    return range_of("month", number // 100, number % 100)


def count_by_month(indicator: Indicator, first: date, last: date) -> list[Month]:
    """The months of a computed indicator in which something was counted, in order; one statement."""
    assert indicator.computed is not None
    rows = db.session.execute(
        select(FigureCount.month, func.sum(FigureCount.n))
        .where(
            FigureCount.agency_id == indicator.agency_id,
            FigureCount.month.between(cells.month_of(first), cells.month_of(last)),
            BY_MONTH[Computed(indicator.computed)],
        )
        .group_by(FigureCount.month)
        .order_by(FigureCount.month)
    )
    return [Month(*month_of(month), int(count)) for month, count in rows if count]


def count_now(indicator: Indicator) -> int:
    """How many there are at this moment of what is no figure of months; one statement."""
    assert indicator.computed is not None
    model, condition = NOW[Computed(indicator.computed)]
    return db.session.scalar(select(func.count(model.id)).where(condition, model.agency_id == indicator.agency_id)) or 0


def counting(indicator_ids: Sequence[int], first: date, last: date) -> list[Select[*tuple[Any, ...]]]:
    """For a list: a SELECT of (indicator, count) for each thing that the program counts, over whole months, or as it is
    now."""
    found: list[Select[*tuple[Any, ...]]] = []
    for computed, condition in BY_MONTH.items():
        found.append(
            select(Indicator.id, func.sum(FigureCount.n))
            .join(FigureCount, FigureCount.agency_id == Indicator.agency_id)
            .where(
                Indicator.id.in_(indicator_ids),
                Indicator.computed == computed,
                FigureCount.month.between(cells.month_of(first), cells.month_of(last)),
                condition,
            )
            .group_by(Indicator.id)
        )
    for computed, (model, condition) in NOW.items():
        found.append(
            select(Indicator.id, func.count(model.id))
            .join(model, model.agency_id == Indicator.agency_id)
            .where(Indicator.id.in_(indicator_ids), Indicator.computed == computed, condition)
            .group_by(Indicator.id)
        )
    return found
