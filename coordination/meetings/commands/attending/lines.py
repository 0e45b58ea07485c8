"""The lines of the sheet: made from the seats, guests added and taken off, all marked at once."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.groups.queries import standing_seats
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.meetings.commands.attending.presence import mark_present
from coordination.meetings.commands.attending.rules import ACT, must_be_open
from coordination.meetings.models import (
    Attendance,
    Capacity,
    Interval,
    Meeting,
    Presence,
    Recusal,
)
from coordination.meetings.queries import attendance as sheet
from coordination.meetings.quorum import held_at


def make_sheet(actor: Actor, meeting: Meeting) -> int:
    """A line for the holder of every seat that stands on the meeting's day and for every invited guest; how many were
    added. Made again it adds who is new and names the new holder of a seat whose line is not marked yet. A vacant seat
    has no line, but counts among the voting seats. ``meeting.group`` must be loaded."""
    must_be_open(meeting)
    seats = standing_seats(meeting.group_id, local_date(held_at(meeting)))
    rows = sheet.list_sheet(meeting.id)
    of_seat = {row.seat_id: row for row in rows if row.capacity == Capacity.MEMBER}
    named: set[int | None] = {row.person_id for row in rows if row.person_id is not None}
    votes_of = {seat.id: seat.votes(secretary_votes=meeting.group.secretary_votes) for seat in seats}
    added = 0
    # Who holds two seats has one line: that of the seat that votes.
    for seat in sorted(seats, key=lambda one: not votes_of[one.id]):
        row = of_seat.get(seat.id)
        if seat.vacant or seat.holder_id in named:
            continue
        named.add(seat.holder_id)
        if row is not None and row.presence == Presence.EXPECTED and not row.intervals:
            row.person_id, row.votes = seat.holder_id, votes_of[seat.id]
            continue
        if row is None:
            line = Attendance(meeting_id=meeting.id, person_id=seat.holder_id, seat_id=seat.id, votes=votes_of[seat.id])
            db.session.add(line)
            added += 1
    added += _add_invited_guests(meeting, rows, named | {seat.alternate_id for seat in seats})
    db.session.flush()
    trail.record(actor, ACT, meeting, detail={"did": "make_sheet", "lines": added})
    return added


def _add_invited_guests(meeting: Meeting, rows: Sequence[Attendance], named: set[int | None]) -> int:
    guests = {row.guest_name for row in rows}
    added = 0
    for one in meeting.invitees:
        known = one.person_id in named if one.person_id is not None else one.guest_name in guests
        if known or one.removed_at is not None or one.seat_id is not None:
            continue
        line = Attendance(
            meeting_id=meeting.id,
            person_id=one.person_id,
            guest_name="" if one.person_id else one.guest_name,
            capacity=Capacity.GUEST,
            votes=False,
        )
        db.session.add(line)
        added += 1
    return added


def add_guest(actor: Actor, meeting: Meeting, *, name: str, note: str = "", remote: bool = False) -> Attendance:
    """Somebody without a seat is there. Raises Invalid for an empty name, or one that is on the sheet."""
    must_be_open(meeting)
    if not name:
        raise Invalid(N_("The guest's name is empty."), field="name", advice=N_("Write the name."))
    db.session.execute(select(Meeting.id).where(Meeting.id == meeting.id).with_for_update())
    twice = select(Attendance.id).where(Attendance.meeting_id == meeting.id, Attendance.guest_name == name)
    if db.session.scalar(twice) is not None:
        raise Invalid(
            Message(N_("%(name)s is on the sheet already."), name=name),
            field="name",
            advice=N_("Where two are called so, add the agency to the name."),
        )
    guest = Attendance(
        meeting_id=meeting.id,
        meeting=meeting,
        guest_name=name,
        capacity=Capacity.GUEST,
        votes=False,
        note=note,
        intervals=[],
    )
    db.session.add(guest)
    mark_present(guest, None, remote)
    db.session.flush()
    trail.record(actor, ACT, guest, detail={"did": "add_guest"})
    return guest


def take_off(actor: Actor, row: Attendance) -> None:
    """Take a guest, or an alternate who did not come, off the sheet. Raises WrongState for the holder of a seat."""
    must_be_open(row.meeting)
    if row.capacity == Capacity.MEMBER:
        raise WrongState(
            N_("A member's line stays on the sheet."), N_("Mark him as excused or absent, or take his presence back.")
        )
    db.session.execute(delete(Recusal).where(Recusal.attendance_id == row.id))
    db.session.execute(delete(Interval).where(Interval.attendance_id == row.id))
    trail.record(actor, ACT, row.meeting, detail={"did": "take_off", "line": row.id})
    db.session.expire(row, ["intervals"])
    db.session.delete(row)


def all_present(actor: Actor, meeting: Meeting) -> int:
    """Everybody who is not marked yet is there; how many."""
    must_be_open(meeting)
    rows = sheet.hold_unmarked(meeting.id)
    for row in rows:
        row.meeting = meeting
        mark_present(row, None, remote=False)
    trail.record(actor, ACT, meeting, detail={"did": "all_present", "lines": len(rows)})
    return len(rows)


def rest_absent(actor: Actor, meeting: Meeting) -> int:
    """Everybody who is not marked yet is absent; how many."""
    must_be_open(meeting)
    rows = sheet.hold_unmarked(meeting.id)
    for row in rows:
        row.presence = Presence.ABSENT
    trail.record(actor, ACT, meeting, detail={"did": "rest_absent", "lines": len(rows)})
    return len(rows)
