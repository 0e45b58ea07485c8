"""What is being spoken about: the timer of the entries, kept without counting up anybody's version."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Table, update
from sqlalchemy.orm.attributes import set_committed_value

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.meetings.models import AgendaEntry, Meeting, MeetingState


def speak_of(_actor: Actor, entry: AgendaEntry) -> None:
    """The meeting turns to this entry: the one before stops counting. Raises WrongState outside a session."""
    meeting = entry.meeting
    if meeting.state != MeetingState.IN_SESSION:
        raise WrongState(
            N_("The timer was not started: the meeting is not in session."), N_("Open the meeting, or go on with it.")
        )
    if meeting.current_entry_id == entry.id:
        return
    fall_silent(meeting)
    _write(meeting, {"current_entry_id": entry.id, "current_since": clock.now()})


def fall_silent(meeting: Meeting) -> None:
    """Nothing is being spoken about any more; the running stretch is added to its entry."""
    if meeting.current_entry_id is None or meeting.current_since is None:
        return
    entry = db.session.get(AgendaEntry, meeting.current_entry_id)
    if entry is not None:
        stretch = int((clock.now() - meeting.current_since).total_seconds())
        _write(entry, {"spent_seconds": entry.spent_seconds + max(0, stretch)})
    _write(meeting, {"current_entry_id": None, "current_since": None})


def _write(thing: Meeting | AgendaEntry, columns: dict[str, Any]) -> None:
    """A page that is open elsewhere must not grow stale because somebody went on to the next entry."""
    table = cast(Table, type(thing).__table__)
    db.session.execute(update(table).where(table.c.id == thing.id).values(columns))
    for name, value in columns.items():
        set_committed_value(thing, name, value)
