"""Columns of meetings, of those invited to them, and of personal calendar feeds."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.groups.models import Group, Seat
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_


class MeetingState(StrEnum):
    """States of machine ``meeting``."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    AGENDA_PUBLISHED = "agenda_published"
    IN_SESSION = "in_session"
    RECESSED = "recessed"
    ENDED = "ended"
    CLOSED = "closed"
    NO_QUORUM = "no_quorum"
    CANCELLED = "cancelled"


class Answer(StrEnum):
    """What an invited person said."""

    NONE = "none"
    YES = "yes"
    NO = "no"
    PERHAPS = "perhaps"


ANSWER_LABELS = {
    Answer.NONE: N_("No answer yet"),
    Answer.YES: N_("Comes"),
    Answer.NO: N_("Does not come"),
    Answer.PERHAPS: N_("Perhaps"),
}


class Meeting(Identified, Versioned, Base):
    """One meeting of a group: planned by its cadence or called, then held, cancelled or without quorum."""

    __tablename__ = "meeting"
    audit_kind = "meeting"
    __table_args__ = (
        choice_check("state", MeetingState),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(
            "state NOT IN ('in_session', 'recessed', 'ended', 'closed') OR opened_at IS NOT NULL",
            name="held_was_opened",
        ),
        CheckConstraint("state NOT IN ('ended', 'closed') OR ended_at IS NOT NULL", name="ended_has_end"),
        UniqueConstraint("group_id", "planned_on"),
        UniqueConstraint("group_id", "number"),
        Index("ix_meeting_group", "group_id", "starts_at", "id"),
        Index("ix_meeting_state", "state", "starts_at", "id"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("working_group.id"))
    number: Mapped[int | None] = mapped_column(Integer)
    """Running number in the group, given when the meeting is announced or, where it never was, opened."""
    title: Mapped[str] = mapped_column(String(200), default="")
    """Only where it is more than «meeting 23»."""
    state: Mapped[MeetingState] = choice_column(MeetingState, default=MeetingState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    place: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    """What those invited should know."""
    planned_on: Mapped[date | None] = mapped_column(Date)
    """The cadence's own day, which stays when the meeting is moved; nothing for one called when needed."""
    second_call_of_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id"))
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(String(400), default="")
    """Why it was cancelled."""

    calendar_uid: Mapped[str] = mapped_column(String(80), unique=True)
    """The permanent UID of its calendar entry."""
    calendar_sequence: Mapped[int] = mapped_column(Integer, default=0)
    calendar_told: Mapped[dict[str, str] | None] = mapped_column(JSON)
    """State, start, end and place as the last calendar file had them; another of these is another SEQUENCE."""
    invited_at: Mapped[datetime | None] = mapped_column(Moment)

    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    recesses: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    """Pairs of UTC moments in ISO form; the last one is open (one moment) while the meeting is recessed."""
    current_entry_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_entry.id", use_alter=True))
    """What is being spoken about, for the timer and the projector."""
    current_since: Mapped[datetime | None] = mapped_column(Moment)

    group: Mapped[Group] = relationship()
    invitees: Mapped[list[Invitee]] = relationship(back_populates="meeting", order_by="Invitee.id")


class Invitee(Identified, Versioned, Base):
    """Somebody invited to a meeting: the holder or alternate of a seat, or a guest by name and address."""

    __tablename__ = "invitee"
    __table_args__ = (
        choice_check("answer", Answer),
        CheckConstraint("person_id IS NOT NULL OR guest_name <> ''", name="is_somebody"),
        UniqueConstraint("meeting_id", "person_id"),
        Index("ix_invitee_person", "person_id", "meeting_id"),
    )

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seat.id"))
    guest_name: Mapped[str] = mapped_column(String(120), default="")
    guest_email: Mapped[str] = mapped_column(String(254), default="")
    answer: Mapped[Answer] = choice_column(Answer, default=Answer.NONE)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_note: Mapped[str] = mapped_column(String(400), default="")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the secret in the links by which one answers without signing in."""
    told_sequence: Mapped[int | None] = mapped_column(Integer)
    """SEQUENCE of the last calendar file sent; nothing where none was."""
    removed_at: Mapped[datetime | None] = mapped_column(Moment)

    meeting: Mapped[Meeting] = relationship(back_populates="invitees")
    person: Mapped[Person | None] = relationship()
    seat: Mapped[Seat | None] = relationship()


class CalendarFeed(Identified, Base):
    """The secret, revocable address at which a person's calendar program reads his meetings."""

    __tablename__ = "calendar_feed"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
    last_read_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
