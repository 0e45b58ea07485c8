"""When a clock of a referral stops, and how long it ran: asked before a move sets the next clock.

A clock counts when what it waited for came, or when it expired; not when the referral was withdrawn, cancelled or made
void meanwhile. The time to decide is that of the recipient: while the sender answers it stands still.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.referrals.clocks import RUNS, side_of
from coordination.referrals.models import State

CLOCKS = tuple(dict.fromkeys(RUNS.values()))
"""Every clock, in the order in which a referral meets them."""

DECIDING = frozenset({State.SENT, State.RECEIVED})
DECIDED = frozenset({State.ACCEPTED, State.DECLINED, State.WAITLISTED, State.OBJECTED, State.FORWARDED, State.EXPIRED})
UNANSWERED = frozenset({State.WITHDRAWN, State.VOID})
ONLY_BY = {
    State.ACCEPTED: frozenset({State.IN_SERVICE}),
    State.ON_HOLD: frozenset({State.IN_SERVICE}),
}
"""States whose clock is stopped only by these; from every other by whatever is not ``UNANSWERED``."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A clock stopped ``at`` a moment after so many seconds; ``times`` is −1 where an earlier stop is taken back."""

    agency_id: int
    clock: str
    at: datetime
    seconds: float
    late: bool
    times: int = 1


def stops(referral: Any, before: str, now: datetime) -> Iterator[Stop]:
    """The clocks that a move from ``before`` to the referral's state stops now; its clock columns are still those of
    ``before``. A note during the service stops the clock of updates, and both states are the same."""
    state = referral.state
    if before == State.ACCEPTED and state == State.RECEIVED and referral.accepted_at is not None:
        yield _decided(referral, referral.accepted_at, -1)
    if before in DECIDING and state in DECIDED:
        yield _decided(referral, now)
    name = RUNS.get(before)
    if name is None or name == "decide" or referral.clock_started_at is None or not _answers(before, state):
        return
    side = referral.sender_agency_id if side_of(before) == "sender" else referral.recipient_agency_id
    seconds = (now - referral.clock_started_at).total_seconds()
    yield Stop(int(side), name, now, max(seconds, 0), referral.due_at is not None and now > referral.due_at)


def _answers(before: str, state: str) -> bool:
    by = ONLY_BY.get(State(before))
    return state in by if by is not None else state not in UNANSWERED


def _decided(referral: Any, at: datetime, times: int = 1) -> Stop:
    start = referral.decide_started_at or referral.sent_at
    if referral.hops and referral.sent_at is not None:
        start = max(start, referral.sent_at)  # what was passed on began for its new recipient when it came
    late = referral.decide_due_at is not None and at > referral.decide_due_at
    return Stop(int(referral.recipient_agency_id), "decide", at, max((at - start).total_seconds(), 0), late, times)
