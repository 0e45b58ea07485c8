"""Columns of agenda items, which live across meetings, and of agenda entries: item × meeting."""

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
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.meetings.models.meeting import Meeting
from coordination.referrals.models import Referral


class ItemState(StrEnum):
    """States of machine ``agenda_item``."""

    PROPOSED = "proposed"
    OPEN = "open"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """Where an item comes from: a person, or what the agenda prepares by itself."""

    TOPIC = "topic"
    MINUTES = "minutes"
    ACTIONS = "actions"
    REFERRAL = "referral"


class EntryState(StrEnum):
    """States of machine ``agenda_entry``."""

    SCHEDULED = "scheduled"
    DECIDED = "decided"
    NOTED = "noted"
    DEFERRED = "deferred"
    REFERRED = "referred"
    NOT_REACHED = "not_reached"
    WITHDRAWN = "withdrawn"


class Purpose(StrEnum):
    """What an entry is put before the meeting for."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"


ENTRY_PURPOSE_LABELS = {
    Purpose.DECISION: N_("For decision"),
    Purpose.DISCUSSION: N_("For discussion"),
    Purpose.INFORMATION: N_("For information"),
}


class AgendaItem(Identified, Versioned, Base):
    """A topic of a group across its meetings, with its proposer, papers (attachments) and history."""

    __tablename__ = "agenda_item"
    audit_kind = "agenda_item"
    __table_args__ = (
        choice_check("state", ItemState),
        choice_check("kind", ItemKind),
        CheckConstraint("kind <> 'referral' OR referral_id IS NOT NULL", name="referral_is_named"),
        UniqueConstraint("group_id", "source"),
        Index("ix_agenda_item_group", "group_id", "state", "id"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    kind: Mapped[ItemKind] = choice_column(ItemKind, default=ItemKind.TOPIC)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ItemState] = choice_column(ItemState, default=ItemState.PROPOSED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    proposer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Nobody where the agenda prepared it."""
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    confidential: Mapped[bool] = mapped_column(Boolean, default=False)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    minutes_of_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    """For kind ``minutes``: the meeting whose minutes wait for approval."""
    source: Mapped[str | None] = mapped_column(String(60))
    """What it was prepared from (``referral:12``, ``minutes:7``), so that it is prepared once."""
    not_before: Mapped[date | None] = mapped_column(Date)
    """Deferred: it comes back to the first meeting on or after this day."""
    answer: Mapped[str] = mapped_column(Text, default="")
    """What the secretary answered the proposer."""

    group: Mapped[Group] = relationship()
    proposer: Mapped[Person | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    minutes_of: Mapped[Meeting | None] = relationship(foreign_keys=[minutes_of_id])
    entries: Mapped[list[AgendaEntry]] = relationship(back_populates="item", order_by="AgendaEntry.id")


class AgendaEntry(Identified, Versioned, Base):
    """An item on the agenda of one meeting, with its own order, time, presenter and outcome."""

    __tablename__ = "agenda_entry"
    audit_kind = "agenda_entry"
    __table_args__ = (
        choice_check("state", EntryState),
        choice_check("purpose", Purpose),
        CheckConstraint("minutes_planned BETWEEN 1 AND 600", name="minutes_fit"),
        CheckConstraint(
            "state <> 'deferred' OR deferred_to_id IS NOT NULL OR deferred_on IS NOT NULL", name="deferred_to_some_time"
        ),
        CheckConstraint(
            "state <> 'referred' OR referred_agency_id IS NOT NULL OR referred_group_id IS NOT NULL",
            name="referred_to_somebody",
        ),
        UniqueConstraint("meeting_id", "item_id"),
        Index("ix_agenda_entry_meeting", "meeting_id", "position", "id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(200))
    """As on this meeting's agenda; frozen with the minutes."""
    purpose: Mapped[Purpose] = choice_column(Purpose, default=Purpose.DECISION)
    minutes_planned: Mapped[int] = mapped_column(Integer, default=15)
    presenter: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[EntryState] = choice_column(EntryState, default=EntryState.SCHEDULED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    late_reason: Mapped[str] = mapped_column(String(400), default="")
    """Why it came after the agenda was published."""
    outcome_note: Mapped[str] = mapped_column(String(400), default="")
    deferred_to_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    deferred_on: Mapped[date | None] = mapped_column(Date)
    referred_agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    referred_group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    spent_seconds: Mapped[int] = mapped_column(Integer, default=0)
    """Time it was spoken about, without the running stretch (``meeting.current_since``)."""

    meeting: Mapped[Meeting] = relationship(foreign_keys=[meeting_id])
    item: Mapped[AgendaItem] = relationship(back_populates="entries")
    deferred_to: Mapped[Meeting | None] = relationship(foreign_keys=[deferred_to_id])
    referred_agency: Mapped[Agency | None] = relationship(foreign_keys=[referred_agency_id])
    referred_group: Mapped[Group | None] = relationship(foreign_keys=[referred_group_id])

    @property
    def group_id(self) -> int:
        """The group whose seats decide rights; ``meeting`` must be loaded."""
        return self.meeting.group_id

    @property
    def confidential(self) -> bool:
        """Closed to observers and the projector; ``item`` must be loaded."""
        return self.item.confidential
