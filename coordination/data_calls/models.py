"""Columns of data calls, their answer sheets, and distributions of goods with their deliveries."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
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
from coordination.activities.models import ONE_ISSUER, Activity
from coordination.cases.models import Case
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import Base, Identified, Moment, Versioned, choice_check, choice_column
from coordination.kernel.messages import N_
from coordination.lang.text import fold


class DataCallState(StrEnum):
    """States of machine ``data_call``."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SheetState(StrEnum):
    """States of machine ``answer_sheet``."""

    PENDING = "pending"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"


class DeliveryState(StrEnum):
    """States of machine ``delivery``."""

    PLANNED = "planned"
    DISPATCHED = "dispatched"
    RECEIVED = "received"


class ColumnKind(StrEnum):
    """What may be written into a column."""

    COUNT = "count"
    RIAL = "rial"
    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"


COLUMN_KIND_LABELS = {
    ColumnKind.COUNT: N_("A whole number"),
    ColumnKind.RIAL: N_("A sum in rial"),
    ColumnKind.TEXT: N_("A text"),
    ColumnKind.DATE: N_("A date"),
    ColumnKind.CHOICE: N_("One of a list"),
    ColumnKind.YES_NO: N_("Yes or no"),
}


class Goods(StrEnum):
    """What is given out (domain.md)."""

    TEXTBOOKS = "textbooks"
    STATIONERY = "stationery"
    LIVELIHOOD = "livelihood"
    CLOTHING = "clothing"
    REHABILITATION = "rehabilitation"
    OTHER = "other"


GOODS_LABELS = {
    Goods.TEXTBOOKS: N_("Textbooks"),
    Goods.STATIONERY: N_("Stationery"),
    Goods.LIVELIHOOD: N_("Livelihood packages"),
    Goods.CLOTHING: N_("Clothing"),
    Goods.REHABILITATION: N_("Rehabilitation aids"),
    Goods.OTHER: N_("Other goods"),
}


class DataCall(Identified, Versioned, Base):
    """A question with typed columns to several agencies, to be answered by a day."""

    __tablename__ = "data_call"
    audit_kind = "data_call"
    __table_args__ = (
        choice_check("state", DataCallState),
        CheckConstraint(ONE_ISSUER, name="one_issuer"),
        CheckConstraint("state = 'draft' OR due_on IS NOT NULL", name="open_has_due_date"),
        Index("ix_data_call_group", "group_id", "state", "due_on", "id"),
        Index("ix_data_call_agency", "agency_id", "state", "due_on", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[DataCallState] = choice_column(DataCallState, default=DataCallState.DRAFT)
    state_since: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date | None] = mapped_column(Date)
    many_rows: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether an agency answers with a table of rows; else with one."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    missing: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Ids of the agencies that had not answered when it was closed."""

    group: Mapped[Group | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    created_by: Mapped[Person] = relationship()
    columns: Mapped[list[CallColumn]] = relationship(
        back_populates="call", cascade="all, delete-orphan", order_by="CallColumn.position, CallColumn.id"
    )
    sheets: Mapped[list[AnswerSheet]] = relationship(back_populates="call", order_by="AnswerSheet.id")


class CallColumn(Identified, Versioned, Base):
    """One column of a data call's table."""

    __tablename__ = "call_column"
    __table_args__ = (
        choice_check("kind", ColumnKind),
        CheckConstraint("lowest IS NULL OR highest IS NULL OR lowest <= highest", name="bounds_in_order"),
        Index("ix_call_column_call", "call_id", "position", "id"),
    )

    call_id: Mapped[int] = mapped_column(ForeignKey("data_call.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    label: Mapped[str] = mapped_column(String(200))
    hint: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[ColumnKind] = choice_column(ColumnKind, default=ColumnKind.COUNT)
    choices: Mapped[list[str]] = mapped_column(JSON, default=list)
    unit: Mapped[str] = mapped_column(String(40), default="")
    required: Mapped[bool] = mapped_column(Boolean, default=True)
    lowest: Mapped[int | None] = mapped_column(BigInteger)
    highest: Mapped[int | None] = mapped_column(BigInteger)

    call: Mapped[DataCall] = relationship(back_populates="columns")


class AnswerSheet(Identified, Versioned, Base):
    """What one agency answers to a data call."""

    __tablename__ = "answer_sheet"
    audit_kind = "answer_sheet"
    __table_args__ = (
        choice_check("state", SheetState),
        UniqueConstraint("call_id", "agency_id"),
        Index("ix_answer_sheet_agency", "agency_id", "state", "id"),
    )

    call_id: Mapped[int] = mapped_column(ForeignKey("data_call.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[SheetState] = choice_column(SheetState, default=SheetState.PENDING)
    state_since: Mapped[datetime] = mapped_column(Moment)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Each row: column's public id → its value (number, text, ISO date, true/false), or {"na": true}."""
    comment: Mapped[str] = mapped_column(Text, default="")
    """What the issuer asked to be corrected when the sheet was returned."""
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime | None] = mapped_column(Moment)
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)

    call: Mapped[DataCall] = relationship(back_populates="sheets")
    agency: Mapped[Agency] = relationship()
    submitted_by: Mapped[Person | None] = relationship()

    @property
    def issue(self) -> DataCall:
        """What was issued, by whose staff the sheet is judged."""
        return self.call


class Distribution(Identified, Versioned, Base):
    """Goods given out, to agencies or to households, often by the tally of a data call."""

    __tablename__ = "distribution"
    audit_kind = "distribution"
    __table_args__ = (
        choice_check("goods", Goods),
        CheckConstraint(ONE_ISSUER, name="one_issuer"),
        CheckConstraint("unit_value IS NULL OR unit_value >= 0", name="unit_value_counts"),
        Index("ix_distribution_group", "group_id", "id"),
        Index("ix_distribution_agency", "agency_id", "id"),
    )

    group_id: Mapped[int | None] = mapped_column(ForeignKey("working_group.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("data_call.id"), index=True)
    column_id: Mapped[int | None] = mapped_column(ForeignKey("call_column.id"))
    """The column of the call by whose sums the quantities were planned."""
    title: Mapped[str] = mapped_column(String(300))
    folded: Mapped[str] = mapped_column(Text, default="")
    goods: Mapped[Goods] = choice_column(Goods)
    unit: Mapped[str] = mapped_column(String(40), default="")
    unit_value: Mapped[int | None] = mapped_column(BigInteger)
    """In rial."""
    donor: Mapped[str] = mapped_column(String(200), default="")
    to_households: Mapped[bool] = mapped_column(Boolean, default=False)
    """Whether each agency divides what is planned for it among households of its own cases."""
    note: Mapped[str] = mapped_column(Text, default="")
    activity_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    """The activity as which it was recorded."""
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(Moment)

    group: Mapped[Group | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    call: Mapped[DataCall | None] = relationship()
    column: Mapped[CallColumn | None] = relationship()
    activity: Mapped[Activity | None] = relationship()
    deliveries: Mapped[list[Delivery]] = relationship(back_populates="distribution", order_by="Delivery.id")


class Delivery(Identified, Versioned, Base):
    """What goes to one agency, or through it to the household of one of its cases."""

    __tablename__ = "delivery"
    audit_kind = "delivery"
    __table_args__ = (
        choice_check("state", DeliveryState),
        CheckConstraint("planned >= 0", name="planned_counts"),
        CheckConstraint("state = 'planned' OR dispatched > 0", name="dispatched_counts"),
        CheckConstraint("state <> 'received' OR received >= 0", name="received_counts"),
        Index("ix_delivery_distribution", "distribution_id", "id"),
        Index("ix_delivery_agency", "agency_id", "state", "id"),
    )

    distribution_id: Mapped[int] = mapped_column(ForeignKey("distribution.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"), index=True)
    """The case whose household gets it; its code is told to nobody but the case's staff."""
    state: Mapped[DeliveryState] = choice_column(DeliveryState, default=DeliveryState.PLANNED)
    state_since: Mapped[datetime] = mapped_column(Moment)
    planned: Mapped[int] = mapped_column(Integer)
    """Nought where all that was planned for the agency has been divided among households."""
    dispatched: Mapped[int | None] = mapped_column(Integer)
    received: Mapped[int | None] = mapped_column(Integer)
    dispatched_on: Mapped[date | None] = mapped_column(Date)
    received_on: Mapped[date | None] = mapped_column(Date)
    difference_note: Mapped[str] = mapped_column(Text, default="")
    """Why another quantity arrived than was dispatched."""

    distribution: Mapped[Distribution] = relationship(back_populates="deliveries")
    agency: Mapped[Agency] = relationship()
    case: Mapped[Case | None] = relationship()

    @property
    def issue(self) -> Distribution:
        """What was issued, by whose staff it is dispatched."""
        return self.distribution


@event.listens_for(DataCall, "before_insert")
@event.listens_for(DataCall, "before_update")
@event.listens_for(Distribution, "before_insert")
@event.listens_for(Distribution, "before_update")
def index_words(_mapper: object, _connection: object, thing: DataCall | Distribution) -> None:
    """The folded words keep in step with what is searched."""
    thing.folded = fold(thing.title)
