"""Columns of agencies, centres, kinds of need and service, holidays, clock limits, and the installation's settings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.kernel.db import Base, Id, IdColumn, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold


class AgencyKind(StrEnum):
    """What sort of body an agency is (product.md, Words)."""

    NGO = "ngo"
    CHARITY = "charity"
    COMPANY = "company"
    WELFARE = "welfare"
    MUNICIPALITY = "municipality"
    JUDICIARY = "judiciary"
    POLICE = "police"
    EDUCATION = "education"
    MINISTRY = "ministry"
    INTERNATIONAL = "international"
    CULTURAL = "cultural"
    OTHER = "other"


AGENCY_KIND_LABELS = {
    AgencyKind.NGO: N_("Non-governmental organisation"),
    AgencyKind.CHARITY: N_("Charity"),
    AgencyKind.COMPANY: N_("Company"),
    AgencyKind.WELFARE: N_("Welfare organisation"),
    AgencyKind.MUNICIPALITY: N_("Municipality"),
    AgencyKind.JUDICIARY: N_("Judiciary"),
    AgencyKind.POLICE: N_("Police"),
    AgencyKind.EDUCATION: N_("Education"),
    AgencyKind.MINISTRY: N_("Ministry"),
    AgencyKind.INTERNATIONAL: N_("International body"),
    AgencyKind.CULTURAL: N_("Cultural body"),
    AgencyKind.OTHER: N_("Other body"),
}

REGISTERED_KINDS = frozenset({AgencyKind.NGO, AgencyKind.CHARITY, AgencyKind.COMPANY})
"""Kinds whose registration has an end; public bodies count as registered while active."""


class CentreKind(StrEnum):
    """What sort of place a centre is."""

    DAY = "day"
    RESIDENTIAL = "residential"
    MOBILE_UNIT = "mobile_unit"


CENTRE_KIND_LABELS = {
    CentreKind.DAY: N_("Day centre"),
    CentreKind.RESIDENTIAL: N_("Residential (24-hour) centre"),
    CentreKind.MOBILE_UNIT: N_("Mobile unit"),
}

FRESH_FOR = timedelta(days=7)
"""How long a count of free places is believed (domain.md)."""


class Agency(Identified, Versioned, Base):
    """A body that sends and receives referrals."""

    __tablename__ = "agency"
    __table_args__ = (choice_check("kind", AgencyKind), Index("ix_agency_sort", "active", "sort_key", "id"))

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    """Names, aliases and code folded, each between line breaks, for completion and search."""
    aliases: Mapped[list[str]] = mapped_column(JSON, default=list)
    kind: Mapped[AgencyKind] = choice_column(AgencyKind)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    city: Mapped[str] = mapped_column(String(80), default="")
    legal_id: Mapped[str] = mapped_column(String(20), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(400), default="")
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    registered_until: Mapped[date | None] = mapped_column(Date)
    """Written by the register of organisations alone; nothing at all: never registered, or of a public kind."""
    public: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether it stands in the public directory, by its own choice."""
    working_hours: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """ISO weekday ("1".."7") → ["08:00", "16:00"] or null; nothing at all means the default Saturday–Thursday week."""
    lead_group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id", use_alter=True), index=True)
    """The group whose secretary, then chair, rules on objections to what it sends; none: the installation's."""

    parent: Mapped[Agency | None] = relationship(remote_side="Agency.id")
    centres: Mapped[list[Centre]] = relationship(back_populates="agency", order_by="Centre.sort_key")
    # Groups belong to a feature further right, hence by name; they are set by their ids.
    lead_group: Mapped[Any] = relationship("Group", foreign_keys=[lead_group_id], viewonly=True)

    def is_registered(self, today: date) -> bool:
        """Whether it may receive referrals by its registration: active and, where its kind is registered, before the
        end of the registration."""
        return self.active and (
            self.kind not in REGISTERED_KINDS or (self.registered_until is not None and self.registered_until >= today)
        )


class Centre(Identified, Versioned, Base):
    """A place of an agency (field names follow Open Referral HSDS 3)."""

    __tablename__ = "centre"
    __table_args__ = (
        choice_check("kind", CentreKind),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_counts"),
        CheckConstraint("places_free IS NULL OR places_free >= 0", name="places_free_counts"),
    )

    code: Mapped[str] = mapped_column(String(40), unique=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    sort_key: Mapped[str] = mapped_column(String(400), default="")
    kind: Mapped[CentreKind] = choice_column(CentreKind)
    city: Mapped[str] = mapped_column(String(80), default="")
    districts: Mapped[list[str]] = mapped_column(JSON, default=list)
    services: Mapped[list[str]] = mapped_column(JSON, default=list)
    eligibility: Mapped[str] = mapped_column(String(400), default="")
    age_from: Mapped[int | None] = mapped_column(Integer)
    age_to: Mapped[int | None] = mapped_column(Integer)
    sexes: Mapped[list[str]] = mapped_column(JSON, default=list)
    capacity: Mapped[int | None] = mapped_column(Integer)
    places_free: Mapped[int | None] = mapped_column(Integer)
    places_free_on: Mapped[date | None] = mapped_column(Date)
    address: Mapped[str] = mapped_column(String(400), default="")
    address_public: Mapped[bool] = mapped_column(Boolean, default=False)
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    agency: Mapped[Agency] = relationship(back_populates="centres")

    def places_are_fresh(self, today: date) -> bool:
        """Whether the count of free places is at most a week old."""
        return self.places_free_on is not None and today - self.places_free_on <= FRESH_FOR

    @property
    def address_is_open(self) -> bool:
        """Whether everybody signed in may read the address: a residential centre's only if its agency says so."""
        return self.kind != CentreKind.RESIDENTIAL or self.address_public


@event.listens_for(Agency, "before_insert")
@event.listens_for(Agency, "before_update")
def index_names(_mapper: object, _connection: object, agency: Agency) -> None:
    """The sort key and the folded names keep in step with the names, whoever writes them."""
    agency.sort_key = sort_key(agency.name_fa)[:400]
    names = (agency.name_fa, agency.name_en or "", *(agency.aliases or ()), agency.code)
    agency.folded = "".join(f"\n{line}" for line in dict.fromkeys(map(fold, names)) if line) + "\n"


@event.listens_for(Centre, "before_insert")
@event.listens_for(Centre, "before_update")
def index_name(_mapper: object, _connection: object, centre: Centre) -> None:
    """The sort key keeps in step with the name."""
    centre.sort_key = sort_key(centre.name_fa)[:400]


class ServiceKind(Base):
    """One of the eight kinds under which services are counted."""

    __tablename__ = "service_kind"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(Integer)


class NeedKind(Versioned, Base):
    """What a child may need; ``service_kind`` says where its services are counted."""

    __tablename__ = "need_kind"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    name_fa: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))
    service_kind: Mapped[str] = mapped_column(ForeignKey("service_kind.code"))
    position: Mapped[int] = mapped_column(Integer)
    active: Mapped[bool] = mapped_column(Boolean, default=True)


class Holiday(Identified, Versioned, Base):
    """A day without work; once edited by a person it is never overwritten by the seed."""

    __tablename__ = "holiday"

    on: Mapped[date] = mapped_column(Date, unique=True)
    name_fa: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200), default="")
    estimated: Mapped[bool] = mapped_column(Boolean, default=False)
    observed: Mapped[bool] = mapped_column(Boolean, default=True)
    edited: Mapped[bool] = mapped_column(Boolean, default=False)


class ClockLimit(Identified, Versioned, Base):
    """A limit that differs from the table of domain.md for a route, an agency, or both."""

    __tablename__ = "clock_limit"
    __table_args__ = (
        UniqueConstraint("clock", "priority", "route", "agency_id"),
        CheckConstraint("unit IN ('h', 'd', 'wd')", name="unit_known"),
        CheckConstraint("amount > 0", name="amount_counts"),
        CheckConstraint("route IS NOT NULL OR agency_id IS NOT NULL", name="differs_for_somebody"),
    )

    clock: Mapped[str] = mapped_column(String(32))
    priority: Mapped[str] = mapped_column(String(16))
    route: Mapped[str | None] = mapped_column(String(32))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    amount: Mapped[int] = mapped_column(Integer)
    unit: Mapped[str] = mapped_column(String(2))

    agency: Mapped[Agency | None] = relationship()


class Installation(Versioned, Base):
    """The one row of this installation's settings."""

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[IdColumn]
    name_fa: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120), default="")
    host_agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    lead_group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id", use_alter=True))
    """Leads every agency that has no lead group of its own."""
    demo: Mapped[bool] = mapped_column(Boolean, default=False)
    public_directory: Mapped[bool] = mapped_column(Boolean, default=False)
    public_reports: Mapped[bool] = mapped_column(Boolean, default=False)
    public_resolutions: Mapped[bool] = mapped_column(Boolean, default=False)
    public_figures: Mapped[bool] = mapped_column(Boolean, default=False)
    """Which pages stand open to everybody; none unless the administrator says so."""
    set_up_at: Mapped[datetime] = mapped_column(Moment)

    host_agency: Mapped[Agency] = relationship()
    lead_group: Mapped[Any] = relationship("Group", foreign_keys=[lead_group_id], viewonly=True)


class CodeCounter(Base):
    """The last number given under a prefix and Jalali year (R-1405-…)."""

    __tablename__ = "code_counter"

    prefix: Mapped[str] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    last: Mapped[int] = mapped_column(Id)
