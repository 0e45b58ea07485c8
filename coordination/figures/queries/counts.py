"""What figures are made of, from their cells, and how long a clock ran; pages read all cells at once (``told``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from coordination.cases.models import Sex
from coordination.directory.kept import kept
from coordination.directory.models import ServiceKind
from coordination.figures import cells, keeping
from coordination.figures.models import FigureCount
from coordination.figures.queries.scopes import Scope
from coordination.kernel.db import db
from coordination.outcomes.models import OutcomeKind, OutcomeState
from coordination.referrals.models import Route, State
from coordination.referrals.states import ENDED as ENDS

ENDED = ENDS - {State.FORWARDED, State.VOID}
"""How the way of a referral ends; what was forwarded goes on as its successor."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long a clock ran: how often it stopped and how often over its limit; median and 90th percentile are taken
    from buckets and at most 5 % off; None where it never stopped."""

    count: int
    median: timedelta | None
    p90: timedelta | None
    late: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """Of the referrals sent in the period that have ``ended`` (forwarded ones go on, void ones never were), how many
    are ``closed``: delivered, and confirmed by the sender or not contested in time."""

    closed: int
    ended: int


@dataclass(frozen=True, slots=True)
class Admissions:
    """Children admitted; ``unknown`` is those without a nationality written, the rest of girls and boys those whose sex
    is not known. ``by_route`` names every route."""

    total: int
    iranian: int
    others: int
    girls: int
    boys: int
    by_route: dict[Route, int]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Outcomes of one kind by where they stand now; each is in one of the four."""

    claimed: int
    verified: int
    sustained: int
    relapsed: int


def answer_times(scope: Scope, first: date, last: date) -> Times:
    """From sending to the recipient's decision, of what was decided in the period, without the time in which the sender
    was asked."""
    return clock_times(scope, first, last, "decide")


def clock_times(scope: Scope, first: date, last: date, clock: str) -> Times:
    """How long one clock ran, of its stops in the period."""
    found = _read(scope, first, last, FigureCount.measure.in_((cells.TIME, cells.LATE)), _of_clock(clock))
    buckets = {int(key.partition(":")[2]): n for (measure, key), n in found.items() if measure == cells.TIME and n}
    return times_of(buckets, found.get((cells.LATE, clock), 0))


def kinds_of_service() -> list[str]:
    """The codes of the kinds under which services are counted, in their order."""
    return kept(_kinds)


def times_of(buckets: Mapping[int, int], late: int) -> Times:
    """Median and 90th percentile of durations that were counted by bucket (nearest rank)."""
    count = sum(buckets.values())
    return Times(count, _percentile(buckets, count, 50), _percentile(buckets, count, 90), late)


def share_of(by_state: Mapping[State, int]) -> Share:
    """The share of referrals whose loop was closed, from their states."""
    ended = sum(n for state, n in by_state.items() if state in ENDED)
    return Share(by_state.get(State.CLOSED, 0), ended)


def admissions_of(found: Mapping[tuple[str, str], int]) -> Admissions:
    """Admissions from their cells, by (measure, key)."""

    def of(measure: str, key: str) -> int:
        return found.get((measure, key), 0)

    nations = [of(cells.NATION, name) for name in (cells.IRANIAN, cells.OTHERS, cells.UNKNOWN)]
    by_route = {route: of(cells.BY_ROUTE, route) for route in Route}
    girls, boys = of(cells.SEX, Sex.GIRL), of(cells.SEX, Sex.BOY)
    return Admissions(sum(nations), nations[0], nations[1], girls, boys, by_route, nations[2])


def outcomes_of(found: Mapping[str, int]) -> dict[OutcomeKind, Counted]:
    """Outcomes from their cells, by key."""
    states = (OutcomeState.CLAIMED, OutcomeState.VERIFIED, OutcomeState.SUSTAINED, OutcomeState.RELAPSED)
    return {kind: Counted(*(found.get(f"{kind}.{state}", 0) for state in states)) for kind in OutcomeKind}


def _kinds() -> list[str]:
    return list(db.session.scalars(select(ServiceKind.code).order_by(ServiceKind.position, ServiceKind.code)))


def _percentile(buckets: Mapping[int, int], count: int, per_cent: int) -> timedelta | None:
    rank, seen = -(-count * per_cent // 100), 0
    for number in sorted(buckets):
        seen += buckets[number]
        if buckets[number] and seen >= rank:
            return cells.middle(number)
    return None


def _read(scope: Scope, first: date, last: date, *conditions: object) -> dict[tuple[str, str], int]:
    """Sums by measure and key; what this transaction has changed is counted too."""
    keeping.write_pending(db.session())
    rows = db.session.execute(
        select(FigureCount.measure, FigureCount.key, func.sum(FigureCount.n))
        .where(
            FigureCount.agency_id.in_(scope.counted),
            FigureCount.month.between(cells.month_of(first), cells.month_of(last)),
            *conditions,  # type: ignore[arg-type]
        )
        .group_by(FigureCount.measure, FigureCount.key)
    )
    return {(measure, key): int(n) for measure, key, n in rows}


def _of_clock(clock: str) -> object:
    return (FigureCount.key == clock) | FigureCount.key.startswith(f"{clock}:")
