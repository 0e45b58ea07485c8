"""The moves of a meeting: announced, its agenda published, opened, in recess, ended; cancelled or without quorum."""

from __future__ import annotations

from sqlalchemy import func, select

from coordination import workflow
from coordination.access.actor import Actor
from coordination.groups import queries as groups
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.meetings import consequences, invitations
from coordination.meetings.commands import attending
from coordination.meetings.commands.agenda import prepare_agenda
from coordination.meetings.commands.speaking import fall_silent
from coordination.meetings.models import EntryState, Meeting
from coordination.meetings.queries import list_entries
from coordination.meetings.queries.facts import facts_of_entry, facts_of_meeting


def announce(actor: Actor, meeting: Meeting) -> None:
    """Tell those invited: the meeting gets its number, the agenda prepares itself, invitations go out."""
    _move(actor, meeting, "announce")
    if meeting.number is None:
        meeting.number = _next_number(meeting.group_id)
    prepare_agenda(actor, meeting)
    invitations.send(actor, meeting)


def publish_agenda(actor: Actor, meeting: Meeting) -> None:
    """Publish the agenda; what comes onto it from now on needs a reason."""
    _move(actor, meeting, "publish_agenda")
    invitations.send(actor, meeting)


def open_(actor: Actor, meeting: Meeting) -> None:
    """Begin the meeting now."""
    _move(actor, meeting, "open")
    meeting.opened_at = clock.now()
    if meeting.number is None:
        meeting.number = _next_number(meeting.group_id)
    db.session.flush()
    for follow in consequences.OPENED:
        follow(actor, meeting)


def recess(actor: Actor, meeting: Meeting) -> None:
    """Interrupt the meeting; nobody's speaking time runs on."""
    fall_silent(meeting)
    _move(actor, meeting, "recess")
    meeting.recesses = [*meeting.recesses, [clock.now().isoformat()]]


def resume(actor: Actor, meeting: Meeting) -> None:
    """Go on after a recess."""
    _move(actor, meeting, "resume")
    _end_recess(meeting)


def end(actor: Actor, meeting: Meeting) -> None:
    """End the meeting now; every entry has its outcome and everybody on the sheet is marked."""
    fall_silent(meeting)
    _move(actor, meeting, "end")
    _end_recess(meeting)
    meeting.ended_at = clock.now()
    db.session.flush()
    for follow in consequences.ENDED:
        follow(actor, meeting)


def reopen(actor: Actor, meeting: Meeting) -> None:
    """Take the end back within 24 hours, while the minutes are still being drafted."""
    _move(actor, meeting, "reopen")
    if meeting.ended_at is not None:
        attending.come_back(meeting, meeting.ended_at)
    meeting.ended_at = None


def declare_no_quorum(actor: Actor, meeting: Meeting) -> None:
    """Record that too few came; its entries were not reached and their items stay open for a second call."""
    _move(actor, meeting, "declare_no_quorum")
    _reach_nothing(meeting)


def cancel(actor: Actor, meeting: Meeting, *, reason: str) -> None:
    """Cancel the meeting for a reason; those invited are told, its items stay open."""
    _move(actor, meeting, "cancel", note=reason)
    meeting.reason = reason
    _reach_nothing(meeting)
    invitations.send(actor, meeting)


def close(meeting: Meeting) -> None:
    """The system closes the meeting when its minutes are signed."""
    _move(Actor.system("meeting.close"), meeting, "close")


def _move(actor: Actor, meeting: Meeting, move: str, *, note: str = "") -> None:
    db.session.flush()
    workflow.perform(actor, meeting, move, facts=facts_of_meeting(meeting, move, note=note), note=note)


def _next_number(group_id: int) -> int:
    """The running number of the group's next meeting; the group's row is held until the transaction ends."""
    db.session.execute(select(Group.id).where(Group.id == group_id).with_for_update())
    last = db.session.scalar(select(func.max(Meeting.number)).where(Meeting.group_id == group_id))
    return (last or 0) + 1


def invite_members(actor: Actor, meeting: Meeting) -> None:
    """Invite the holders of the group's seats of the meeting's day, where nobody was chosen yet."""
    if any(one.removed_at is None for one in meeting.invitees):
        return
    seats = groups.standing_seats(meeting.group_id, local_date(meeting.starts_at))
    invitations.invite(actor, meeting, [seat.holder for seat in seats if seat.holder is not None])


def _reach_nothing(meeting: Meeting) -> None:
    system = Actor.system("agenda_entry.not_reached")
    for entry in list_entries(meeting.id):
        if entry.state == EntryState.SCHEDULED:
            workflow.perform(system, entry, "not_reached", facts=facts_of_entry(entry))


def _end_recess(meeting: Meeting) -> None:
    """Close the recess that is running; the list is stored anew, since JSON does not notice a change within."""
    if meeting.recesses and len(meeting.recesses[-1]) == 1:
        meeting.recesses = [*meeting.recesses[:-1], [meeting.recesses[-1][0], clock.now().isoformat()]]
