"""Columns of who attends a meeting, from when to when, and who is recused from an entry."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.groups.models import Seat
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.meetings.models.meeting import Meeting


class Capacity(StrEnum):
    """In what part somebody attends."""

    MEMBER = "member"
    ALTERNATE = "alternate"
    GUEST = "guest"


CAPACITY_LABELS = {
    Capacity.MEMBER: N_("Member"),
    Capacity.ALTERNATE: N_("Alternate"),
    Capacity.GUEST: N_("Guest"),
}


class Presence(StrEnum):
    """What the sheet says of somebody who is not there; presence itself is an interval."""

    EXPECTED = "expected"
    EXCUSED = "excused"
    ABSENT = "absent"
    ATTENDED = "attended"


PRESENCE_LABELS = {
    Presence.EXPECTED: N_("Not marked yet"),
    Presence.EXCUSED: N_("Excused"),
    Presence.ABSENT: N_("Absent"),
    Presence.ATTENDED: N_("Attended"),
}


class Attendance(Identified, Versioned, Base):
    """A line of the attendance sheet: a seat's holder, its alternate standing in, or a guest."""

    __tablename__ = "attendance"
    __table_args__ = (
        choice_check("capacity", Capacity),
        choice_check("presence", Presence),
        CheckConstraint("person_id IS NOT NULL OR guest_name <> ''", name="is_somebody"),
        CheckConstraint("capacity = 'guest' OR seat_id IS NOT NULL", name="member_has_seat"),
        UniqueConstraint("meeting_id", "person_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    guest_name: Mapped[str] = mapped_column(String(120), default="")
    capacity: Mapped[Capacity] = choice_column(Capacity, default=Capacity.MEMBER)
    presence: Mapped[Presence] = choice_column(Presence, default=Presence.EXPECTED)
    votes: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether the seat counted for quorum and votes when the sheet was made."""
    note: Mapped[str] = mapped_column(String(200), default="")

    meeting: Mapped[Meeting] = relationship()
    person: Mapped[Person | None] = relationship()
    seat: Mapped[Seat | None] = relationship()
    intervals: Mapped[list[Interval]] = relationship(back_populates="attendance", order_by="Interval.from_at")

    @property
    def group_id(self) -> int:
        """The group whose seats decide rights; ``meeting`` must be loaded."""
        return self.meeting.group_id


class Interval(Base):
    """A stretch of presence; still there while it has no end."""

    __tablename__ = "attendance_interval"
    __table_args__ = (
        CheckConstraint("to_at IS NULL OR to_at >= from_at", name="ends_after_start"),
        Index("ix_attendance_interval_attendance", "attendance_id", "from_at"),
    )

    id: Mapped[IdColumn]
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id"))
    from_at: Mapped[datetime] = mapped_column(Moment)
    to_at: Mapped[datetime | None] = mapped_column(Moment)
    remote: Mapped[bool] = mapped_column(Boolean, default=False)

    attendance: Mapped[Attendance] = relationship(back_populates="intervals")


class Recusal(Base):
    """Somebody takes no part in one entry: present, but not counted in its quorum and votes."""

    __tablename__ = "recusal"
    __table_args__ = (UniqueConstraint("entry_id", "attendance_id"),)

    id: Mapped[IdColumn]
    entry_id: Mapped[int] = mapped_column(ForeignKey("agenda_entry.id"), index=True)
    attendance_id: Mapped[int] = mapped_column(ForeignKey("attendance.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
