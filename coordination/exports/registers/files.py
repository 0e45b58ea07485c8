"""Registers of children's files as far as their lists go: codes and counts, never a child's name."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import and_, case, null, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.cases.models import RISK_LABELS, SEX_LABELS, Case, Client
from coordination.directory.models import Agency, AgencyKind, Centre, NeedKind, ServiceKind
from coordination.exports.columns import Column, Register, Rows, Sort
from coordination.exports.registers.words import states_of
from coordination.kernel.db import named
from coordination.kernel.messages import N_
from coordination.outcomes.models import OUTCOME_LABELS, Outcome
from coordination.referrals.models import (
    PRIORITY_LABELS,
    ROUTE_LABELS,
    Admission,
    Referral,
    Service,
    State,
)

SENDER, RECIPIENT = named(Agency, "exported_sender"), named(Agency, "exported_recipient")


def _referrals(actor: Actor) -> Rows:
    """What stands in the lists of received, sent and objected referrals; of the agency's others, of what was passed on,
    and of what a police agency sent, the code and state alone."""
    received, sent = policy.visible(actor, "referral.list_received"), policy.visible(actor, "referral.list_sent")
    to_rule = and_(policy.visible(actor, "referral.list_to_rule"), Referral.state == State.OBJECTED)
    seen = and_(policy.visible(actor, "referral.view_state"), Referral.sent_at.is_not(None))
    open_sent = and_(sent, or_(SENDER.kind != AgencyKind.POLICE, Referral.state == State.DRAFT))
    opened = or_(and_(received, Referral.state != State.FORWARDED), open_sent, to_rule)

    def shown(column: Any) -> Any:
        return case((opened, column), else_=null())

    return (
        select(
            Referral.code, Referral.state, Referral.state_since,
            shown(Referral.sent_at).label("sent_at"), shown(Referral.route).label("route"),
            shown(Referral.priority).label("priority"), shown(Referral.risk).label("risk"),
            shown(SENDER.name_fa).label("sender_fa"), shown(SENDER.name_en).label("sender_en"),
            shown(RECIPIENT.name_fa).label("recipient_fa"), shown(RECIPIENT.name_en).label("recipient_en"),
            case((opened, Referral.need_codes)).label("need_codes"),
            shown(Referral.accepted_at).label("accepted_at"), shown(Referral.delivered_at).label("delivered_at"),
            shown(Referral.due_at).label("due_at"), shown(Referral.times_returned).label("times_returned"),
        )
        .join(SENDER, SENDER.id == Referral.sender_agency_id)
        .join(RECIPIENT, RECIPIENT.id == Referral.recipient_agency_id)
        .where(or_(received, sent, to_rule, seen))
    )  # fmt: skip


def _cases(actor: Actor) -> Rows:
    """The cases of the list; to a head who is not of the case its code, state and worker."""
    opens = policy.visible(actor, "case.view")
    return (
        select(
            Client.code, Case.state, Person.name.label("worker_fa"), Person.name_en.label("worker_en"),
            case((opens, Case.risk)).label("risk"), case((opens, Case.opened_at)).label("opened_at"),
            case((opens, Case.state_since)).label("state_since"),
        )
        .join(Client, Client.id == Case.client_id)
        .outerjoin(Person, Person.id == Case.worker_id)
        .where(policy.visible(actor, "case.list"))
    )  # fmt: skip


class _Of(NamedTuple):
    """What an agency gave, to ask whether it is open to somebody."""

    agency_id: int


def _giving(actor: Actor) -> list[int]:
    """The agencies of which the reader may see the rows behind the figures."""
    return sorted(one for one in actor.agencies() if policy.allows(actor, "figures.rows", _Of(one)))


def _services(actor: Actor) -> Rows:
    """What the agencies gave whose rows behind the figures the reader may see; without what was made void."""
    return (
        select(
            Service.on, Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
            ServiceKind.name_fa.label("kind_fa"), ServiceKind.name_en.label("kind_en"),
            NeedKind.name_fa.label("need_fa"), NeedKind.name_en.label("need_en"), Service.times,
            Referral.code.label("referral"),
        )
        .join(Agency, Agency.id == Service.agency_id)
        .join(ServiceKind, ServiceKind.code == Service.kind)
        .outerjoin(NeedKind, NeedKind.code == Service.need)
        .outerjoin(Referral, Referral.id == Service.referral_id)
        .where(Service.agency_id.in_(_giving(actor)), Service.voided_at.is_(None))
    )  # fmt: skip


def _admissions(actor: Actor) -> Rows:
    return (
        select(
            Admission.admitted_on, Admission.discharged_on, Admission.route,
            Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
            Centre.name_fa.label("centre_fa"), Centre.name_en.label("centre_en"), Client.sex,
            Referral.code.label("referral"),
        )
        .join(Agency, Agency.id == Admission.agency_id)
        .join(Centre, Centre.id == Admission.centre_id)
        .join(Case, Case.id == Admission.case_id)
        .join(Client, Client.id == Case.client_id)
        .outerjoin(Referral, Referral.id == Admission.referral_id)
        .where(Admission.agency_id.in_(_giving(actor)))
    )  # fmt: skip


def _outcomes(actor: Actor) -> Rows:
    return (
        select(
            Outcome.kind, Outcome.state, Outcome.on, Outcome.verified_on, Outcome.sustained_on, Outcome.relapsed_on,
            Agency.name_fa.label("agency_fa"), Agency.name_en.label("agency_en"),
        )
        .join(Agency, Agency.id == Outcome.agency_id)
        .join(Case, Case.id == Outcome.case_id)
        .where(policy.visible(actor, "outcome.view"))
    )  # fmt: skip


AGENCY = Column("agency", N_("Agency"), Sort.NAME)
REGISTERS = {
    "referrals": Register(
        "referral.list",
        N_("Referrals"),
        (
            Column("code", N_("Code")),
            Column("state", N_("State"), Sort.WORD, states_of(Referral)),
            Column("state_since", N_("State since"), Sort.DAY),
            Column("sent_at", N_("Sent on"), Sort.DAY),
            Column("route", N_("Route"), Sort.WORD, ROUTE_LABELS),
            Column("priority", N_("Priority"), Sort.WORD, PRIORITY_LABELS),
            Column("risk", N_("Risk"), Sort.WORD, RISK_LABELS),
            Column("sender", N_("Sender"), Sort.NAME),
            Column("recipient", N_("Recipient"), Sort.NAME),
            Column("need_codes", N_("Needs"), Sort.WORDS),
            Column("accepted_at", N_("Accepted on"), Sort.DAY),
            Column("delivered_at", N_("Delivered on"), Sort.DAY),
            Column("due_at", N_("Due"), Sort.DAY),
            Column("times_returned", N_("Times returned"), Sort.NUMBER),
        ),
        _referrals,
        Referral.id,
        Referral.drafted_at,
    ),
    "cases": Register(
        "case.list",
        N_("Cases"),
        (
            Column("code", N_("Code")),
            Column("state", N_("State"), Sort.WORD, states_of(Case)),
            Column("worker", N_("Worker"), Sort.NAME),
            Column("risk", N_("Risk"), Sort.WORD, RISK_LABELS),
            Column("opened_at", N_("Opened on"), Sort.DAY),
            Column("state_since", N_("State since"), Sort.DAY),
        ),
        _cases,
        Case.id,
        Case.opened_at,
    ),
    "services": Register(
        "figures.rows",
        N_("Services"),
        (
            Column("on", N_("Day"), Sort.DAY),
            AGENCY,
            Column("kind", N_("Kind"), Sort.NAME),
            Column("need", N_("Need"), Sort.NAME),
            Column("times", N_("Times"), Sort.NUMBER),
            Column("referral", N_("Referral")),
        ),
        _services,
        Service.id,
        Service.on,
    ),
    "admissions": Register(
        "figures.rows",
        N_("Admissions"),
        (
            Column("admitted_on", N_("Admitted on"), Sort.DAY),
            Column("discharged_on", N_("Discharged on"), Sort.DAY),
            AGENCY,
            Column("centre", N_("Centre"), Sort.NAME),
            Column("route", N_("Route"), Sort.WORD, ROUTE_LABELS),
            Column("sex", N_("Sex"), Sort.WORD, SEX_LABELS),
            Column("referral", N_("Referral")),
        ),
        _admissions,
        Admission.id,
        Admission.admitted_on,
    ),
    "outcomes": Register(
        "outcome.view",
        N_("Outcomes"),
        (
            Column("kind", N_("Kind"), Sort.WORD, OUTCOME_LABELS),
            Column("state", N_("State"), Sort.WORD, states_of(Outcome)),
            Column("on", N_("Day"), Sort.DAY),
            AGENCY,
            Column("verified_on", N_("Verified on"), Sort.DAY),
            Column("sustained_on", N_("Sustained on"), Sort.DAY),
            Column("relapsed_on", N_("Relapsed on"), Sort.DAY),
        ),
        _outcomes,
        Outcome.id,
        Outcome.on,
    ),
}
