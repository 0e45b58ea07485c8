"""Columns of the register of organisations: applications and what became of them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.directory.models import Agency, AgencyKind
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold


class RegistrationState(StrEnum):
    """States of machine ``registration``."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REGISTERED = "registered"
    REFUSED = "refused"
    SUSPENDED = "suspended"
    LAPSED = "lapsed"


class Registration(Identified, Versioned, Base):
    """An organisation's application, begun by a link that was sent to it, and its registration until a day.

    ``agency.registered_until`` follows it and is what referrals ask."""

    __tablename__ = "registration"
    audit_kind = "registration"
    __table_args__ = (
        choice_check("state", RegistrationState),
        choice_check("kind", AgencyKind),
        CheckConstraint("kind IN ('ngo', 'charity', 'company')", name="kind_registers"),
        CheckConstraint(
            "state NOT IN ('registered', 'suspended', 'lapsed') OR (agency_id IS NOT NULL AND valid_until IS NOT NULL)",
            name="registered_is_complete",
        ),
        Index("ix_registration_list", "state", "sort_key", "id"),
        Index("ix_registration_ends", "state", "valid_until", "id"),
    )

    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), unique=True)
    """Set when it is registered; an agency has one registration."""
    state: Mapped[RegistrationState] = choice_column(RegistrationState, default=RegistrationState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[AgencyKind] = choice_column(AgencyKind, default=AgencyKind.NGO)
    name_fa: Mapped[str] = mapped_column(String(200), default="")
    name_en: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    organisation_id: Mapped[str] = mapped_column(String(20), default="")
    """شناسه ملی, 11 digits; a wrong check digit warns and does not block (persian.md)."""
    permit_number: Mapped[str] = mapped_column(String(60), default="")
    permit_on: Mapped[date | None] = mapped_column(Date)
    purpose: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(400), default="")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_expires_at: Mapped[datetime | None] = mapped_column(Moment)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime] = mapped_column(Moment)
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    documents_checked: Mapped[bool] = mapped_column(default=False)
    missing: Mapped[str] = mapped_column(Text, default="")
    """What the registrar said is missing, for the applicant to read."""
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was refused or suspended."""
    valid_until: Mapped[date | None] = mapped_column(Date)
    warned_days: Mapped[int | None] = mapped_column(Integer)
    """The last warning before ``valid_until`` that was sent: 60 or 14 days; another end is warned of anew."""

    agency: Mapped[Agency | None] = relationship()
    invited_by: Mapped[Person | None] = relationship()


@event.listens_for(Registration, "before_insert")
@event.listens_for(Registration, "before_update")
def index_name(_mapper: object, _connection: object, registration: Registration) -> None:
    """The sort key and the folded words keep in step with the names."""
    registration.sort_key = sort_key(registration.name_fa or "")[:400]
    words = (registration.name_fa, registration.name_en, registration.organisation_id)
    registration.folded = "".join(f"\n{line}" for line in map(fold, (word or "" for word in words)) if line) + "\n"
