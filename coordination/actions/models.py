"""Columns of actions, their notes, contributors, extensions, and the reminders that were sent."""

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
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.text import fold
from coordination.meetings.models import AgendaEntry, Meeting
from coordination.referrals.models import Referral
from coordination.resolutions.models import Resolution


class ActionState(StrEnum):
    """States of machine ``action``."""

    DRAFT = "draft"
    ISSUED = "issued"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    REPORTED_DONE = "reported_done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


class DisputeCode(StrEnum):
    """Coded reasons for disputing an action."""

    NOT_OURS = "not_ours"
    NO_MEANS = "no_means"
    DATE = "date"
    UNCLEAR = "unclear"
    DONE_ALREADY = "done_already"


DISPUTE_LABELS = {
    DisputeCode.NOT_OURS: N_("It is not within our duties"),
    DisputeCode.NO_MEANS: N_("We have not the means"),
    DisputeCode.DATE: N_("The date cannot be kept"),
    DisputeCode.UNCLEAR: N_("It is not clear what is asked"),
    DisputeCode.DONE_ALREADY: N_("It is done already"),
}


class ActionPriority(StrEnum):
    """How pressing an action is."""

    URGENT = "urgent"
    NORMAL = "normal"


ACTION_PRIORITY_LABELS = {ActionPriority.URGENT: N_("Urgent"), ActionPriority.NORMAL: N_("Normal")}


class ExtensionState(StrEnum):
    """States of machine ``extension``."""

    REQUESTED = "requested"
    GRANTED = "granted"
    REFUSED = "refused"


class Action(Identified, Versioned, Base):
    """Something an agency and one accountable person have to do by a day, and why."""

    __tablename__ = "action"
    audit_kind = "action"
    __table_args__ = (
        choice_check("state", ActionState),
        choice_check("priority", ActionPriority),
        choice_check("dispute_code", DisputeCode, optional=True),
        CheckConstraint("verifier_id IS NULL OR verifier_id <> owner_id", name="verifier_is_another"),
        CheckConstraint(
            "state IN ('draft', 'cancelled') OR (number IS NOT NULL AND agency_id IS NOT NULL AND owner_id IS NOT NULL "
            "AND due_on IS NOT NULL AND verifier_id IS NOT NULL)",
            name="issued_is_complete",
        ),
        CheckConstraint("state <> 'blocked' OR waiting_on <> ''", name="blocked_waits_on_something"),
        CheckConstraint("state <> 'disputed' OR dispute_code IS NOT NULL", name="disputed_has_reason"),
        Index("ix_action_owner", "owner_id", "state", "due_on", "id"),
        Index("ix_action_agency", "agency_id", "state", "due_on", "id"),
        Index("ix_action_group", "group_id", "state", "due_on", "id"),
        Index("ix_action_verifier", "verifier_id", "state", "due_on", "id"),
        Index("ix_action_due", "state", "due_on", "id"),
        Index("ix_action_entry", "entry_id", "position", "id"),
    )

    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    """A-1405-219, given when it is issued."""
    title: Mapped[str] = mapped_column(String(300))
    """An instruction: what is to be done."""
    folded: Mapped[str] = mapped_column(Text, default="")
    deliverable: Mapped[str] = mapped_column(Text, default="")
    """What will be there when it is done; the title itself where nothing more was said."""
    state: Mapped[ActionState] = choice_column(ActionState, default=ActionState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    priority: Mapped[ActionPriority] = choice_column(ActionPriority, default=ActionPriority.NORMAL)
    confidential: Mapped[bool] = mapped_column(Boolean, default=False)
    """From a confidential entry: its title stays out of mails."""

    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_text: Mapped[str] = mapped_column(String(120), default="")
    """What was typed after @ where it means nobody known, so that it is kept and marked."""
    due_text: Mapped[str] = mapped_column(String(120), default="")
    """What was typed as the date where it could not be understood."""
    start_on: Mapped[date | None] = mapped_column(Date)
    """Not shown as work before this day."""
    due_on: Mapped[date | None] = mapped_column(Date)
    original_due_on: Mapped[date | None] = mapped_column(Date)
    """The first date, kept when an extension moves it."""

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_entry.id"))
    resolution_id: Mapped[int | None] = mapped_column(ForeignKey("resolution.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    source_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    """Where an action without a group arose."""
    position: Mapped[int] = mapped_column(Integer, default=0)
    """Its place among the records of the entry's text."""
    in_text: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether the line it came from still stands in the text."""

    provisional: Mapped[bool] = mapped_column(Boolean, default=False)
    """Issued before the minutes were approved."""
    issued_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was last reported done."""
    verified_at: Mapped[datetime | None] = mapped_column(Moment)
    result: Mapped[str] = mapped_column(Text, default="")
    waiting_on: Mapped[str] = mapped_column(String(200), default="")
    dispute_code: Mapped[DisputeCode | None] = mapped_column(String(32))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    agency: Mapped[Agency | None] = relationship(foreign_keys=[agency_id])
    owner: Mapped[Person | None] = relationship(foreign_keys=[owner_id])
    verifier: Mapped[Person | None] = relationship(foreign_keys=[verifier_id])
    source_agency: Mapped[Agency | None] = relationship(foreign_keys=[source_agency_id])
    group: Mapped[Group | None] = relationship()
    meeting: Mapped[Meeting | None] = relationship()
    entry: Mapped[AgendaEntry | None] = relationship()
    resolution: Mapped[Resolution | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    contributors: Mapped[list[Contributor]] = relationship(
        back_populates="action", order_by="Contributor.person_id", cascade="all, delete-orphan"
    )
    notes: Mapped[list[ActionNote]] = relationship(back_populates="action", order_by="ActionNote.id.desc()")
    extensions: Mapped[list[Extension]] = relationship(back_populates="action", order_by="Extension.id.desc()")


@event.listens_for(Action, "before_insert")
@event.listens_for(Action, "before_update")
def fold_title(_mapper: object, _connection: object, action: Action) -> None:
    """The folded title keeps in step with the title, whoever writes it."""
    action.folded = fold(f"{action.title} {action.number or ''}")


class Contributor(Base):
    """Somebody who helps the owner of an action, and may write on it."""

    __tablename__ = "contributor"

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)

    action: Mapped[Action] = relationship(back_populates="contributors")
    person: Mapped[Person] = relationship()


class ActionNote(Identified, Base):
    """A word on the progress of an action."""

    __tablename__ = "action_note"
    __table_args__ = (Index("ix_action_note_action", "action_id", "id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    text: Mapped[str] = mapped_column(Text)

    action: Mapped[Action] = relationship(back_populates="notes")
    by: Mapped[Person] = relationship()


class Extension(Identified, Versioned, Base):
    """A request for more time; the action keeps its first date."""

    __tablename__ = "extension"
    audit_kind = "extension"
    __table_args__ = (
        choice_check("state", ExtensionState),
        Index("ix_extension_action", "action_id", "id"),
        Index("ix_extension_state", "state", "id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    state: Mapped[ExtensionState] = choice_column(ExtensionState, default=ExtensionState.REQUESTED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    asked_on: Mapped[date] = mapped_column(Date)
    """The date asked for."""
    granted_on: Mapped[date | None] = mapped_column(Date)
    """The date given, which may be another."""
    reason: Mapped[str] = mapped_column(Text)
    ruling: Mapped[str] = mapped_column(Text, default="")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)

    action: Mapped[Action] = relationship(back_populates="extensions")
    asked_by: Mapped[Person] = relationship()

    @property
    def group_id(self) -> int | None:
        """The group whose seats decide rights; ``action`` must be loaded."""
        return self.action.group_id

    @property
    def source_agency_id(self) -> int | None:
        """Where an action without a group arose."""
        return self.action.source_agency_id

    @property
    def owner_id(self) -> int | None:
        """The accountable person of the action."""
        return self.action.owner_id


class Reminder(Base):
    """One step of the ladder for one due date: its key lets it be sent once only."""

    __tablename__ = "action_reminder"
    __table_args__ = (UniqueConstraint("action_id", "due_on", "step"),)

    id: Mapped[IdColumn]
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    due_on: Mapped[date] = mapped_column(Date)
    step: Mapped[int] = mapped_column(Integer)
    """Days from the due date: −7, −3, 0, 1."""
    at: Mapped[datetime] = mapped_column(Moment)


class Digest(Base):
    """The weekly mail of one person, sent once a week (the Saturday it begins on)."""

    __tablename__ = "action_digest"
    __table_args__ = (UniqueConstraint("person_id", "week_on"),)

    id: Mapped[IdColumn]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    week_on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment)
