"""Columns of watched points of a city and of the visit rounds to them."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Float,
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
from coordination.directory.models import Agency, Centre
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import Base, Identified, Moment, Versioned
from coordination.kernel.messages import N_
from coordination.lang.text import fold

USUAL_DAYS = 7


class WorkSeen(StrEnum):
    """What children were seen doing at a point."""

    VENDING = "vending"
    WINDSCREENS = "windscreens"
    WASTE = "waste"
    PORTERAGE = "porterage"
    BEGGING = "begging"
    MUSIC = "music"
    SLEEPING_ROUGH = "sleeping_rough"
    OTHER = "other"


WORK_SEEN_LABELS = {
    WorkSeen.VENDING: N_("Street vending"),
    WorkSeen.WINDSCREENS: N_("Cleaning windscreens"),
    WorkSeen.WASTE: N_("Sorting waste"),
    WorkSeen.PORTERAGE: N_("Carrying loads"),
    WorkSeen.BEGGING: N_("Begging"),
    WorkSeen.MUSIC: N_("Playing music"),
    WorkSeen.SLEEPING_ROUGH: N_("Sleeping rough"),
    WorkSeen.OTHER: N_("Other work"),
}


class Point(Identified, Versioned, Base):
    """A place of the city that mobile units of an agency watch, answered for by a group. Never shown to police or the
    public (domain.md); its coordinates only to mobile units and the group."""

    __tablename__ = "watched_point"
    audit_kind = "watched_point"
    __table_args__ = (
        UniqueConstraint("agency_id", "code"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="place_is_whole"),
        CheckConstraint("latitude IS NULL OR (latitude BETWEEN 24 AND 40)", name="latitude_in_iran"),
        CheckConstraint("longitude IS NULL OR (longitude BETWEEN 43 AND 64)", name="longitude_in_iran"),
        CheckConstraint("visit_every > 0", name="visit_every_counts"),
        Index("ix_watched_point_list", "agency_id", "active", "due_at", "id"),
        Index("ix_watched_point_group", "group_id", "active", "due_at", "id"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    """The group that answers for it."""
    code: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    folded: Mapped[str] = mapped_column(Text, default="")
    city: Mapped[str] = mapped_column(String(80), default="")
    district: Mapped[str] = mapped_column(String(20), default="")
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    note: Mapped[str] = mapped_column(Text, default="")
    visit_every: Mapped[int] = mapped_column(Integer, default=USUAL_DAYS)
    """Days after which it shows as not visited."""
    last_visited_at: Mapped[datetime | None] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment, default=clock.now)
    """From when on it is late: so many days after its last visit; from its entry on where there was none. Lists go by
    it, the latest first."""
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    agency: Mapped[Agency] = relationship()
    group: Mapped[Group | None] = relationship()


class Round(Identified, Versioned, Base):
    """A visit round of a mobile unit, from its start until it is ended."""

    __tablename__ = "visit_round"
    audit_kind = "visit_round"
    __table_args__ = (
        CheckConstraint("ended_at IS NULL OR ended_at >= started_at", name="ends_after_start"),
        Index("ix_visit_round_agency", "agency_id", "started_at", "id"),
        Index("ix_visit_round_by", "by_id", "ended_at"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    centre_id: Mapped[int] = mapped_column(ForeignKey("centre.id"), index=True)
    """The mobile unit."""
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")

    agency: Mapped[Agency] = relationship()
    centre: Mapped[Centre] = relationship()
    by: Mapped[Person] = relationship()
    visits: Mapped[list[Visit]] = relationship(back_populates="round", order_by="Visit.at, Visit.id")


class Visit(Identified, Versioned, Base):
    """One stop of a round at a point: how many children were seen, at what work, how many were spoken with. No names.
    A round has one for a point, so that a form that is sent again changes nothing."""

    __tablename__ = "visit"
    audit_kind = "visit"
    __table_args__ = (
        CheckConstraint("girls >= 0 AND boys >= 0 AND contacts >= 0", name="figures_count"),
        Index("ix_visit_point", "point_id", "at", "id"),
        UniqueConstraint("round_id", "point_id"),
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("visit_round.id"))
    point_id: Mapped[int] = mapped_column(ForeignKey("watched_point.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    girls: Mapped[int] = mapped_column(Integer, default=0)
    boys: Mapped[int] = mapped_column(Integer, default=0)
    contacts: Mapped[int] = mapped_column(Integer, default=0)
    """With how many of them the unit spoke."""
    work: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Values of ``WorkSeen``."""
    note: Mapped[str] = mapped_column(Text, default="")

    round: Mapped[Round] = relationship(back_populates="visits")
    point: Mapped[Point] = relationship()


@event.listens_for(Point, "before_insert")
@event.listens_for(Point, "before_update")
def keep_in_step(_mapper: object, _connection: object, point: Point) -> None:
    """The folded words keep in step with what is searched, and lateness with the last visit."""
    if point.last_visited_at is not None:
        point.due_at = point.last_visited_at + timedelta(days=point.visit_every or USUAL_DAYS)
    point.folded = "".join(f"\n{line}" for line in map(fold, (point.name, point.code)) if line) + "\n"
