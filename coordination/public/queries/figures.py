"""Public figures: sums of everybody over one half-year that is over, small counts hidden with what would tell them.

Each table tells its counts from 5 on, and its total only where it tells them all: then every hidden count may be any
number under 5, and the rule by which counts are hidden tells no more, as it does where a further count is hidden for a
total's sake. Half-years do not overlap and no other period is told. Two tables that count the same children are told
both only where neither hides anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from coordination.figures import cells, keeping
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.figures.queries.counts import admissions_of, outcomes_of, share_of, times_of
from coordination.figures.small import HIDDEN, SMALL, Count, share_hides
from coordination.kernel.db import db
from coordination.referrals.models import Route, State

MEASURES = (
    cells.ROUTE, cells.NEED, cells.STATE, cells.SERVED, cells.NATION, cells.SEX, cells.BY_ROUTE, cells.OUTCOME,
    cells.TIME,
)  # fmt: skip
CONFIRMED = ("verified", "sustained")


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by key, small ones hidden; ``total`` only where none is. A table without rows is not told at all."""

    rows: Mapping[str, Count]
    total: int | None


@dataclass(frozen=True, slots=True)
class Tables:
    """What is told of one half-year. ``closed`` in per cent and the times only where they rest on enough."""

    routes: Table
    needs: Table
    services: Table
    nations: Table
    sexes: Table
    outcomes: Table
    closed: int | None
    median: timedelta | None
    p90: timedelta | None


def count_half(first: date, last: date) -> Tables:
    """All tables of the half-year between its first and last day; one statement."""
    keeping.write_pending(db.session())
    rows = db.session.execute(
        select(FigureCount.measure, FigureCount.key, func.sum(FigureCount.n))
        .where(
            FigureCount.agency_id == EVERYBODY,
            FigureCount.month.between(cells.month_of(first), cells.month_of(last)),
            FigureCount.measure.in_(MEASURES),
        )
        .group_by(FigureCount.measure, FigureCount.key)
    )
    return tables_of({(measure, key): int(n) for measure, key, n in rows})


def tables_of(found: Mapping[tuple[str, str], int]) -> Tables:
    """The tables from the cells of a half-year, by measure and key; nothing is asked."""

    def of(measure: str) -> dict[str, int]:
        return {key: n for (one, key), n in sorted(found.items()) if one == measure}

    stays = admissions_of(found)
    share = share_of({State(key): n for key, n in of(cells.STATE).items() if key in set(State)})
    answers = {int(key.partition(":")[2]): n for key, n in of(cells.TIME).items() if key.startswith("decide:") and n}
    times = times_of(answers, 0)
    routes = of(cells.ROUTE)
    nations = {"iranian": stays.iranian, "others": stays.others, "unknown": stays.unknown}
    sexes = {"girls": stays.girls, "boys": stays.boys, "unknown": stays.total - stays.girls - stays.boys}
    outcomes = {
        kind.value: sum(getattr(counted, name) for name in CONFIRMED)
        for kind, counted in outcomes_of(of(cells.OUTCOME)).items()
    }
    by_nation = _table(nations)
    told = not share_hides(share.closed, share.ended) and share.ended >= SMALL
    enough = times.count >= SMALL
    return Tables(
        routes=_table({route.value: routes.get(route, 0) for route in Route}),
        needs=_table(of(cells.NEED)),
        services=_table(of(cells.SERVED)),
        nations=by_nation,
        sexes=_beside(by_nation, _table(sexes)),
        outcomes=_table(outcomes),
        closed=round(100 * share.closed / share.ended) if told else None,
        median=times.median if enough else None,
        p90=times.p90 if enough else None,
    )


def _table(counts: Mapping[str, int]) -> Table:
    """One table by itself."""
    rows: dict[str, Count] = {key: HIDDEN if count < SMALL else count for key, count in counts.items()}
    return Table(rows, None if HIDDEN in rows.values() else sum(counts.values()))


def _beside(table: Table, other: Table) -> Table:
    """``other`` beside ``table``, which counts the same children: the total of the one would tell what the other
    hides."""
    return other if table.total is not None and other.total is not None else Table({}, None)
