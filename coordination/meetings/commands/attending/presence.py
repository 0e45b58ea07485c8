"""Who is there and who is not: arriving, leaving, excused, absent, an alternate standing in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.groups.models import Seat
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.meetings.commands.attending.rules import ACT, check_span, must_be_open
from coordination.meetings.models import (
    Attendance,
    Capacity,
    Interval,
    Meeting,
    MeetingState,
    Presence,
)
from coordination.meetings.queries import attendance as sheet

AT_THE_START = timedelta(minutes=5)
"""Who is marked within this time after the opening counts as there from the opening on, and is not late."""


def arrive(actor: Actor, row: Attendance, *, at: datetime | None = None, remote: bool = False) -> None:
    """He is there from now on (or from ``at``), in the room or ``remote``; who is there already stays, and only how he
    takes part changes. The other of holder and alternate leaves the seat. After the end he counts as there for the
    whole meeting. Raises Invalid for a moment to come or before he last left. ``row.meeting`` must be loaded."""
    must_be_open(row.meeting)
    row = sheet.hold(row.id)
    mark_present(row, at, remote)
    free_the_seat(row)
    trail.record(actor, ACT, row, detail={"did": "arrive", "remote": remote})


def mark_present(row: Attendance, at: datetime | None, remote: bool) -> None:
    """What ``arrive`` does to one line that is held."""
    meeting, now = row.meeting, clock.now()
    running = next((one for one in row.intervals if one.to_at is None), None)
    row.presence = Presence.ATTENDED
    if running is not None:
        running.remote = remote
        return
    over = meeting.state == MeetingState.ENDED
    begins = at or _starts(row, meeting, now)
    if begins > now:
        raise Invalid(N_("This moment is still to come."), field="from_at", advice=N_("Type when he came."))
    if any(one.to_at is not None and one.to_at > begins for one in row.intervals):
        if over:  # pressed twice
            return
        raise Invalid(
            N_("He was still there at that moment, so nothing was recorded."),
            field="from_at",
            advice=N_("Correct the stretch before it."),
        )
    ends = meeting.ended_at if over else None
    row.intervals.append(Interval(from_at=begins, to_at=max(begins, ends) if ends else None, remote=remote))


def _starts(row: Attendance, meeting: Meeting, now: datetime) -> datetime:
    opened = meeting.opened_at
    if opened is None or row.intervals:
        return now
    return opened if meeting.state == MeetingState.ENDED or now - opened <= AT_THE_START else now


def free_the_seat(row: Attendance) -> None:
    """A seat has one person in it."""
    if row.seat_id is None:
        return
    others = select(Attendance.id).where(
        Attendance.meeting_id == row.meeting_id, Attendance.seat_id == row.seat_id, Attendance.id != row.id
    )
    db.session.execute(
        update(Interval)
        .where(Interval.attendance_id.in_(others), Interval.to_at.is_(None))
        .values(to_at=clock.now())
        .execution_options(synchronize_session="fetch")
    )


def leave(actor: Actor, row: Attendance, *, at: datetime | None = None) -> None:
    """He has left, now or ``at``; who was not there stays as he is. Raises Invalid for an end before the start."""
    must_be_open(row.meeting)
    row = sheet.hold(row.id)
    running = next((one for one in row.intervals if one.to_at is None), None)
    if running is None:
        return
    check_span(running.from_at, at or clock.now())
    running.to_at = at or clock.now()
    trail.record(actor, ACT, row, detail={"did": "leave"})


def excuse(actor: Actor, row: Attendance, *, note: str = "") -> None:
    """He does not come and has said so. Raises WrongState for somebody who was there."""
    _mark(actor, row, Presence.EXCUSED, note)


def absent(actor: Actor, row: Attendance) -> None:
    """He does not come. Raises WrongState for somebody who was there."""
    _mark(actor, row, Presence.ABSENT, "")


def _mark(actor: Actor, row: Attendance, presence: Presence, note: str) -> None:
    must_be_open(row.meeting)
    row = sheet.hold(row.id)
    if row.intervals:
        raise WrongState(
            N_("The sheet says that he was there, so he was not marked as absent."),
            N_("Take his presence back first, or record that he has left."),
        )
    row.presence = presence
    row.note = note or row.note
    trail.record(actor, ACT, row, detail={"did": presence.value})


def unmark(actor: Actor, row: Attendance) -> None:
    """Take back what the line says: he is expected, and stretches recorded by mistake are gone."""
    must_be_open(row.meeting)
    row = sheet.hold(row.id)
    gone = len(row.intervals)
    db.session.execute(delete(Interval).where(Interval.attendance_id == row.id))
    db.session.expire(row, ["intervals"])
    row.presence = Presence.EXPECTED
    trail.record(actor, ACT, row, detail={"did": "unmark", "stretches": gone})


def stand_in(actor: Actor, row: Attendance) -> Attendance:
    """The alternate of the seat came instead of its holder, whose line is ``row`` (``seat.alternate`` loaded): a line
    of his own in the same seat. Raises Invalid where the seat has no alternate or he is on the sheet already."""
    must_be_open(row.meeting)
    held = sheet.hold(row.id)
    seat = held.seat
    if seat is None or seat.alternate_id is None or held.capacity != Capacity.MEMBER:
        raise Invalid(
            N_("This seat has no alternate, so nobody stands in."),
            advice=N_("Add him as a guest, or name an alternate on the group's page."),
        )
    if held.presence == Presence.EXPECTED:
        held.presence = Presence.ABSENT
    line = _line_of_alternate(held, seat)
    mark_present(line, None, remote=False)
    db.session.flush()
    free_the_seat(line)
    trail.record(actor, ACT, line, detail={"did": "stand_in", "for": held.id})
    return line


def _line_of_alternate(row: Attendance, seat: Seat) -> Attendance:
    found = db.session.scalar(
        select(Attendance).where(Attendance.meeting_id == row.meeting_id, Attendance.person_id == seat.alternate_id)
    )
    if found is not None and found.seat_id != seat.id:
        raise Invalid(
            N_("The alternate is on the sheet with another seat or as a guest, so he does not stand in here."),
            advice=N_("Take that line off the sheet first."),
        )
    if found is not None:
        return sheet.hold(found.id)
    line = Attendance(
        meeting_id=row.meeting_id,
        meeting=row.meeting,
        person_id=seat.alternate_id,
        seat_id=seat.id,
        capacity=Capacity.ALTERNATE,
        votes=row.votes,
        intervals=[],
    )
    db.session.add(line)
    return line
