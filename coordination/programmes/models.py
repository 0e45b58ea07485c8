"""Columns of programmes, their partners, phases and budget lines, and of memoranda."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
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

from coordination.actions.models import Action
from coordination.activities.models import Activity
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.text import fold


class ProgrammeState(StrEnum):
    """States of machine ``programme``."""

    PLANNED = "planned"
    RUNNING = "running"
    FINISHED = "finished"


class MemorandumState(StrEnum):
    """States of machine ``memorandum``."""

    DRAFT = "draft"
    SIGNED = "signed"
    TERMINATED = "terminated"
    EXPIRED = "expired"


class Term(StrEnum):
    """How far a phase reaches."""

    SHORT = "short"
    MIDDLE = "middle"
    LONG = "long"


TERM_LABELS = {Term.SHORT: N_("Short term"), Term.MIDDLE: N_("Middle term"), Term.LONG: N_("Long term")}


class Programme(Identified, Versioned, Base):
    """A plan of an agency with partners, in phases, with its money and its indicators."""

    __tablename__ = "programme"
    audit_kind = "programme"
    __table_args__ = (
        choice_check("state", ProgrammeState),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        CheckConstraint("state <> 'finished' OR evaluation <> ''", name="finished_is_evaluated"),
        Index("ix_programme_agency", "agency_id", "state", "id"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ProgrammeState] = choice_column(ProgrammeState, default=ProgrammeState.PLANNED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    from_on: Mapped[date | None] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date)
    evaluation_group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"), index=True)
    """The committee that evaluates it."""
    evaluation: Mapped[str] = mapped_column(Text, default="")

    agency: Mapped[Agency] = relationship()
    evaluation_group: Mapped[Group | None] = relationship()
    partners: Mapped[list[ProgrammePartner]] = relationship(
        back_populates="programme", cascade="all, delete-orphan", order_by="ProgrammePartner.id"
    )
    phases: Mapped[list[Phase]] = relationship(
        back_populates="programme", cascade="all, delete-orphan", order_by="Phase.position, Phase.id"
    )
    budget_lines: Mapped[list[BudgetLine]] = relationship(
        back_populates="programme", cascade="all, delete-orphan", order_by="BudgetLine.from_on, BudgetLine.id"
    )
    memoranda: Mapped[list[Memorandum]] = relationship(back_populates="programme", order_by="Memorandum.id")
    activities: Mapped[list[Activity]] = relationship(secondary="programme_activity", order_by="Activity.from_on")
    actions: Mapped[list[Action]] = relationship(secondary="programme_action", order_by="Action.id")


class ProgrammePartner(Base):
    """An agency that takes part in a programme, and with what."""

    __tablename__ = "programme_partner"
    __table_args__ = (UniqueConstraint("programme_id", "agency_id"),)

    id: Mapped[IdColumn]
    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    part: Mapped[str] = mapped_column(String(200), default="")

    programme: Mapped[Programme] = relationship(back_populates="partners")
    agency: Mapped[Agency] = relationship()


class ProgrammeActivity(Base):
    """An activity done for a programme."""

    __tablename__ = "programme_activity"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"), primary_key=True, index=True)


class ProgrammeAction(Base):
    """An action that carries a programme out."""

    __tablename__ = "programme_action"

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"), primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)


class Phase(Identified, Versioned, Base):
    """A part of a programme: short, middle or long term."""

    __tablename__ = "phase"
    __table_args__ = (
        choice_check("term", Term),
        CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        Index("ix_phase_programme", "programme_id", "position", "id"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    term: Mapped[Term] = choice_column(Term)
    title: Mapped[str] = mapped_column(String(300))
    position: Mapped[int] = mapped_column(Integer, default=0)
    from_on: Mapped[date | None] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date)
    done_on: Mapped[date | None] = mapped_column(Date)

    programme: Mapped[Programme] = relationship(back_populates="phases")


class BudgetLine(Identified, Versioned, Base):
    """Money for a programme in a period: allocated and spent, in rial."""

    __tablename__ = "budget_line"
    audit_kind = "budget_line"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        CheckConstraint("allocated >= 0 AND spent >= 0", name="money_counts"),
        Index("ix_budget_line_programme", "programme_id", "from_on", "id"),
    )

    programme_id: Mapped[int] = mapped_column(ForeignKey("programme.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    allocated: Mapped[int] = mapped_column(BigInteger, default=0)
    spent: Mapped[int] = mapped_column(BigInteger, default=0)
    source: Mapped[str] = mapped_column(String(200), default="")

    programme: Mapped[Programme] = relationship(back_populates="budget_lines")


class Memorandum(Identified, Versioned, Base):
    """An agreement of an agency with others, for a period; its end is warned of."""

    __tablename__ = "memorandum"
    audit_kind = "memorandum"
    __table_args__ = (
        choice_check("state", MemorandumState),
        CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        CheckConstraint(
            "state = 'draft' OR (signed_on IS NOT NULL AND from_on IS NOT NULL AND to_on IS NOT NULL)",
            name="signed_is_complete",
        ),
        Index("ix_memorandum_agency", "agency_id", "state", "to_on", "id"),
        Index("ix_memorandum_ends", "state", "to_on", "id"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(Text, default="")
    number: Mapped[str] = mapped_column(String(60), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[MemorandumState] = choice_column(MemorandumState, default=MemorandumState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    signed_on: Mapped[date | None] = mapped_column(Date)
    from_on: Mapped[date | None] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date)
    terminated_why: Mapped[str] = mapped_column(Text, default="")
    warned_at: Mapped[datetime | None] = mapped_column(Moment)

    agency: Mapped[Agency] = relationship()
    programme: Mapped[Programme | None] = relationship(back_populates="memoranda")
    parties: Mapped[list[MemorandumParty]] = relationship(
        back_populates="memorandum", cascade="all, delete-orphan", order_by="MemorandumParty.id"
    )


class MemorandumParty(Base):
    """Another party of a memorandum: an agency of the directory, or a body by name only."""

    __tablename__ = "memorandum_party"
    __table_args__ = (CheckConstraint("agency_id IS NOT NULL OR name <> ''", name="somebody"),)

    id: Mapped[IdColumn]
    memorandum_id: Mapped[int] = mapped_column(ForeignKey("memorandum.id", ondelete="CASCADE"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")

    memorandum: Mapped[Memorandum] = relationship(back_populates="parties")
    agency: Mapped[Agency | None] = relationship()


@event.listens_for(Programme, "before_insert")
@event.listens_for(Programme, "before_update")
def index_programme(_mapper: object, _connection: object, programme: Programme) -> None:
    """The folded words keep in step with what is searched."""
    programme.folded = fold(f"{programme.title} {programme.purpose or ''}")


@event.listens_for(Memorandum, "before_insert")
@event.listens_for(Memorandum, "before_update")
def index_memorandum(_mapper: object, _connection: object, memorandum: Memorandum) -> None:
    """The folded words keep in step with what is searched."""
    memorandum.folded = fold(f"{memorandum.title} {memorandum.number or ''}")
