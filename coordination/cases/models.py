"""Columns of clients, cases, family members and consents; what names a person is held sealed (bytes)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

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
from coordination.directory.models import Agency
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_, Message
from coordination.lang.jalali import jalali_year


class Sex(StrEnum):
    """As recorded by the worker."""

    GIRL = "girl"
    BOY = "boy"
    UNKNOWN = "unknown"


SEX_LABELS = {Sex.GIRL: N_("girl"), Sex.BOY: N_("boy"), Sex.UNKNOWN: N_("child")}


class Risk(StrEnum):
    """How much danger the child is in."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


RISK_LABELS = {Risk.LOW: N_("Low"), Risk.MEDIUM: N_("Medium"), Risk.HIGH: N_("High")}


class FieldGroup(StrEnum):
    """What may be opened to a recipient, one group at a time (domain.md, Cases). Triage is always on the card."""

    TRIAGE = "triage"
    IDENTITY = "identity"
    FAMILY = "family"
    HEALTH = "health"
    SCHOOL_WORK = "school_work"
    LEGAL = "legal"


FIELD_GROUP_LABELS = {
    FieldGroup.TRIAGE: N_("Triage card"),
    FieldGroup.IDENTITY: N_("Identity and contact"),
    FieldGroup.FAMILY: N_("Family"),
    FieldGroup.HEALTH: N_("Health"),
    FieldGroup.SCHOOL_WORK: N_("School and work"),
    FieldGroup.LEGAL: N_("Nationality and residence"),
}


class IdentityKind(StrEnum):
    """Which paper the identity number is of; never mandatory."""

    NATIONAL_ID = "national_id"
    FIDA = "fida"
    FARAGIR = "faragir"
    PASSPORT = "passport"
    AMAYESH = "amayesh"
    NONE = "none"


IDENTITY_KIND_LABELS = {
    IdentityKind.NATIONAL_ID: N_("National id"),
    IdentityKind.FIDA: N_("FIDA number"),
    IdentityKind.FARAGIR: N_("Faragir number"),
    IdentityKind.PASSPORT: N_("Passport"),
    IdentityKind.AMAYESH: N_("Amayesh card"),
    IdentityKind.NONE: N_("No paper"),
}


class CaseState(StrEnum):
    """States of machine ``case``."""

    OPEN = "open"
    CLOSED = "closed"


class ConsentState(StrEnum):
    """States of machine ``consent``."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class BasisKind(StrEnum):
    """On what ground data may travel."""

    CHILD_ASSENT = "child_assent"
    GUARDIAN_CONSENT = "guardian_consent"
    COURT_ORDER = "court_order"
    LEGAL_DUTY = "legal_duty"
    IMMINENT_RISK = "imminent_risk"


BASIS_LABELS = {
    BasisKind.CHILD_ASSENT: N_("Assent of the child"),
    BasisKind.GUARDIAN_CONSENT: N_("Consent of the guardian"),
    BasisKind.COURT_ORDER: N_("Order of a court"),
    BasisKind.LEGAL_DUTY: N_("Legal duty"),
    BasisKind.IMMINENT_RISK: N_("Imminent risk"),
}


class HowGiven(StrEnum):
    """How the consent or basis was given."""

    SIGNED = "signed"
    SPOKEN = "spoken"
    DOCUMENT = "document"


HOW_GIVEN_LABELS = {
    HowGiven.SIGNED: N_("Signed"),
    HowGiven.SPOKEN: N_("Spoken, with a witness"),
    HowGiven.DOCUMENT: N_("By a document"),
}


class Kin(StrEnum):
    """What a member of the family is to the client."""

    MOTHER = "mother"
    FATHER = "father"
    SIBLING = "sibling"
    GUARDIAN = "guardian"
    SPOUSE = "spouse"
    CHILD = "child"
    OTHER = "other"


KIN_LABELS = {
    Kin.MOTHER: N_("Mother"),
    Kin.FATHER: N_("Father"),
    Kin.SIBLING: N_("Sister or brother"),
    Kin.GUARDIAN: N_("Guardian"),
    Kin.SPOUSE: N_("Spouse"),
    Kin.CHILD: N_("Son or daughter"),
    Kin.OTHER: N_("Another relative"),
}

ADULT = 18
BAND_STARTS = (0, 3, 6, 9, 12, 15, ADULT)


class AgeBand(NamedTuple):
    """An age as the triage card tells it: whole years, both ends included; ``high`` None means grown up."""

    low: int
    high: int | None

    @property
    def words(self) -> Message:
        """The band in words."""
        if self.high is None:
            return Message(N_("%(low)s years or older"), low=self.low)
        return Message(N_("%(low)s to %(high)s years"), low=self.low, high=self.high)


def age_band(birth_year: int | None, today: date) -> AgeBand | None:
    """The band of somebody born in the Jalali ``birth_year``; None where the year is not known.

    It is computed from the year alone, so that it tells no more than an approximate age would.
    """
    if birth_year is None:
        return None
    age = max(jalali_year(today) - birth_year, 0)
    low = max(start for start in BAND_STARTS if start <= age)
    following = [start for start in BAND_STARTS if start > low]
    return AgeBand(low, following[0] - 1 if following else None)


class Client(Identified, Versioned, Base):
    """A child or family member. Sealed columns open only through ``access.fields``; the others are the triage card and
    what figures count."""

    __tablename__ = "client"
    __table_args__ = (choice_check("sex", Sex), choice_check("identity_kind", IdentityKind))

    code: Mapped[str] = mapped_column(String(20), unique=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    key_id: Mapped[str] = mapped_column(String(40))
    # what opens with the identity group
    given_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    family_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    aliases_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    father_name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    birth_on_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    identity_number_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    identity_kind: Mapped[IdentityKind] = choice_column(IdentityKind, default=IdentityKind.NONE)
    identity_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    safe_contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    # family, health, school and work (sealed texts of their groups)
    family_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    health_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    school_work_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    legal_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    # triage card
    sex: Mapped[Sex] = choice_column(Sex)
    birth_year: Mapped[int | None] = mapped_column(Integer)
    """Jalali year, approximate where ``birth_approximate``; the card shows only the age band computed from it."""
    birth_approximate: Mapped[bool] = mapped_column(Boolean, default=True)
    city: Mapped[str] = mapped_column(String(80), default="")
    district: Mapped[str] = mapped_column(String(80), default="")
    language: Mapped[str] = mapped_column(String(40), default="")
    interpreter_needed: Mapped[bool] = mapped_column(Boolean, default=False)
    special_needs: Mapped[str] = mapped_column(String(200), default="")
    # legal group, in clear since figures count it; never on the card, never to police
    nationality: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(Moment)

    agency: Mapped[Agency] = relationship()


class ClientNameKey(Base):
    """A keyed hash of one folded part of a client's name, made with the owning agency's key; there is no clear copy."""

    __tablename__ = "client_name_key"
    __table_args__ = (Index("ix_client_name_key_lookup", "agency_id", "digest", "client_id"),)

    id: Mapped[IdColumn]
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    part: Mapped[str] = mapped_column(String(8))
    """``given``, ``family``, ``father`` or ``alias``."""
    digest: Mapped[str] = mapped_column(String(64))


class Case(Identified, Versioned, Base):
    """The file of one client at the agency that owns it."""

    __tablename__ = "case_file"
    __table_args__ = (
        choice_check("state", CaseState),
        choice_check("risk", Risk),
        CheckConstraint("state <> 'closed' OR closing_summary_sealed IS NOT NULL", name="closed_has_summary"),
        Index("ix_case_file_list", "agency_id", "state", "opened_at", "id"),
        Index("ix_case_file_worker", "worker_id", "state", "opened_at", "id"),
    )

    audit_kind = "case"

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    worker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[CaseState] = choice_column(CaseState, default=CaseState.OPEN)
    state_since: Mapped[datetime] = mapped_column(Moment)
    file_number: Mapped[str] = mapped_column(String(60), default="", index=True)
    risk: Mapped[Risk] = choice_column(Risk, default=Risk.MEDIUM)
    work_kind: Mapped[str] = mapped_column(String(120), default="")
    work_hours: Mapped[int | None] = mapped_column(Integer)
    """Hours a week."""
    work_hazardous: Mapped[bool] = mapped_column(Boolean, default=False)
    in_school: Mapped[bool | None] = mapped_column(Boolean)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    duplicates_checked_at: Mapped[datetime | None] = mapped_column(Moment)
    duplicates_answer: Mapped[str] = mapped_column(String(16), default="")
    """``none``, ``another`` (same names, another child) after the own-agency check was answered; empty before."""
    closing_summary_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    client: Mapped[Client] = relationship()
    agency: Mapped[Agency] = relationship()
    worker: Mapped[Person | None] = relationship()
    team: Mapped[list[CaseMember]] = relationship(back_populates="case", cascade="all, delete-orphan")
    family: Mapped[list[FamilyMember]] = relationship(back_populates="case", cascade="all, delete-orphan")

    @property
    def key_id(self) -> str:
        """The data key that seals this case's texts: its client's."""
        return self.client.key_id


class CaseMember(Base):
    """A person of the case's named team."""

    __tablename__ = "case_member"
    __table_args__ = (UniqueConstraint("case_id", "person_id"),)

    id: Mapped[IdColumn]
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    case: Mapped[Case] = relationship(back_populates="team")
    person: Mapped[Person] = relationship()


class FamilyMember(Identified, Base):
    """A member of the client's family; ``client_id`` links a sibling or parent who has a file of their own."""

    __tablename__ = "family_member"
    __table_args__ = (choice_check("relation", Kin),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id", ondelete="CASCADE"), index=True)
    relation: Mapped[Kin] = choice_column(Kin)
    name_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))

    case: Mapped[Case] = relationship(back_populates="family")
    client: Mapped[Client | None] = relationship()

    @property
    def key_id(self) -> str:
        """The data key of the client whose family it is."""
        return self.case.client.key_id


class Consent(Identified, Versioned, Base):
    """A consent or legal basis: for which recipients, field groups and needs data may travel, and until when."""

    __tablename__ = "consent"
    __table_args__ = (
        choice_check("state", ConsentState),
        choice_check("kind", BasisKind),
        choice_check("how_given", HowGiven),
        Index("ix_consent_case", "case_id", "state"),
        Index("ix_consent_expiry", "state", "valid_until"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    state: Mapped[ConsentState] = choice_column(ConsentState, default=ConsentState.GIVEN)
    state_since: Mapped[datetime] = mapped_column(Moment)
    kind: Mapped[BasisKind] = choice_column(BasisKind)
    how_given: Mapped[HowGiven] = choice_column(HowGiven)
    given_on: Mapped[date] = mapped_column(Date)
    given_by_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    witness_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(40), default="")
    valid_until: Mapped[date | None] = mapped_column(Date)
    all_recipients: Mapped[bool] = mapped_column(Boolean, default=False)
    field_groups: Mapped[list[str]] = mapped_column(JSON, default=list)
    needs: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Codes of ``need_kind``; empty means every need."""
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))

    case: Mapped[Case] = relationship()
    recipients: Mapped[list[ConsentRecipient]] = relationship(back_populates="consent", cascade="all, delete-orphan")

    @property
    def key_id(self) -> str:
        """The data key of the client consented for."""
        return self.case.client.key_id


class ConsentRecipient(Base):
    """An agency to which a consent reaches."""

    __tablename__ = "consent_recipient"
    __table_args__ = (UniqueConstraint("consent_id", "agency_id"),)

    id: Mapped[IdColumn]
    consent_id: Mapped[int] = mapped_column(ForeignKey("consent.id", ondelete="CASCADE"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))

    consent: Mapped[Consent] = relationship(back_populates="recipients")
    agency: Mapped[Agency] = relationship()
