"""Each figure by itself, summed from the cells of the aggregates, to hold against the records."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from coordination.figures import cells, keeping
from coordination.figures import models as aggregates
from coordination.figures.models import FigureCount
from coordination.figures.queries.counts import Admissions, Counted, Share, admissions_of, outcomes_of, share_of
from coordination.figures.queries.counts import kinds_of_service as kinds
from coordination.figures.queries.scopes import Scope
from coordination.kernel.db import db
from coordination.outcomes.models import OutcomeKind
from coordination.referrals.models import Route, State

EVERYBODY = Scope(None)


def summed(scope: Scope, first: date, last: date, *measures: str) -> dict[tuple[str, str], int]:
    """Sums by measure and key over whole months; what this transaction has changed is counted too."""
    keeping.write_pending(db.session())
    rows = db.session.execute(
        select(FigureCount.measure, FigureCount.key, func.sum(FigureCount.n))
        .where(
            FigureCount.agency_id.in_(scope.counted),
            FigureCount.month.between(cells.month_of(first), cells.month_of(last)),
            FigureCount.measure.in_(measures),
        )
        .group_by(FigureCount.measure, FigureCount.key)
    )
    return {(measure, key): int(n) for measure, key, n in rows}


def by_key(scope: Scope, first: date, last: date, measure: str) -> dict[str, int]:
    return {key: n for (_measure, key), n in summed(scope, first, last, measure).items()}


def count_by_route(scope: Scope, first: date, last: date) -> dict[Route, int]:
    """Referrals received, by route."""
    found = by_key(scope, first, last, cells.ROUTE)
    return {route: found.get(route, 0) for route in Route}


def count_by_need(scope: Scope, first: date, last: date) -> dict[str, int]:
    """Referrals received, by code of each need that occurs."""
    return {code: n for code, n in sorted(by_key(scope, first, last, cells.NEED).items()) if n}


def count_by_state(scope: Scope, first: date, last: date) -> dict[State, int]:
    """Referrals received, by the state in which they are now."""
    found = by_key(scope, first, last, cells.STATE)
    return {state: found.get(state, 0) for state in State}


def count_sent(scope: Scope, first: date, last: date) -> dict[State, int]:
    """Referrals sent by the agencies of the scope, by the state in which they are now."""
    found = by_key(scope, first, last, cells.SENT)
    return {state: found.get(state, 0) for state in State}


def loop_closed(scope: Scope, first: date, last: date) -> Share:
    """How many of the ended referrals received were closed."""
    return share_of(count_by_state(scope, first, last))


def count_admissions(scope: Scope, first: date, last: date) -> Admissions:
    """Admissions with a first day in the period."""
    return admissions_of(summed(scope, first, last, cells.NATION, cells.SEX, cells.BY_ROUTE))


def count_services(scope: Scope, first: date, last: date) -> dict[str, int]:
    """How often each kind of service was given, every kind in its order."""
    found = by_key(scope, first, last, cells.SERVED)
    return {kind: found.get(kind, 0) for kind in kinds()}


def count_outcomes(scope: Scope, first: date, last: date) -> dict[OutcomeKind, Counted]:
    """Outcomes that came about in the period, by kind and where they stand."""
    return outcomes_of(by_key(scope, first, last, cells.OUTCOME))


def is_stale() -> bool:
    """Whether rows that were there before the aggregates still wait to be counted."""
    mark = select(FigureCount.n).where(
        FigureCount.agency_id == aggregates.EVERYBODY, FigureCount.month == 0, FigureCount.measure == cells.STALE
    )
    return db.session.scalar(mark) is not None
