"""Columns of indicators: what is counted, and the targets and figures of each period."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from coordination.accounts.models import Person
from coordination.activities.models import ONE_ISSUER
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.text import fold
from coordination.programmes.models import Programme


class Nature(StrEnum):
    """What a figure of an indicator says."""

    ACTUAL = "actual"
    TARGET = "target"
    BASELINE = "baseline"


NATURE_LABELS = {Nature.ACTUAL: N_("Actual"), Nature.TARGET: N_("Target"), Nature.BASELINE: N_("Baseline")}


class Computed(StrEnum):
    """What the program counts by itself for an indicator of an agency; else its figures are entered."""

    ADMISSIONS = "admissions"
    ADMISSIONS_IRANIAN = "admissions_iranian"
    ADMISSIONS_OTHERS = "admissions_others"
    SERVICES = "services"
    OUTCOMES_SCHOOL = "outcomes_school"
    OUTCOMES_HARM = "outcomes_harm"
    OUTCOMES_LABOUR = "outcomes_labour"
    CENTRES = "centres"
    POINTS = "points"
    MEMORANDA = "memoranda"


COMPUTED_LABELS = {
    Computed.ADMISSIONS: N_("Children admitted"),
    Computed.ADMISSIONS_IRANIAN: N_("Iranian children admitted"),
    Computed.ADMISSIONS_OTHERS: N_("Children of other nationalities admitted"),
    Computed.SERVICES: N_("Services given"),
    Computed.OUTCOMES_SCHOOL: N_("Children back in school"),
    Computed.OUTCOMES_HARM: N_("Children who left the cycle of harm"),
    Computed.OUTCOMES_LABOUR: N_("Children who left hard labour"),
    Computed.CENTRES: N_("Centres"),
    Computed.POINTS: N_("Watched points"),
    Computed.MEMORANDA: N_("Memoranda signed"),
}


class Indicator(Identified, Versioned, Base):
    """A figure that an agency or a group follows, with its definition and unit."""

    __tablename__ = "indicator"
    audit_kind = "indicator"
    __table_args__ = (
        choice_check("computed", Computed, optional=True),
        CheckConstraint(ONE_ISSUER, name="one_owner"),
        CheckConstraint("lowest IS NULL OR highest IS NULL OR lowest <= highest", name="bounds_in_order"),
        CheckConstraint("computed IS NULL OR agency_id IS NOT NULL", name="computed_is_of_an_agency"),
        UniqueConstraint("agency_id", "code"),
        UniqueConstraint("group_id", "code"),
    )

    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    programme_id: Mapped[int | None] = mapped_column(ForeignKey("programme.id"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    label_fa: Mapped[str] = mapped_column(String(200))
    label_en: Mapped[str] = mapped_column(String(200), default="")
    folded: Mapped[str] = mapped_column(Text, default="")
    definition: Mapped[str] = mapped_column(Text, default="")
    unit: Mapped[str] = mapped_column(String(40))
    whole: Mapped[bool] = mapped_column(Boolean, default=True)
    """Whether its figures are whole numbers."""
    lowest: Mapped[Decimal | None] = mapped_column(Numeric(20, 4))
    highest: Mapped[Decimal | None] = mapped_column(Numeric(20, 4))
    computed: Mapped[Computed | None] = mapped_column(String(32))
    active: Mapped[bool] = mapped_column(Boolean, default=True)

    agency: Mapped[Agency | None] = relationship()
    group: Mapped[Group | None] = relationship()
    programme: Mapped[Programme | None] = relationship()
    values: Mapped[list[IndicatorValue]] = relationship(
        back_populates="indicator", order_by="IndicatorValue.from_on, IndicatorValue.id"
    )


class IndicatorValue(Identified, Versioned, Base):
    """One figure of one period. A correction is another row; the old one stays and names it."""

    __tablename__ = "indicator_value"
    audit_kind = "indicator_value"
    __table_args__ = (
        choice_check("nature", Nature),
        CheckConstraint("to_on >= from_on", name="ends_after_start"),
        Index("ix_indicator_value_indicator", "indicator_id", "from_on", "id"),
    )

    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    nature: Mapped[Nature] = choice_column(Nature)
    from_on: Mapped[date] = mapped_column(Date)
    to_on: Mapped[date] = mapped_column(Date)
    value: Mapped[Decimal] = mapped_column(Numeric(20, 4))
    approximate: Mapped[bool] = mapped_column(Boolean, default=False)
    assumed_period: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether the source left the period open and it was assumed."""
    source: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    corrected_by_id: Mapped[int | None] = mapped_column(ForeignKey("indicator_value.id"), index=True)
    """The figure that took its place; nothing where this one holds."""
    correction: Mapped[str] = mapped_column(String(300), default="")
    """Why this one took the place of another."""

    indicator: Mapped[Indicator] = relationship(back_populates="values")
    by: Mapped[Person] = relationship()


@event.listens_for(Indicator, "before_insert")
@event.listens_for(Indicator, "before_update")
def index_words(_mapper: object, _connection: object, indicator: Indicator) -> None:
    """The folded words keep in step with what is searched."""
    indicator.folded = fold(f"{indicator.label_fa} {indicator.label_en or ''} {indicator.code}")
