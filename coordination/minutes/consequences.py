"""What minutes add to a meeting: they begin as it opens, say their state, and ask the next meeting for approval."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.actions import commands as actions
from coordination.groups.models import ApprovalRule, IssueAt
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings import consequences
from coordination.meetings.consequences import Prepared
from coordination.meetings.models import AgendaEntry, ItemKind, Meeting
from coordination.minutes.codes import new_verify_code
from coordination.minutes.commands.approving import approve
from coordination.minutes.models import Minutes, MinutesState
from coordination.minutes.queries import get_minutes_of
from coordination.minutes.queries.facts import list_unapproved


@consequences.on_opened
def begin(_actor: Actor, meeting: Meeting) -> None:
    """Minutes are there from the opening on; a meeting that was opened once keeps the ones it has."""
    if db.session.scalar(select(Minutes.id).where(Minutes.meeting_id == meeting.id)) is None:
        db.session.add(Minutes(meeting_id=meeting.id, state_since=clock.now(), verify_code=new_verify_code()))
        db.session.flush()


@consequences.tells_minutes
def state_of(meeting_id: int) -> str | None:
    """The state of a meeting's minutes; None before it was opened."""
    return db.session.scalar(select(Minutes.state).where(Minutes.meeting_id == meeting_id))


@consequences.on_ended
def issue_at_end(actor: Actor, meeting: Meeting) -> None:
    """Where the group says so actions reach their owners as the meeting ends, marked provisional until the approval."""
    if meeting.group.issue_at == IssueAt.END:
        actions.issue_of_meeting(actor, meeting, provisional=True)


@consequences.prepares
def ask_for_approval(meeting: Meeting) -> Iterator[Prepared]:
    """Minutes that the next meeting has to approve, and circulated ones that nobody has approved yet."""
    by_meeting = meeting.group.approval_rule == ApprovalRule.NEXT_MEETING
    for minutes in list_unapproved(meeting):
        if by_meeting or minutes.state == MinutesState.IN_REVIEW:
            yield Prepared(ItemKind.MINUTES, f"minutes:{minutes.meeting_id}", minutes_of_id=minutes.meeting_id)


@consequences.on_decided
def approve_earlier(_actor: Actor, entry: AgendaEntry) -> None:
    """The meeting has approved the minutes of an earlier one, where that is the group's rule. What stands in the way of
    their approval (an unanswered comment, a revision) refuses the outcome."""
    item = entry.item
    if item.kind != ItemKind.MINUTES or item.minutes_of_id is None:
        return
    minutes = get_minutes_of(item.minutes_of_id)
    waiting = minutes is not None and minutes.state in (MinutesState.DRAFTING, MinutesState.IN_REVIEW)
    if minutes is not None and waiting and minutes.meeting.group.approval_rule == ApprovalRule.NEXT_MEETING:
        approve(Actor.system("minutes.approve"), minutes, decided=True)
