"""Person-hours of meetings: the stretches of presence of all who attended, without the recesses, summed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings.models import Attendance, Interval, Meeting

Span = tuple[datetime, datetime | None]
NOTHING = timedelta()


def person_hours(meeting_ids: Iterable[int]) -> dict[int, timedelta]:
    """How long people attended each of the meetings, in sum; zero for one that was not opened. One statement."""
    found: dict[int, timedelta] = dict.fromkeys(meeting_ids, NOTHING)
    if not found:
        return found
    rows = db.session.execute(
        select(Meeting.id, Meeting.opened_at, Meeting.ended_at, Meeting.recesses, Interval.from_at, Interval.to_at)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Interval, Interval.attendance_id == Attendance.id)
        .where(Meeting.id.in_(found))
    )
    now = clock.now()
    for meeting_id, opened_at, ended_at, recesses, from_at, to_at in rows:
        if opened_at is not None:
            found[meeting_id] += spent((from_at, to_at), (opened_at, ended_at or now), read_recesses(recesses))
    return found


def spent(stretch: Span, held: tuple[datetime, datetime], recesses: Sequence[Span] = ()) -> timedelta:
    """How much of a stretch of presence lies within the meeting and outside its recesses. An open stretch lasts to the
    meeting's end, an open recess likewise."""
    begins, ends = max(stretch[0], held[0]), min(stretch[1] or held[1], held[1])
    if ends <= begins:
        return NOTHING
    apart = (max(NOTHING, min(until or held[1], ends) - max(since, begins)) for since, until in recesses)
    return ends - begins - sum(apart, NOTHING)


def read_recesses(stored: Sequence[Sequence[str]]) -> list[Span]:
    """The recesses of a meeting as moments; the last one has no end while it lasts."""
    return [
        (datetime.fromisoformat(pair[0]), datetime.fromisoformat(pair[1]) if len(pair) > 1 else None) for pair in stored
    ]
