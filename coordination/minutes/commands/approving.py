"""Approval: with it, in one transaction, resolutions enter into force, actions are issued and signatures are asked."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from coordination import workflow
from coordination.access.actor import Actor
from coordination.actions import commands as actions
from coordination.groups.models import ApprovalRule, Seat, SeatKind, SignedBy
from coordination.groups.queries import standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError
from coordination.lang.zone import local_date
from coordination.minutes.approval import rule_met
from coordination.minutes.models import Minutes, MinutesState, Signature
from coordination.minutes.needs import MinutesFacts
from coordination.minutes.queries import get_minutes_by_number
from coordination.minutes.queries.facts import count_comments_open, list_silent
from coordination.resolutions import commands as resolutions
from coordination.resolutions.queries import list_adopted

AT_ONCE = 100
SIGNING_SEATS = {
    SignedBy.CHAIR: (SeatKind.CHAIR,),
    SignedBy.CHAIR_AND_SECRETARY: (SeatKind.CHAIR, SeatKind.SECRETARY),
}

_log = logging.getLogger(__name__)


def approve(actor: Actor, minutes: Minutes, *, decided: bool = False) -> None:
    """Approve the minutes as the group's rule has it (``decided``: the next meeting just did). Every adopted resolution
    enters into force with its definitive number, in the order of the entries; actions are issued for good; the
    signatures are asked for. Raises Unmet while a comment is unanswered or the rule is not met."""
    now = clock.now()
    facts = MinutesFacts(
        now=now,
        comments_open=count_comments_open(minutes),
        rule_met=rule_met(actor, minutes, now, decided=decided),
    )
    with db.session.no_autoflush:
        minutes.approved_at = now
        workflow.perform(actor, minutes, "approve", facts=facts)
    db.session.flush()
    for resolution in list_adopted(minutes.meeting_id):
        resolutions.enter_into_force(resolution)
    actions.issue_of_meeting(actor, minutes.meeting, provisional=False)
    db.session.add_all(_signatures(minutes))
    db.session.flush()


def approve_if_all_assent(minutes: Minutes) -> None:
    """The system approves once everybody who attended has assented and every comment is answered."""
    if minutes.meeting.group.approval_rule != ApprovalRule.ALL_ATTENDEES or minutes.state != MinutesState.IN_REVIEW:
        return
    loaded = get_minutes_by_number(minutes.id)
    system = Actor.system("minutes.approve")
    if loaded is not None and rule_met(system, loaded, clock.now()) and not count_comments_open(loaded):
        approve(system, loaded)


def approve_silent() -> None:
    """The clock approves minutes to which nobody objected in time; one that cannot be does not hold up the others."""
    for minutes_id in list_silent(clock.now(), AT_ONCE):
        minutes = get_minutes_by_number(minutes_id)
        assert minutes is not None
        try:
            with db.session.begin_nested():
                approve(Actor.system("minutes.approve"), minutes)
        except DomainError as error:
            _log.warning("minutes %s were left as they are: %s", minutes_id, type(error).__name__)


def _signatures(minutes: Minutes) -> Iterator[Signature]:
    """A pending signature for each who signs, in order; nobody twice."""
    asked: set[int] = set()
    for person_id, part in _signatories(minutes):
        if person_id not in asked:
            asked.add(person_id)
            yield Signature(
                minutes_id=minutes.id, person_id=person_id, position=len(asked), part=part, state_since=clock.now()
            )


def _signatories(minutes: Minutes) -> Iterator[tuple[int, SeatKind]]:
    """Who signs, and on which seat: of chair and secretary the one who attended, else the holder today; or every voting
    member who attended, the chair first."""
    group = minutes.meeting.group
    there = [one.row for one in minutes.sheet if one.intervals and one.row.seat_id and one.row.person_id]
    if group.signed_by == SignedBy.ALL_ATTENDEES:
        for row in sorted(there, key=lambda row: row.seat.kind != SeatKind.CHAIR):
            if row.votes:
                yield row.person_id, row.seat.kind
        return
    seats: list[Seat] = standing_seats(group.id, local_date(clock.now()))
    for kind in SIGNING_SEATS[group.signed_by]:
        attended = [row.person_id for row in there if row.seat.kind == kind]
        holders = [seat.holder_id for seat in seats if seat.kind == kind and seat.holder_id is not None]
        for person_id in (attended or holders)[:1]:
            yield person_id, kind
