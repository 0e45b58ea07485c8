"""Columns of groups, their seats and cadences, the days a cadence left out, and the phrase library."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

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
    Time,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold


class GroupKind(StrEnum):
    """What sort of body a group is (product.md, Words)."""

    BOARD = "board"
    ASSEMBLY = "assembly"
    COUNCIL = "council"
    COMMITTEE = "committee"
    WORKING_GROUP = "working_group"
    HEADQUARTERS = "headquarters"


GROUP_KIND_LABELS = {
    GroupKind.BOARD: N_("Board"),
    GroupKind.ASSEMBLY: N_("Assembly"),
    GroupKind.COUNCIL: N_("Council"),
    GroupKind.COMMITTEE: N_("Committee"),
    GroupKind.WORKING_GROUP: N_("Working group"),
    GroupKind.HEADQUARTERS: N_("Headquarters"),
}


class ApprovalRule(StrEnum):
    """Who approves minutes (domain.md, Groups, meetings, minutes)."""

    CHAIR = "chair"
    ALL_ATTENDEES = "all_attendees"
    TACIT = "tacit"
    NEXT_MEETING = "next_meeting"


APPROVAL_LABELS = {
    ApprovalRule.CHAIR: N_("The chair approves"),
    ApprovalRule.ALL_ATTENDEES: N_("Everybody who attended assents"),
    ApprovalRule.TACIT: N_("Approved when nobody objects in time"),
    ApprovalRule.NEXT_MEETING: N_("The next meeting approves"),
}


class QuorumKind(StrEnum):
    """What the quorum counts: a number of voting seats, or a share of them in percent (at 50 more than half)."""

    NUMBER = "number"
    SHARE = "share"


QUORUM_LABELS = {
    QuorumKind.NUMBER: N_("A number of seats"),
    QuorumKind.SHARE: N_("A share of the voting seats"),
}


class IssueAt(StrEnum):
    """When actions reach their owners."""

    END = "end"
    CIRCULATION = "circulation"
    APPROVAL = "approval"


ISSUE_AT_LABELS = {
    IssueAt.END: N_("When the meeting ends, marked provisional"),
    IssueAt.CIRCULATION: N_("When the minutes are circulated, marked provisional"),
    IssueAt.APPROVAL: N_("When the minutes are approved"),
}


class Majority(StrEnum):
    """What a resolution needs to be adopted: at least more for than against among the voting seats present."""

    SIMPLE = "simple"
    TWO_THIRDS = "two_thirds"
    CONSENSUS = "consensus"


MAJORITY_LABELS = {
    Majority.SIMPLE: N_("More for than against"),
    Majority.TWO_THIRDS: N_("Two thirds of the votes given"),
    Majority.CONSENSUS: N_("Consensus: nobody against"),
}


class SignedBy(StrEnum):
    """Whose signatures minutes need."""

    CHAIR = "chair"
    CHAIR_AND_SECRETARY = "chair_and_secretary"
    ALL_ATTENDEES = "all_attendees"


SIGNED_BY_LABELS = {
    SignedBy.CHAIR: N_("The chair"),
    SignedBy.CHAIR_AND_SECRETARY: N_("The chair and the secretary"),
    SignedBy.ALL_ATTENDEES: N_("Every voting member who attended"),
}


class SeatKind(StrEnum):
    """What a seat is for."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    OBSERVER = "observer"


SEAT_LABELS = {
    SeatKind.CHAIR: N_("Chair"),
    SeatKind.SECRETARY: N_("Secretary"),
    SeatKind.MEMBER: N_("Member"),
    SeatKind.OBSERVER: N_("Observer"),
}


class Came(StrEnum):
    """How a holder came to the seat."""

    APPOINTED = "appointed"
    ELECTED = "elected"


CAME_LABELS = {Came.APPOINTED: N_("Appointed"), Came.ELECTED: N_("Elected")}


class OnHoliday(StrEnum):
    """What becomes of an occurrence of the cadence on a day off."""

    KEEP = "keep"
    SKIP = "skip"
    NEXT = "next"
    PREVIOUS = "previous"


ON_HOLIDAY_LABELS = {
    OnHoliday.KEEP: N_("Keep the day"),
    OnHoliday.SKIP: N_("Leave this one out"),
    OnHoliday.NEXT: N_("The next working day"),
    OnHoliday.PREVIOUS: N_("The working day before"),
}


class Group(Identified, Versioned, Base):
    """A board, assembly, council, committee, working group or headquarters, hosted by an agency."""

    __tablename__ = "working_group"
    audit_kind = "group"
    __table_args__ = (
        choice_check("kind", GroupKind),
        choice_check("approval_rule", ApprovalRule),
        choice_check("quorum_kind", QuorumKind),
        choice_check("issue_at", IssueAt),
        choice_check("majority", Majority),
        choice_check("signed_by", SignedBy),
        CheckConstraint("tacit_days BETWEEN 1 AND 60", name="tacit_days_fit"),
        CheckConstraint("quorum_value > 0", name="quorum_counts"),
        CheckConstraint("quorum_kind <> 'share' OR quorum_value <= 100", name="share_is_a_percentage"),
        Index("ix_working_group_sort", "active", "sort_key", "id"),
    )

    code: Mapped[str] = mapped_column(String(40), unique=True)
    number_prefix: Mapped[str] = mapped_column(String(12), unique=True)
    """Latin letters and digits before the numbers of its resolutions: CE in CE/1405/24."""
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[GroupKind] = choice_column(GroupKind)
    host_agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"), index=True)
    purpose: Mapped[str] = mapped_column(Text, default="")
    confidential: Mapped[bool] = mapped_column(Boolean, default=False)
    """Each invited person sees only himself in the invitation."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    approval_rule: Mapped[ApprovalRule] = choice_column(ApprovalRule, default=ApprovalRule.CHAIR)
    tacit_days: Mapped[int] = mapped_column(Integer, default=5)
    """Working days of the host agency for comments, and after which silence approves."""
    quorum_kind: Mapped[QuorumKind] = choice_column(QuorumKind, default=QuorumKind.SHARE)
    quorum_value: Mapped[int] = mapped_column(Integer, default=50)
    quorum_agencies: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Ids of agencies without whose seat there is no quorum."""
    majority: Mapped[Majority] = choice_column(Majority, default=Majority.SIMPLE)
    issue_at: Mapped[IssueAt] = choice_column(IssueAt, default=IssueAt.APPROVAL)
    signed_by: Mapped[SignedBy] = choice_column(SignedBy, default=SignedBy.CHAIR_AND_SECRETARY)
    secretary_votes: Mapped[bool] = mapped_column(Boolean, default=False)

    host_agency: Mapped[Agency] = relationship(foreign_keys=[host_agency_id])
    parent: Mapped[Group | None] = relationship(remote_side="Group.id")
    seats: Mapped[list[Seat]] = relationship(back_populates="group", order_by="Seat.position, Seat.id")
    cadences: Mapped[list[Cadence]] = relationship(back_populates="group", order_by="Cadence.valid_from.desc()")

    @property
    def group_id(self) -> int:
        """A group is of itself, for the relations of its seats."""
        return self.id


@event.listens_for(Group, "before_insert")
@event.listens_for(Group, "before_update")
def index_names(_mapper: object, _connection: object, group: Group) -> None:
    """The sort key and the folded names keep in step with the names, whoever writes them."""
    group.sort_key = sort_key(group.name_fa)[:400]
    names = (group.name_fa, group.name_en or "", group.code, group.number_prefix)
    group.folded = "".join(f"\n{line}" for line in dict.fromkeys(map(fold, names)) if line) + "\n"


class Seat(Identified, Versioned, Base):
    """A place in a group, of an agency (which may hold several) or of a person in his own name, for a term; held by a
    delegate and, where named, an alternate. It counts from its confirmation."""

    __tablename__ = "seat"
    __table_args__ = (
        choice_check("kind", SeatKind),
        choice_check("came", Came),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="ends_after_start"),
        CheckConstraint("alternate_id IS NULL OR alternate_id <> holder_id", name="alternate_is_another"),
        CheckConstraint("agency_id IS NOT NULL OR holder_id IS NOT NULL", name="is_somebodys"),
        Index("ix_seat_group", "group_id", "position", "id"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    kind: Mapped[SeatKind] = choice_column(SeatKind, default=SeatKind.MEMBER)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    alternate_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    came: Mapped[Came] = choice_column(Came, default=Came.APPOINTED)
    letter: Mapped[str] = mapped_column(String(120), default="")
    """Number and date of the letter of appointment, as on it."""
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date | None] = mapped_column(Date)
    position: Mapped[int] = mapped_column(Integer, default=0)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    lapse_told_at: Mapped[datetime | None] = mapped_column(Moment)
    """When it was told that the term ends soon."""

    group: Mapped[Group] = relationship(back_populates="seats")
    agency: Mapped[Agency | None] = relationship()
    holder: Mapped[Person | None] = relationship(foreign_keys=[holder_id])
    alternate: Mapped[Person | None] = relationship(foreign_keys=[alternate_id])

    def stands(self, today: date) -> bool:
        """Whether the seat is confirmed, not ended, and today lies within its term."""
        return (
            self.confirmed_at is not None
            and self.ended_at is None
            and self.from_on <= today
            and (self.to_on is None or self.to_on >= today)
        )

    @property
    def vacant(self) -> bool:
        """Whether nobody sits here: no delegate is named, or his account is closed. ``holder`` must be loaded."""
        return self.holder is None or self.holder.disabled_at is not None

    def votes(self, *, secretary_votes: bool) -> bool:
        """Whether the seat counts for quorum and votes: chair and member do, the secretary where the group says so."""
        return self.kind in (SeatKind.CHAIR, SeatKind.MEMBER) or (self.kind == SeatKind.SECRETARY and secretary_votes)


class Cadence(Identified, Versioned, Base):
    """How often a group meets, from a day on; ``rule`` as ``lang.recurrence`` reads it."""

    __tablename__ = "cadence"
    __table_args__ = (
        choice_check("on_holiday", OnHoliday),
        CheckConstraint("minutes > 0", name="minutes_count"),
        UniqueConstraint("group_id", "valid_from"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"), index=True)
    valid_from: Mapped[date] = mapped_column(Date)
    rule: Mapped[dict[str, Any]] = mapped_column(JSON)
    starts: Mapped[time] = mapped_column(Time)
    """Local time of day."""
    minutes: Mapped[int] = mapped_column(Integer, default=120)
    place: Mapped[str] = mapped_column(String(200), default="")
    on_holiday: Mapped[OnHoliday] = choice_column(OnHoliday, default=OnHoliday.NEXT)

    group: Mapped[Group] = relationship(back_populates="cadences")


class SkippedDay(Identified, Base):
    """An occurrence of the cadence for which no meeting was made, with the reason."""

    __tablename__ = "skipped_day"
    __table_args__ = (UniqueConstraint("group_id", "on"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"), index=True)
    on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200))
    """The holiday's name in Persian, as the calendar of holidays has it."""


class Phrase(Identified, Versioned, Base):
    """A sentence with blanks («…») that a recorder puts into the minutes; of one group, or of all."""

    __tablename__ = "phrase"

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"), index=True)
    text: Mapped[str] = mapped_column(String(400))
    position: Mapped[int] = mapped_column(Integer, default=0)
