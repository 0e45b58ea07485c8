"""Stretches of presence: corrected, taken off, and ended with the meeting."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, insert, literal, select, update

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.meetings.commands.attending.rules import ACT, check_span, must_be_open
from coordination.meetings.consequences import on_ended
from coordination.meetings.models import (
    Attendance,
    Interval,
    Meeting,
    MeetingState,
    Presence,
)
from coordination.meetings.queries import attendance as sheet


def correct_interval(
    actor: Actor,
    row: Attendance,
    interval: Interval,
    *,
    from_at: datetime,
    to_at: datetime | None,
    remote: bool = False,
) -> None:
    """Correct a stretch of presence; without an end he is still there. Raises Invalid, in words, for an end before the
    start, a moment to come, a stretch that overlaps another one, and an open end after the meeting."""
    must_be_open(row.meeting)
    row = sheet.hold(row.id)
    check_span(from_at, to_at)
    latest = max(from_at, to_at or from_at)
    if latest > clock.now():
        raise Invalid(N_("This moment is still to come."), field="to_at", advice=N_("Type when he left."))
    if to_at is None and row.meeting.state == MeetingState.ENDED:
        raise Invalid(
            N_("The meeting is over, so the stretch needs an end."), field="to_at", advice=N_("Type when he left.")
        )
    for other in row.intervals:
        apart = (other.to_at is not None and other.to_at <= from_at) or (to_at is not None and to_at <= other.from_at)
        if other.id != interval.id and not apart:
            raise Invalid(
                N_("This overlaps another stretch of the same person, so nothing was changed."),
                field="from_at",
                advice=N_("Correct or take off the other one first."),
            )
    interval.from_at, interval.to_at, interval.remote = from_at, to_at, remote
    trail.record(actor, ACT, row, detail={"did": "correct", "stretch": interval.id})


def remove_interval(actor: Actor, row: Attendance, interval: Interval) -> None:
    """Take off a stretch recorded by mistake; after the last one he is expected again."""
    must_be_open(row.meeting)
    row = sheet.hold(row.id)
    if all(one.id == interval.id for one in row.intervals):
        row.presence = Presence.EXPECTED
    db.session.delete(interval)
    trail.record(actor, ACT, row, detail={"did": "remove", "stretch": interval.id})


@on_ended
def end_presence(_actor: Actor, meeting: Meeting) -> None:
    """Whoever is there as the meeting ends was there to its end."""
    db.session.execute(
        update(Interval)
        .where(Interval.attendance_id.in_(_lines_of(meeting)), Interval.to_at.is_(None))
        .values(to_at=meeting.ended_at)
        .execution_options(synchronize_session="fetch")
    )


def come_back(meeting: Meeting, ended_at: datetime) -> None:
    """The end was taken back: who was there at ``ended_at`` is there again from now on; the time between counts for
    nobody."""
    there = select(Interval.attendance_id, literal(clock.now(), Interval.from_at.type), Interval.remote).where(
        Interval.attendance_id.in_(_lines_of(meeting)), Interval.to_at == ended_at
    )
    db.session.execute(insert(Interval).from_select(["attendance_id", "from_at", "remote"], there))


def _lines_of(meeting: Meeting) -> Select[int]:
    return select(Attendance.id).where(Attendance.meeting_id == meeting.id)
