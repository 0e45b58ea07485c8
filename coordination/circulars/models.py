"""Columns of circulars, whom they are for, and who has read them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.activities.models import ONE_ISSUER
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.lang.text import fold


class CircularState(StrEnum):
    """States of machine ``circular``."""

    DRAFT = "draft"
    SENT = "sent"
    RECALLED = "recalled"


class Circular(Identified, Versioned, Base):
    """A word to the members of groups and to agencies: a plan, a decree, a rule."""

    __tablename__ = "circular"
    audit_kind = "circular"
    __table_args__ = (
        choice_check("state", CircularState),
        CheckConstraint(ONE_ISSUER, name="one_issuer"),
        CheckConstraint("state = 'draft' OR sent_at IS NOT NULL", name="sent_at_a_moment"),
        Index("ix_circular_group", "group_id", "state", "id"),
        Index("ix_circular_agency", "agency_id", "state", "id"),
        Index("ix_circular_due", "state", "due_on", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text, default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    """Of the letter, as its issuer writes it."""
    letter_on: Mapped[date | None] = mapped_column(Date)
    state: Mapped[CircularState] = choice_column(CircularState, default=CircularState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    to_acknowledge: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether reading is not enough: the reader says that he takes note."""
    due_on: Mapped[date | None] = mapped_column(Date)
    """The day by which it shall be read; reminders go out before and after."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    recalled_why: Mapped[str] = mapped_column(Text, default="")

    group: Mapped[Group | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    created_by: Mapped[Person] = relationship()
    audience: Mapped[list[Audience]] = relationship(
        back_populates="circular", cascade="all, delete-orphan", order_by="Audience.id"
    )
    receipts: Mapped[list[Receipt]] = relationship(back_populates="circular", order_by="Receipt.id")


class Audience(Base):
    """An agency or a group to which a circular goes: to an agency's liaisons and heads, to those seated in a group."""

    __tablename__ = "circular_audience"
    __table_args__ = (
        CheckConstraint(ONE_ISSUER, name="one_body"),
        UniqueConstraint("circular_id", "agency_id"),
        UniqueConstraint("circular_id", "group_id"),
    )

    id: Mapped[IdColumn]
    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))

    circular: Mapped[Circular] = relationship(back_populates="audience")
    agency: Mapped[Agency | None] = relationship()
    group: Mapped[Group | None] = relationship()


class Receipt(Identified, Base):
    """That a circular went to a person, and when it was read and acknowledged."""

    __tablename__ = "circular_receipt"
    __table_args__ = (
        UniqueConstraint("circular_id", "person_id"),
        CheckConstraint("acknowledged_at IS NULL OR read_at IS NOT NULL", name="acknowledged_was_read"),
        Index("ix_circular_receipt_person", "person_id", "read_at", "circular_id"),
    )

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    """For which agency the person got it, where it is one."""
    read_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    reminders: Mapped[int] = mapped_column(Integer, default=0)

    circular: Mapped[Circular] = relationship(back_populates="receipts")
    person: Mapped[Person] = relationship()
    agency: Mapped[Agency | None] = relationship()


@event.listens_for(Circular, "before_insert")
@event.listens_for(Circular, "before_update")
def index_words(_mapper: object, _connection: object, circular: Circular) -> None:
    """The folded words keep in step with what is searched."""
    lines = (circular.title, circular.number, circular.body)
    circular.folded = "".join(f"\n{line}" for line in map(fold, (text or "" for text in lines)) if line) + "\n"
