"""Registers of what groups and agencies issue: activities, circulars, data calls and sheets, distributions and
deliveries, reports."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.models import ACTIVITY_LABELS, PRECISION_LABELS, Activity, Partner
from coordination.circulars.models import Circular
from coordination.data_calls.models import GOODS_LABELS, AnswerSheet, DataCall, Delivery, Distribution
from coordination.directory.models import Agency
from coordination.exports.columns import Column, Register, Rows, Sort
from coordination.exports.registers.words import ISSUER, ISSUING, issuer_columns, states_of
from coordination.groups.models import Group
from coordination.kernel.db import db, named
from coordination.kernel.messages import N_
from coordination.reports.models import SPAN_LABELS, Report

PARTNER = named(Agency, "exported_partner")
OF_AGENCY = (Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"))


def _issued(model: Any, *columns: Any) -> Rows:
    """Columns of what is issued, with the names of its issuer."""
    return (
        select(*columns, *issuer_columns())
        .select_from(model)
        .outerjoin(Group, Group.id == model.group_id)
        .outerjoin(ISSUING, ISSUING.id == model.agency_id)
    )


def _joined(column: Any) -> Any:
    """The names of the partners of an activity, one after the other."""
    named_so = func.coalesce(column, Partner.name)
    together = (
        func.string_agg(named_so, "; ") if db.engine.dialect.name == "postgresql" else func.group_concat(named_so, "; ")
    )
    return (
        select(together)
        .select_from(Partner)
        .outerjoin(PARTNER, PARTNER.id == Partner.agency_id)
        .where(Partner.activity_id == Activity.id)
        .correlate(Activity)
        .scalar_subquery()
    )


def _activities(actor: Actor) -> Rows:
    return _issued(
        Activity, Activity.kind, Activity.title, Activity.from_on, Activity.to_on, Activity.precision, Activity.times,
        Activity.days, Activity.people, Activity.place, _joined(PARTNER.name_fa).label("partners_fa"),
        _joined(PARTNER.name_en).label("partners_en"),
    ).where(policy.visible(actor, "activity.list"), Activity.removed_at.is_(None))  # fmt: skip


def _circulars(actor: Actor) -> Rows:
    return _issued(
        Circular, Circular.number, Circular.title, Circular.state, Circular.sent_at, Circular.due_on,
        Circular.to_acknowledge,
    ).where(policy.visible(actor, "circular.list"))  # fmt: skip


def _data_calls(actor: Actor) -> Rows:
    return _issued(
        DataCall, DataCall.title, DataCall.state, DataCall.opened_at, DataCall.due_on, DataCall.closed_at
    ).where(policy.visible(actor, "data_call.view"))


def _answer_sheets(actor: Actor) -> Rows:
    return (
        _issued(DataCall, DataCall.title, *OF_AGENCY, AnswerSheet.state, AnswerSheet.submitted_at, DataCall.due_on)
        .join(AnswerSheet, AnswerSheet.call_id == DataCall.id)
        .join(Agency, Agency.id == AnswerSheet.agency_id)
        .where(policy.visible(actor, "answer_sheet.view"))
    )


def _distributions(actor: Actor) -> Rows:
    return _issued(
        Distribution, Distribution.title, Distribution.goods, Distribution.unit, Distribution.unit_value,
        Distribution.donor, Distribution.to_households, Distribution.created_at,
    ).where(policy.visible(actor, "distribution.view"))  # fmt: skip


def _deliveries(actor: Actor) -> Rows:
    """To whom, how much; which child a household is of is said nowhere."""
    return (
        _issued(
            Distribution, Distribution.title, *OF_AGENCY, Delivery.state, Delivery.planned, Delivery.dispatched,
            Delivery.received, Delivery.dispatched_on, Delivery.received_on,
            Delivery.case_id.is_not(None).label("household"),
        )
        .join(Delivery, Delivery.distribution_id == Distribution.id)
        .join(Agency, Agency.id == Delivery.agency_id)
        .where(policy.visible(actor, "delivery.view"))
    )  # fmt: skip


def _reports(actor: Actor) -> Rows:
    return _issued(
        Report, Report.title, Report.span, Report.from_on, Report.to_on, Report.edition, Report.state,
        Report.published_at, Report.public,
    ).where(policy.visible(actor, "report.list"))  # fmt: skip


TITLE, AGENCY = Column("title", N_("Title")), Column("agency", N_("Agency"), Sort.NAME)
REGISTERS = {
    "activities": Register(
        "activity.list",
        N_("Activities"),
        (
            Column("kind", N_("Kind"), Sort.WORD, ACTIVITY_LABELS),
            TITLE,
            ISSUER,
            Column("from_on", N_("From"), Sort.DAY),
            Column("to_on", N_("Until"), Sort.DAY),
            Column("precision", N_("Known to"), Sort.WORD, PRECISION_LABELS),
            Column("times", N_("Times"), Sort.NUMBER),
            Column("days", N_("Days"), Sort.NUMBER),
            Column("people", N_("People"), Sort.NUMBER),
            Column("place", N_("Place")),
            Column("partners", N_("With whom"), Sort.NAME),
        ),
        _activities,
        Activity.id,
        Activity.from_on,
    ),
    "circulars": Register(
        "circular.list",
        N_("Circulars"),
        (
            Column("number", N_("Letter number")),
            TITLE,
            ISSUER,
            Column("state", N_("State"), Sort.WORD, states_of(Circular)),
            Column("sent_at", N_("Sent on"), Sort.DAY),
            Column("due_on", N_("Due"), Sort.DAY),
            Column("to_acknowledge", N_("To be acknowledged"), Sort.YES),
        ),
        _circulars,
        Circular.id,
        Circular.created_at,
    ),
    "data_calls": Register(
        "data_call.view",
        N_("Data calls"),
        (
            TITLE,
            ISSUER,
            Column("state", N_("State"), Sort.WORD, states_of(DataCall)),
            Column("opened_at", N_("Opened on"), Sort.DAY),
            Column("due_on", N_("Due"), Sort.DAY),
            Column("closed_at", N_("Closed on"), Sort.DAY),
        ),
        _data_calls,
        DataCall.id,
        DataCall.created_at,
    ),
    "answer_sheets": Register(
        "answer_sheet.view",
        N_("Answer sheets"),
        (
            TITLE,
            ISSUER,
            AGENCY,
            Column("state", N_("State"), Sort.WORD, states_of(AnswerSheet)),
            Column("submitted_at", N_("Submitted on"), Sort.DAY),
            Column("due_on", N_("Due"), Sort.DAY),
        ),
        _answer_sheets,
        AnswerSheet.id,
        DataCall.created_at,
    ),
    "distributions": Register(
        "distribution.view",
        N_("Distributions"),
        (
            TITLE,
            ISSUER,
            Column("goods", N_("Goods"), Sort.WORD, GOODS_LABELS),
            Column("unit", N_("Unit")),
            Column("unit_value", N_("Value of a unit, rial"), Sort.NUMBER),
            Column("donor", N_("Donor")),
            Column("to_households", N_("To households"), Sort.YES),
            Column("created_at", N_("Planned on"), Sort.DAY),
        ),
        _distributions,
        Distribution.id,
        Distribution.created_at,
    ),
    "deliveries": Register(
        "delivery.view",
        N_("Deliveries"),
        (
            TITLE,
            ISSUER,
            AGENCY,
            Column("household", N_("To a household"), Sort.YES),
            Column("state", N_("State"), Sort.WORD, states_of(Delivery)),
            Column("planned", N_("Planned"), Sort.NUMBER),
            Column("dispatched", N_("Dispatched"), Sort.NUMBER),
            Column("received", N_("Received"), Sort.NUMBER),
            Column("dispatched_on", N_("Dispatched on"), Sort.DAY),
            Column("received_on", N_("Received on"), Sort.DAY),
        ),
        _deliveries,
        Delivery.id,
        Distribution.created_at,
    ),
    "reports": Register(
        "report.list",
        N_("Reports"),
        (
            TITLE,
            ISSUER,
            Column("span", N_("Of what"), Sort.WORD, SPAN_LABELS),
            Column("from_on", N_("From"), Sort.DAY),
            Column("to_on", N_("Until"), Sort.DAY),
            Column("edition", N_("Edition"), Sort.NUMBER),
            Column("state", N_("State"), Sort.WORD, states_of(Report)),
            Column("published_at", N_("Published on"), Sort.DAY),
            Column("public", N_("Public"), Sort.YES),
        ),
        _reports,
        Report.id,
        Report.from_on,
    ),
}
