"""Columns of what is given and written with a referral: services, stays, comments; and the lists' saved filters."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.cases.models import Case
from coordination.directory.models import Agency, Centre
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_column
from coordination.referrals.models.choices import Route


class Service(Identified, Versioned, Base):
    """A service given: dated, counted, by one of the eight kinds; voided rather than deleted."""

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("times > 0", name="times_counts"),
        CheckConstraint("voided_at IS NULL OR void_reason_sealed IS NOT NULL", name="voided_with_reason"),
        Index("ix_service_agency", "agency_id", "on", "kind"),
        Index("ix_service_referral", "referral_id"),
        Index("ix_service_case", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"))
    need: Mapped[str | None] = mapped_column(ForeignKey("need_kind.code"))
    kind: Mapped[str] = mapped_column(ForeignKey("service_kind.code"))
    on: Mapped[date] = mapped_column(Date)
    times: Mapped[int] = mapped_column(Integer, default=1)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    batch: Mapped[str | None] = mapped_column(String(16), index=True)
    """Set where one entry was made for a list of clients at once."""
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    voided_at: Mapped[datetime | None] = mapped_column(Moment)
    void_reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    case: Mapped[Case] = relationship()
    agency: Mapped[Agency] = relationship()
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])


class Admission(Identified, Versioned, Base):
    """A stay at, or enrolment in, a centre, until the discharge."""

    __tablename__ = "admission"
    __table_args__ = (
        CheckConstraint("discharged_on IS NULL OR discharged_on >= admitted_on", name="ends_after_start"),
        CheckConstraint("discharged_on IS NULL OR discharged_to_sealed IS NOT NULL", name="discharged_to_somebody"),
        Index("ix_admission_agency", "agency_id", "admitted_on"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    route: Mapped[Route] = choice_column(Route)
    basis_id: Mapped[int | None] = mapped_column(ForeignKey("consent.id"))
    brought_by_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    admitted_on: Mapped[date] = mapped_column(Date)
    discharged_on: Mapped[date | None] = mapped_column(Date)
    discharged_to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)

    case: Mapped[Case] = relationship()
    centre: Mapped[Centre] = relationship()


class Comment(Identified, Base):
    """A word between the two sides of a referral."""

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_referral", "referral_id", "at"),)

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    text_sealed: Mapped[bytes] = mapped_column(LargeBinary)

    by: Mapped[Person] = relationship()


class SavedFilter(Identified, Base):
    """A named filter and order of a list, kept for one person; one may be the list's own start."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("person_id", "list_name", "name"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    list_name: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    is_start: Mapped[bool] = mapped_column(Boolean, default=False)
