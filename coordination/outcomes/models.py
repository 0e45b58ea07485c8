"""Columns of outcomes: what became of a child's life, as claimed, and as verified by another."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, backref, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.cases.models import Case
from coordination.directory.models import Agency
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.referrals.models import Referral


class OutcomeState(StrEnum):
    """States of machine ``outcome``."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUSTAINED = "sustained"
    RELAPSED = "relapsed"


class OutcomeKind(StrEnum):
    """What may become of a child's life (outcomes.csv, domain.md)."""

    EXIT_FROM_HARM = "exit_from_harm"
    EXIT_FROM_HARD_LABOUR = "exit_from_hard_labour"
    RETURN_TO_SCHOOL = "return_to_school"
    FAMILY_EMPOWERED = "family_empowered"
    RETURNED_TO_FAMILY = "returned_to_family"
    PAPERS_OBTAINED = "papers_obtained"
    MOVED_AWAY = "moved_away"
    LOST_CONTACT = "lost_contact"
    CAME_OF_AGE = "came_of_age"
    DIED = "died"


OUTCOME_LABELS = {
    OutcomeKind.EXIT_FROM_HARM: N_("Left the cycle of social harm"),
    OutcomeKind.EXIT_FROM_HARD_LABOUR: N_("Left hard labour"),
    OutcomeKind.RETURN_TO_SCHOOL: N_("Back in school, officially registered"),
    OutcomeKind.FAMILY_EMPOWERED: N_("Family empowered"),
    OutcomeKind.RETURNED_TO_FAMILY: N_("Returned to the family"),
    OutcomeKind.PAPERS_OBTAINED: N_("Identity papers obtained"),
    OutcomeKind.MOVED_AWAY: N_("Moved away"),
    OutcomeKind.LOST_CONTACT: N_("Lost contact"),
    OutcomeKind.CAME_OF_AGE: N_("Came of age"),
    OutcomeKind.DIED: N_("Died"),
}


class Outcome(Identified, Versioned, Base):
    """One change in the life of a case's child, on a day, claimed by somebody and verified by another."""

    __tablename__ = "outcome"
    audit_kind = "outcome"
    __table_args__ = (
        choice_check("state", OutcomeState),
        choice_check("kind", OutcomeKind),
        CheckConstraint("verifier_id <> claimed_by_id", name="verifier_is_another"),
        CheckConstraint("state NOT IN ('verified', 'sustained') OR verified_on IS NOT NULL", name="verified_on_a_day"),
        Index("ix_outcome_case", "case_id", "id"),
        Index("ix_outcome_agency", "agency_id", "on", "kind", "state"),
        Index("ix_outcome_verifier", "verifier_id", "state", "id"),
        Index("ix_outcome_state", "state", "verified_on", "id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    """The agency under which it is counted: the claimer's."""
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    kind: Mapped[OutcomeKind] = choice_column(OutcomeKind)
    on: Mapped[date] = mapped_column(Date)
    state: Mapped[OutcomeState] = choice_column(OutcomeState, default=OutcomeState.CLAIMED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    claimed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime] = mapped_column(Moment)
    verifier_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    no_evidence_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Why there is no paper that shows it; nothing where evidence is attached."""
    verified_on: Mapped[date | None] = mapped_column(Date)
    asked_on: Mapped[date | None] = mapped_column(Date)
    """When the verifier was asked whether it held."""
    sustained_on: Mapped[date | None] = mapped_column(Date)
    relapsed_on: Mapped[date | None] = mapped_column(Date)
    key_id: Mapped[str] = mapped_column(String(40))
    """The data key of the case's client, which seals the texts and the evidence."""

    case: Mapped[Case] = relationship(backref=backref("outcomes", order_by="Outcome.id.desc()", viewonly=True))
    agency: Mapped[Agency] = relationship()
    referral: Mapped[Referral | None] = relationship()
    claimed_by: Mapped[Person] = relationship(foreign_keys=[claimed_by_id])
    verifier: Mapped[Person] = relationship(foreign_keys=[verifier_id])
