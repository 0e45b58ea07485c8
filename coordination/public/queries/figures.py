"""Public figures: sums of everybody over one half-year that is over, small counts hidden with what would tell them.

Half-years do not overlap and no other period is told, so nothing follows from the difference of two pages; tables of
one page share nothing but their totals, which each table's hiding reckons with (``figures.small``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from coordination.figures import cells, keeping
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.figures.queries.counts import admissions_of, outcomes_of, share_of, times_of
from coordination.figures.small import HIDDEN, SMALL, Count, hide, share_hides
from coordination.kernel.db import db
from coordination.referrals.models import Route, State

MEASURES = (
    cells.ROUTE, cells.NEED, cells.STATE, cells.SERVED, cells.NATION, cells.SEX, cells.BY_ROUTE, cells.OUTCOME,
    cells.TIME,
)  # fmt: skip
CONFIRMED = ("verified", "sustained")


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by key, small ones hidden; ``total`` is hidden too where it is small."""

    rows: Mapping[str, Count]
    total: Count


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
    told = not share_hides(share.closed, share.ended) and share.ended >= SMALL
    enough = times.count >= SMALL
    return Tables(
        routes=_table({route.value: routes.get(route, 0) for route in Route}),
        needs=_table(of(cells.NEED)),
        services=_table(of(cells.SERVED)),
        nations=_table(nations),
        sexes=_table(sexes),
        outcomes=_table(outcomes),
        closed=round(100 * share.closed / share.ended) if told else None,
        median=times.median if enough else None,
        p90=times.p90 if enough else None,
    )


def _table(counts: Mapping[str, int]) -> Table:
    """One table with its total, which says nothing where it is small itself."""
    total = sum(counts.values())
    if total < SMALL:
        return Table(dict.fromkeys(counts, HIDDEN), HIDDEN)
    return Table(hide(counts), total)
