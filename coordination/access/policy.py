"""Every right, one line an act: who may do it, as relations (machines.csv, acts.csv)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement

from coordination.access.actor import Actor
from coordination.access.relation import AnyOf, Relation
from coordination.access.roles import (
    administrator,
    agency_head,
    agency_liaison,
    agency_member,
    agency_worker,
    any_member,
    auditor,
    case_staff,
    confirming_head,
    court_liaison,
    data_officer,
    either_side,
    head_of_person,
    host_head,
    only_head_of_person,
    own,
    recipient_liaison,
    recipient_staff,
    reviewer,
    role_confirming_head,
    sender_liaison,
    sender_staff,
    system,
)

RULES: Mapping[str, Relation | AnyOf] = {
    # moves of a referral
    "referral.send": sender_liaison,
    "referral.relay": system,
    "referral.receive": recipient_liaison,
    "referral.ask": recipient_staff,
    "referral.answer": sender_liaison,
    "referral.accept": recipient_liaison,
    "referral.waitlist": recipient_liaison,
    "referral.decline": recipient_liaison,
    "referral.object": recipient_liaison,
    "referral.uphold": reviewer,
    "referral.overrule": reviewer,
    "referral.forward": recipient_liaison,
    "referral.withdraw": sender_liaison | court_liaison | system,
    "referral.begin": recipient_staff,
    "referral.unaccept": recipient_liaison,
    "referral.hold": recipient_staff,
    "referral.resume": recipient_staff,
    "referral.request_cancel": sender_liaison | system,
    "referral.refuse_cancel": recipient_liaison,
    "referral.cancel": recipient_liaison | court_liaison,
    "referral.deliver": recipient_staff,
    "referral.confirm": sender_liaison | system,
    "referral.contest": sender_liaison,
    "referral.return": sender_liaison,
    "referral.expire": system,
    "referral.void": sender_liaison | court_liaison,
    # other acts on a referral
    "referral.draft": case_staff,
    "referral.edit_draft": case_staff,
    "referral.view": sender_staff | recipient_staff,
    "referral.view_for_ruling": reviewer,  # on a court route the reviewer is the court liaison
    "referral.view_state": either_side,
    "referral.identity": recipient_staff,
    "referral.comment": sender_staff | recipient_staff,
    "referral.attach": sender_staff | recipient_staff,
    "referral.number": sender_liaison | recipient_liaison,
    "referral.assign": recipient_liaison,
    "referral.lift_order": court_liaison,
    "service.record": recipient_staff,
    "service.record_on_case": case_staff,
    "service.void": agency_liaison,
    "admission.record": recipient_staff,
    "admission.record_on_case": case_staff,
    "admission.discharge": agency_liaison | agency_worker,
    "referral.list": agency_member | reviewer,
    "referral.list_received": recipient_staff,
    "referral.list_sent": sender_staff,
    "referral.list_to_rule": reviewer,
    "search.use": agency_member | reviewer,
    # moves of a case and a consent
    "case.close": case_staff,
    "case.reopen": case_staff,
    "consent.withdraw": case_staff,
    "consent.expire": system,
    # other acts on a case
    "case.create": agency_liaison | agency_worker,
    "case.view": case_staff,
    "case.edit": case_staff,
    "case.attach": case_staff,
    "consent.record": case_staff,
    "case.list": case_staff | agency_head,
    "case.access_log": case_staff | data_officer,
    # agencies and people
    "agency.list": any_member | administrator | auditor | data_officer,
    "agency.view": any_member | administrator | auditor | data_officer,
    "agency.create": administrator,
    "agency.edit": agency_head | administrator,
    "agency.register": administrator,
    "centre.edit": agency_head | administrator,
    "agency.places": agency_liaison | agency_head,
    "absence.edit": head_of_person | administrator,
    "handover.do": only_head_of_person | administrator,
    "person.list": agency_head | administrator,
    "person.view": head_of_person | administrator,
    "person.edit": only_head_of_person | administrator,
    "person.invite": agency_head | administrator,
    "person.disable": administrator,
    "person.end_sessions": only_head_of_person | administrator,
    "person.reset": only_head_of_person | administrator,
    "post.propose": agency_head | administrator,
    "post.confirm": confirming_head,
    "post.end": agency_head | administrator,
    "role.propose": administrator,
    "role.confirm": role_confirming_head,
    "role.end": host_head | administrator,
    "settings.edit": administrator,
    "holiday.edit": administrator,
    "need.edit": administrator,
    "import.run": administrator,
    # the trail
    "audit.view": auditor,
    # one's own
    "session.list": own,
    "session.end": own,
    "password.change": own,
    "profile.edit": own,
    "home.view": own,
    "notice.list": own,
    "notice.read": own,
    "filter.save": own,
}


def rule_for(act: str) -> AnyOf:
    """The relations that may do ``act``. Raises KeyError where no line names it: nothing is allowed by silence."""
    rule = RULES[act]
    return rule if isinstance(rule, AnyOf) else AnyOf((rule,))


def relation_for(actor: Actor, act: str, thing: Any = None) -> Relation | None:
    """The relation by which the actor may do ``act`` to the thing; None where he may not."""
    return rule_for(act).found(actor, thing)


def allows(actor: Actor, act: str, thing: Any = None) -> bool:
    """Whether the actor may do ``act`` to the thing (or at all, where there is none)."""
    return relation_for(actor, act, thing) is not None


def visible(actor: Actor, act: str) -> ColumnElement[bool]:
    """The same right as an SQL condition over the rows of a list."""
    return rule_for(act).clause(actor)
