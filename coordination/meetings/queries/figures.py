"""Figures of a group and of the groups below it: seats, meetings held, who came, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from coordination.access.standing import seat_stands
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.meetings.hours import NOTHING, person_hours
from coordination.meetings.models import Attendance, Meeting, MeetingState, Presence

HELD = (MeetingState.IN_SESSION, MeetingState.RECESSED, MeetingState.ENDED, MeetingState.CLOSED)


@dataclass(slots=True)
class Line:
    """One group: its standing seats, the meetings it held in the span, attendances, and person-hours."""

    public_id: str
    name_fa: str
    name_en: str
    seats: int
    attended: int
    meetings: int = 0
    hours: timedelta = NOTHING


def count_work(group: Group, today: date) -> list[Line]:
    """The group itself, then each group below it, in three statements however many there are."""
    seats = select(func.count()).where(Seat.group_id == Group.id, seat_stands(Seat, today)).correlate(Group)
    came = (
        select(func.count(Attendance.id))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.group_id == Group.id, Meeting.state.in_(HELD), Attendance.presence == Presence.ATTENDED)
        .correlate(Group)
    )
    rows = db.session.execute(
        select(
            Group.id,
            Group.public_id,
            Group.name_fa,
            Group.name_en,
            seats.scalar_subquery(),
            came.scalar_subquery(),
        )
        .where(or_(Group.id == group.id, Group.parent_id == group.id))
        .order_by(Group.id != group.id, Group.sort_key, Group.id)
    ).all()
    lines = {row[0]: Line(*row[1:]) for row in rows}
    held = select(Meeting.id, Meeting.group_id).where(Meeting.group_id.in_(lines), Meeting.state.in_(HELD))
    meetings: dict[int, int] = {row.id: row.group_id for row in db.session.execute(held)}
    for group_id in meetings.values():
        lines[group_id].meetings += 1
    for meeting_id, spent in person_hours(meetings).items():
        lines[meetings[meeting_id]].hours += spent
    return list(lines.values())
