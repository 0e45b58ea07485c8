"""Calling a meeting: making it, changing its time and place, and calling it a second time after it had no quorum."""

from __future__ import annotations

from datetime import datetime

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.meetings import invitations
from coordination.meetings.models import AgendaEntry, EntryState, Meeting, MeetingState
from coordination.meetings.queries import list_entries, second_call
from coordination.outbox import events

CHANGEABLE = (MeetingState.DRAFT, MeetingState.ANNOUNCED, MeetingState.AGENDA_PUBLISHED)


def create(
    actor: Actor,
    group: Group,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    title: str = "",
    note: str = "",
    second_call_of: Meeting | None = None,
) -> Meeting:
    """A planned meeting of the group. Raises Invalid for an end before the start or a time that has passed."""
    _check_order(starts_at, ends_at)
    _check_to_come(starts_at)
    public_id = new_public_id()
    meeting = Meeting(
        public_id=public_id,
        group_id=group.id,
        state_since=clock.now(),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        title=title,
        note=note,
        created_by_id=actor.person_id,
        created_at=clock.now(),
        calendar_uid=f"{public_id}@hamahang",
        second_call_of_id=second_call_of.id if second_call_of else None,
    )
    db.session.add(meeting)
    db.session.flush()
    trail.record(actor, "meeting.create", meeting)
    return meeting


def edit(
    actor: Actor,
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    title: str = "",
    note: str = "",
) -> None:
    """Change a meeting that has not been opened; those invited are told of a new time or place. Raises Invalid as
    ``create``, WrongState once it was opened or is over."""
    if meeting.state not in CHANGEABLE:
        raise WrongState(
            N_("The meeting was not changed: it has been opened or is over."),
            N_("Call a new meeting if another day is needed."),
        )
    before = {name: getattr(meeting, name) for name in ("starts_at", "ends_at", "place", "title", "note")}
    if (starts_at, ends_at) != (meeting.starts_at, meeting.ends_at):
        _check_order(starts_at, ends_at)
    if starts_at != meeting.starts_at:
        _check_to_come(starts_at)
    meeting.starts_at, meeting.ends_at, meeting.place = starts_at, ends_at, place
    meeting.title, meeting.note = title, note
    changed = [name for name, value in before.items() if getattr(meeting, name) != value]
    if not changed:
        return
    trail.record(actor, "meeting.edit", meeting, detail={"changed": changed})
    if meeting.state != MeetingState.DRAFT:
        invitations.send(actor, meeting)
        events.emit("meeting.edit", thing_id=meeting.id, by=actor.person_id or 0)


def call_again(actor: Actor, meeting: Meeting, *, starts_at: datetime, ends_at: datetime, place: str) -> Meeting:
    """The second call of a meeting that had no quorum, planned with the same agenda. Raises WrongState for any other
    meeting and for one that was called again already."""
    if meeting.state != MeetingState.NO_QUORUM:
        raise WrongState(
            N_("No second call was made: this meeting did not fail for want of a quorum."), N_("Call a new meeting.")
        )
    if second_call(meeting) is not None:
        raise WrongState(
            N_("No second call was made: there is one already."), N_("Look for it among the coming meetings.")
        )
    again = create(
        actor,
        meeting.group,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        title=meeting.title,
        note=meeting.note,
        second_call_of=meeting,
    )
    for entry in list_entries(meeting.id):
        if entry.state == EntryState.NOT_REACHED:
            db.session.add(_same_entry(entry, again))
    db.session.flush()
    return again


def _same_entry(entry: AgendaEntry, meeting: Meeting) -> AgendaEntry:
    return AgendaEntry(
        meeting_id=meeting.id,
        item_id=entry.item_id,
        position=entry.position,
        title=entry.title,
        purpose=entry.purpose,
        minutes_planned=entry.minutes_planned,
        presenter=entry.presenter,
        state_since=clock.now(),
    )


def _check_order(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise Invalid(
            N_("The meeting was not saved: its end is not after its start."),
            field="ends_at",
            advice=N_("Give an end that is later than the start."),
        )


def _check_to_come(starts_at: datetime) -> None:
    if starts_at < clock.now():
        raise Invalid(
            N_("The meeting was not saved: this time has passed."),
            field="starts_at",
            advice=N_("Give a day and an hour that are still to come."),
        )
