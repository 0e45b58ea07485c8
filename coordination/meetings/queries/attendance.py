"""Reads of the attendance sheet: the meeting to record, its lines with their stretches, recusals."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.directory.models import Agency
from coordination.groups.models import Seat
from coordination.kernel.db import db
from coordination.lang.filters import pick
from coordination.meetings.models import AgendaEntry, Attendance, Interval, Meeting, Presence, Recusal


def get_meeting_to_attend(public_id: str) -> Meeting | None:
    """The meeting with its group: all that the sheet asks of it; one statement."""
    return db.session.scalar(select(Meeting).where(Meeting.public_id == public_id).options(joinedload(Meeting.group)))


def list_sheet(meeting_id: int) -> Sequence[Attendance]:
    """The lines of the sheet: seats in the group's order, an alternate below the holder, then guests; each with person,
    seat (and its agency and alternate) and stretches. One statement."""
    found = db.session.scalars(
        _lines().options(joinedload(Attendance.intervals)).where(Attendance.meeting_id == meeting_id)
    )
    rows = list(found.unique())
    rows.sort(
        key=lambda row: (0, row.seat.position, row.seat.id, row.id) if row.seat is not None else (1, 0, 0, row.id)
    )
    return rows


def get_attendance(public_id: str) -> Attendance | None:
    """One line of a sheet with its meeting and group, person and seat."""
    return db.session.scalar(
        _lines()
        .options(joinedload(Attendance.meeting).joinedload(Meeting.group))
        .where(Attendance.public_id == public_id)
    )


def hold(attendance_id: int) -> Attendance:
    """The line and its stretches as they are now, held until the transaction ends: two recorders at once do not write
    past each other. The stretches are read once the line is held: read with it, they would be those of before the wait.
    """
    return db.session.scalars(
        select(Attendance)
        .where(Attendance.id == attendance_id)
        .options(selectinload(Attendance.intervals))
        .with_for_update(of=Attendance)
        .execution_options(populate_existing=True)
    ).one()


def hold_unmarked(meeting_id: int) -> Sequence[Attendance]:
    """The lines of the sheet that are not marked yet, held likewise."""
    return db.session.scalars(
        select(Attendance)
        .where(Attendance.meeting_id == meeting_id, Attendance.presence == Presence.EXPECTED)
        .options(selectinload(Attendance.intervals))
        .order_by(Attendance.id)
        .with_for_update(of=Attendance)
        .execution_options(populate_existing=True)
    ).all()


def get_interval(attendance: Attendance, interval_id: int) -> Interval | None:
    """One stretch of this line."""
    return db.session.scalar(
        select(Interval).where(Interval.id == interval_id, Interval.attendance_id == attendance.id)
    )


def list_recusals(meeting_id: int) -> Sequence[Recusal]:
    """Who is recused from which entry of the meeting."""
    return db.session.scalars(
        select(Recusal)
        .join(AgendaEntry, AgendaEntry.id == Recusal.entry_id)
        .where(AgendaEntry.meeting_id == meeting_id)
        .order_by(Recusal.id)
    ).all()


def _lines() -> Select[Attendance]:
    return select(Attendance).options(
        joinedload(Attendance.person),
        joinedload(Attendance.seat).options(joinedload(Seat.agency), joinedload(Seat.alternate)),
    )


def names_of_agencies(ids: Sequence[int]) -> list[str]:
    """The names of agencies in the reader's language; no statement where there are none."""
    if not ids:
        return []
    found = db.session.execute(
        select(Agency.name_fa, Agency.name_en).where(Agency.id.in_(ids)).order_by(Agency.sort_key)
    )
    return [pick(agency, "name") for agency in found]
