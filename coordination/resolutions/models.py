"""Columns of resolutions, whom they bind, and the dissents from them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    JSON,
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
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.text import fold
from coordination.meetings.models import AgendaEntry, Meeting
from coordination.referrals.models import Referral


class ResolutionState(StrEnum):
    """States of machine ``resolution``."""

    PROPOSED = "proposed"
    PUT = "put"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    IN_FORCE = "in_force"
    PARTIALLY_IMPLEMENTED = "partially_implemented"
    IMPLEMENTED = "implemented"
    NOT_IMPLEMENTABLE = "not_implementable"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class ResolutionKind(StrEnum):
    """What sort of word a resolution is (domain.md, Resolutions and actions)."""

    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    INSTRUCTION = "instruction"
    BY_LAW = "by_law"


RESOLUTION_KIND_LABELS = {
    ResolutionKind.DECISION: N_("Decision"),
    ResolutionKind.RECOMMENDATION: N_("Recommendation"),
    ResolutionKind.INSTRUCTION: N_("Instruction"),
    ResolutionKind.BY_LAW: N_("By-law"),
}


class Effect(StrEnum):
    """What a resolution does to a referral as it is adopted."""

    UPHOLD = "uphold"
    OVERRULE = "overrule"
    ASK = "ask"
    """Anything else: an action to the recipient, one working day."""


EFFECT_LABELS = {
    Effect.UPHOLD: N_("Upholds the objection to the referral"),
    Effect.OVERRULE: N_("Overrules the objection to the referral"),
    Effect.ASK: N_("Asks the recipient for a next step within a working day"),
}


class Replacing(StrEnum):
    """What a resolution, once in force, does to an earlier one."""

    SUPERSEDES = "supersedes"
    REVOKES = "revokes"


REPLACING_LABELS = {
    Replacing.SUPERSEDES: N_("Takes the place of"),
    Replacing.REVOKES: N_("Revokes"),
}


class Resolution(Identified, Versioned, Base):
    """What a group resolved in a meeting, or an outside body's word that an agency entered."""

    __tablename__ = "resolution"
    audit_kind = "resolution"
    __table_args__ = (
        choice_check("state", ResolutionState),
        choice_check("kind", ResolutionKind),
        choice_check("effect", Effect, optional=True),
        choice_check("replacing", Replacing, optional=True),
        CheckConstraint("group_id IS NOT NULL OR outside_body <> ''", name="is_somebodys"),
        CheckConstraint("outside_body <> '' OR entry_id IS NOT NULL", name="comes_from_an_entry"),
        CheckConstraint("effect IS NULL OR referral_id IS NOT NULL", name="effect_has_referral"),
        CheckConstraint("(replacing IS NULL) = (replaces_id IS NULL)", name="replaces_something"),
        CheckConstraint(
            "state NOT IN ('in_force', 'partially_implemented', 'implemented', 'not_implementable', 'superseded', "
            "'revoked') OR number IS NOT NULL",
            name="in_force_has_number",
        ),
        CheckConstraint("state <> 'adopted' OR adopted_on IS NOT NULL", name="adopted_has_day"),
        UniqueConstraint("group_id", "number"),
        Index("ix_resolution_group", "group_id", "in_force_on", "id"),
        Index("ix_resolution_entry", "entry_id", "position", "id"),
        Index("ix_resolution_adopted", "adopted_on", "id"),
        Index("ix_resolution_state", "state", "adopted_on", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_entry.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    """Its place among the records of the entry's text."""
    in_text: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether the line it came from still stands in the text."""
    kind: Mapped[ResolutionKind] = choice_column(ResolutionKind, default=ResolutionKind.DECISION)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ResolutionState] = choice_column(ResolutionState, default=ResolutionState.PROPOSED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    confidential: Mapped[bool] = mapped_column(Boolean, default=False)
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether everybody may read it once it is in force; never a confidential one."""

    provisional_number: Mapped[str] = mapped_column(String(40), default="")
    """Given at adoption: CE/23-2, the second of meeting 23; never definitive."""
    number: Mapped[str | None] = mapped_column(String(40))
    """Group prefix / Jalali year of adoption / running number in order of approval; of an outside body, its own."""
    adopted_on: Mapped[date | None] = mapped_column(Date)
    in_force_on: Mapped[date | None] = mapped_column(Date)
    votes_for: Mapped[int | None] = mapped_column(Integer)
    votes_against: Mapped[int | None] = mapped_column(Integer)
    abstentions: Mapped[int | None] = mapped_column(Integer)
    consensus: Mapped[bool] = mapped_column(Boolean, default=False)
    quorum: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    """What was counted when it was put: ``meetings.quorum.Quorum.as_dict``."""
    dissent: Mapped[str] = mapped_column(Text, default="")
    """The dissents recorded below it, a line each."""

    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    effect: Mapped[Effect | None] = mapped_column(String(32))
    effect_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the effect was performed."""
    replacing: Mapped[Replacing | None] = mapped_column(String(32))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"))
    review_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[str] = mapped_column(Text, default="")
    """What became of it, or why it could not be carried out."""

    outside_body: Mapped[str] = mapped_column(String(200), default="")
    outside_on: Mapped[date | None] = mapped_column(Date)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    """The agency that entered an outside body's resolution."""
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    group: Mapped[Group | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    entry: Mapped[AgendaEntry | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    replaces: Mapped[Resolution | None] = relationship(remote_side="Resolution.id")
    agency: Mapped[Agency | None] = relationship()
    entered_by: Mapped[Person | None] = relationship()
    mandates: Mapped[list[Mandate]] = relationship(
        back_populates="resolution", order_by="Mandate.agency_id", cascade="all, delete-orphan"
    )


@event.listens_for(Resolution, "before_insert")
@event.listens_for(Resolution, "before_update")
def fold_text(_mapper: object, _connection: object, resolution: Resolution) -> None:
    """The folded text keeps in step with the text, whoever writes it."""
    resolution.folded = fold(" ".join((resolution.text, resolution.number or "", resolution.outside_body or "")))


class Mandate(Base):
    """An agency that a resolution binds."""

    __tablename__ = "mandate"

    resolution_id: Mapped[int] = mapped_column(ForeignKey("resolution.id"), primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True, index=True)

    resolution: Mapped[Resolution] = relationship(back_populates="mandates")
    agency: Mapped[Agency] = relationship()
