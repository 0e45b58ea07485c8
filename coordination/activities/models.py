"""Columns of activities, who took part in them, days of occasion, and pasted lists that become activities."""

from __future__ import annotations

from datetime import date, datetime
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
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.actions.models import Action
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.text import fold

ONE_ISSUER = "(group_id IS NULL) <> (agency_id IS NULL)"
"""A thing of the network's work is a group's or an agency's, never both."""


class ActivityKind(StrEnum):
    """Kinds of activity (activity_kinds.csv); in ``kinds`` each has its heading."""

    MEETING_ATTENDED = "meeting_attended"
    WORKSHOP = "workshop"
    EVENT_HELD = "event_held"
    EVENT_JOINED = "event_joined"
    MEETING_HELD = "meeting_held"
    DISTRIBUTION = "distribution"
    NOTICE = "notice"
    RESEARCH = "research"
    PROPOSAL = "proposal"
    CONTACT = "contact"
    VISIT = "visit"
    INTERVIEW = "interview"
    PUBLICATION = "publication"


ACTIVITY_LABELS = {
    ActivityKind.MEETING_ATTENDED: N_("Meeting attended"),
    ActivityKind.WORKSHOP: N_("Workshop"),
    ActivityKind.EVENT_HELD: N_("Event held"),
    ActivityKind.EVENT_JOINED: N_("Event joined"),
    ActivityKind.MEETING_HELD: N_("Meeting held"),
    ActivityKind.DISTRIBUTION: N_("Distribution of goods"),
    ActivityKind.NOTICE: N_("Word to the members"),
    ActivityKind.RESEARCH: N_("Research"),
    ActivityKind.PROPOSAL: N_("Proposal"),
    ActivityKind.CONTACT: N_("Contact with an agency"),
    ActivityKind.VISIT: N_("Visit"),
    ActivityKind.INTERVIEW: N_("Interview"),
    ActivityKind.PUBLICATION: N_("Publication"),
}


class Precision(StrEnum):
    """How exactly the time of something is known: half-known dates stay half known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    HALF = "half"
    YEAR = "year"


PRECISION_LABELS = {
    Precision.DAY: N_("A day"),
    Precision.MONTH: N_("A month"),
    Precision.SEASON: N_("A season"),
    Precision.HALF: N_("A half-year"),
    Precision.YEAR: N_("A year"),
}


class Part(StrEnum):
    """What part a partner had in an activity."""

    HOST = "host"
    ORGANISER = "organiser"
    COOPERATING = "cooperating"
    AUDIENCE = "audience"
    ADDRESSEE = "addressee"


PART_LABELS = {
    Part.HOST: N_("Host"),
    Part.ORGANISER: N_("Organiser"),
    Part.COOPERATING: N_("Co-operating"),
    Part.AUDIENCE: N_("Audience"),
    Part.ADDRESSEE: N_("Addressee"),
}


class Answer(StrEnum):
    """What came of a contact."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


ANSWER_LABELS = {Answer.GRANTED: N_("Granted"), Answer.PARTLY: N_("Granted in part"), Answer.REFUSED: N_("Refused")}


class Activity(Identified, Versioned, Base):
    """Something a group or an agency did, on a day or some time within ``from_on``–``to_on`` (``precision``)."""

    __tablename__ = "activity"
    audit_kind = "activity"
    __table_args__ = (
        choice_check("kind", ActivityKind),
        choice_check("precision", Precision),
        choice_check("answer", Answer, optional=True),
        CheckConstraint(ONE_ISSUER, name="one_issuer"),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        CheckConstraint("times IS NULL OR times > 0", name="times_counts"),
        CheckConstraint("days IS NULL OR days > 0", name="days_counts"),
        CheckConstraint("people IS NULL OR people >= 0", name="people_counts"),
        Index("ix_activity_group", "group_id", "from_on", "id"),
        Index("ix_activity_agency", "agency_id", "from_on", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[ActivityKind] = choice_column(ActivityKind)
    title: Mapped[str] = mapped_column(String(400))
    folded: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    precision: Mapped[Precision] = choice_column(Precision, default=Precision.DAY)
    times: Mapped[int | None] = mapped_column(Integer)
    """How often it was held; nothing where the source says "several"."""
    days: Mapped[int | None] = mapped_column(Integer)
    """How many days a workshop or event lasted."""
    people: Mapped[int | None] = mapped_column(Integer)
    audience: Mapped[str] = mapped_column(String(200), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    # a contact: who asked whom for what, for whom, and what was answered
    asked: Mapped[str] = mapped_column(Text, default="")
    asked_for: Mapped[str] = mapped_column(String(200), default="")
    answer: Mapped[Answer | None] = mapped_column(String(32))
    answer_text: Mapped[str] = mapped_column(Text, default="")
    follow_up: Mapped[str] = mapped_column(Text, default="")
    occasion_id: Mapped[int | None] = mapped_column(ForeignKey("occasion.id"), index=True)
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    """Taken out of lists and reports; can be put back."""

    group: Mapped[Group | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    recorded_by: Mapped[Person] = relationship()
    occasion: Mapped[Occasion | None] = relationship()
    partners: Mapped[list[Partner]] = relationship(
        back_populates="activity", cascade="all, delete-orphan", order_by="Partner.id"
    )
    actions: Mapped[list[Action]] = relationship(secondary="activity_action", order_by="Action.id")

    @property
    def several(self) -> bool:
        """Whether it was held "several" times, without a number."""
        return self.times is None


class Partner(Base):
    """Who took part in an activity besides its issuer: an agency of the directory, or a body by name only."""

    __tablename__ = "activity_partner"
    __table_args__ = (
        choice_check("part", Part),
        CheckConstraint("agency_id IS NOT NULL OR name <> ''", name="somebody"),
    )

    id: Mapped[IdColumn]
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    part: Mapped[Part] = choice_column(Part)

    activity: Mapped[Activity] = relationship(back_populates="partners")
    agency: Mapped[Agency | None] = relationship()


class ActivityAction(Base):
    """An action that an activity gave birth to."""

    __tablename__ = "activity_action"

    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), primary_key=True, index=True)


class Calendar(StrEnum):
    """The calendar in which an occasion returns."""

    JALALI = "jalali"
    GREGORIAN = "gregorian"


class Occasion(Identified, Versioned, Base):
    """A day that returns each year (16 Mehr, 21 September), with the days of preparation that it needs."""

    __tablename__ = "occasion"
    __table_args__ = (
        choice_check("calendar", Calendar),
        CheckConstraint("month BETWEEN 1 AND 12", name="month_is_one"),
        CheckConstraint("day BETWEEN 1 AND 31", name="day_is_one"),
        CheckConstraint("lead_days BETWEEN 0 AND 365", name="lead_counts"),
    )

    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    calendar: Mapped[Calendar] = choice_column(Calendar, default=Calendar.JALALI)
    month: Mapped[int] = mapped_column(Integer)
    day: Mapped[int] = mapped_column(Integer)
    lead_days: Mapped[int] = mapped_column(Integer, default=30)
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    told_for: Mapped[date | None] = mapped_column(Date)
    """The day of the year whose preparation was told last: each is told once."""


class Paste(Identified, Versioned, Base):
    """The text of an old list as it was pasted, and the drafts made of it as last corrected, until they are saved."""

    __tablename__ = "activity_paste"
    audit_kind = "activity_paste"
    __table_args__ = (
        choice_check("precision", Precision),
        CheckConstraint(ONE_ISSUER, name="one_issuer"),
        Index("ix_activity_paste_by", "by_id", "saved_at", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    precision: Mapped[Precision] = choice_column(Precision, default=Precision.SEASON)
    text: Mapped[str] = mapped_column(Text)
    drafts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """One for each line of the text: its words, kind, partners, days, times, and whether it is kept."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime | None] = mapped_column(Moment)

    group: Mapped[Group | None] = relationship()
    agency: Mapped[Agency | None] = relationship()


@event.listens_for(Activity, "init")
def once_unless_said(_activity: Activity, _args: object, values: dict[str, Any]) -> None:
    """Held once where nothing is said: a default of the column would be taken for "several", which is nothing, too."""
    values.setdefault("times", 1)


@event.listens_for(Activity, "before_insert")
@event.listens_for(Activity, "before_update")
def index_words(_mapper: object, _connection: object, activity: Activity) -> None:
    """The folded words keep in step with what is searched."""
    lines = (activity.title, activity.place, activity.note, activity.asked, activity.audience)
    activity.folded = "".join(f"\n{line}" for line in map(fold, (text or "" for text in lines)) if line) + "\n"
