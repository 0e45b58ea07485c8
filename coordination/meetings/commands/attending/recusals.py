"""Who takes no part in an entry of the agenda."""

from __future__ import annotations

from sqlalchemy import delete, select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.meetings.commands.attending.rules import ACT, must_be_open
from coordination.meetings.models import (
    AgendaEntry,
    Attendance,
    Recusal,
)
from coordination.meetings.queries import attendance as sheet


def recuse(actor: Actor, entry: AgendaEntry, row: Attendance, *, reason: str = "") -> None:
    """He takes no part in this entry: his seat does not count as in there. Again: the reason is replaced. Raises
    Invalid where the line belongs to another meeting. ``entry.meeting`` must be loaded."""
    must_be_open(entry.meeting)
    if row.meeting_id != entry.meeting_id:
        raise Invalid(N_("This person is on the sheet of another meeting."), field="row")
    sheet.hold(row.id)
    found = db.session.scalar(select(Recusal).where(Recusal.entry_id == entry.id, Recusal.attendance_id == row.id))
    if found is None:
        db.session.add(Recusal(entry_id=entry.id, attendance_id=row.id, reason=reason))
    else:
        found.reason = reason
    trail.record(actor, ACT, entry, detail={"did": "recuse", "line": row.id}, note=reason or None)


def unrecuse(actor: Actor, entry: AgendaEntry, row: Attendance) -> None:
    """He takes part in this entry after all."""
    must_be_open(entry.meeting)
    db.session.execute(delete(Recusal).where(Recusal.entry_id == entry.id, Recusal.attendance_id == row.id))
    trail.record(actor, ACT, entry, detail={"did": "unrecuse", "line": row.id})
