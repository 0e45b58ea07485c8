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
from coordination.access.seats import (
    action_member,
    action_owner,
    action_secretary,
    action_verifier,
    alternate,
    attendee,
    bound_desk,
    contributor,
    group_chair,
    group_member,
    group_secretary,
    hosting_head,
    invitee,
    issuer_liaison,
    issuer_member,
    item_alternate,
    item_member,
    item_observer,
    listed_alternate,
    listed_member,
    listed_observer,
    meeting_alternate,
    meeting_chair,
    meeting_member,
    meeting_observer,
    meeting_secretary,
    member_agency_liaison,
    minutes_alternate,
    minutes_chair,
    minutes_member,
    minutes_observer,
    minutes_secretary,
    observer,
    owner_head,
    owner_liaison,
    proposer,
    resolution_alternate,
    resolution_member,
    resolution_observer,
    seat_agency_desk,
    seat_confirming_head,
    shared_phrase_keeper,
    signatory,
    source_liaison,
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
    "search.use": agency_member | group_member | alternate | observer,
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
    # groups
    "group.list": any_member | listed_member | listed_alternate | listed_observer | administrator,
    "group.view": any_member | group_member | alternate | observer | administrator,
    "group.figures": group_secretary | group_chair | hosting_head | auditor,  # sums of meetings, of those below it too
    "group.create": host_head | administrator,
    "group.edit": group_secretary | group_chair | hosting_head | administrator,
    "seat.edit": group_secretary | hosting_head | administrator,
    "seat.appoint_officer": hosting_head | administrator,  # chair and secretary
    "seat.delegate": seat_agency_desk | group_secretary | hosting_head,
    "seat.settle": group_secretary | hosting_head,  # whose members and observers need no confirmation
    "seat.settle_officer": hosting_head,
    "seat.confirm": seat_confirming_head,
    "cadence.edit": group_secretary,
    "phrase.edit": group_secretary | shared_phrase_keeper,
    # moves of a meeting, an agenda item and an agenda entry
    "meeting.announce": group_secretary,
    "meeting.publish_agenda": group_secretary,
    "meeting.open": group_secretary | group_chair,
    "meeting.recess": group_secretary | group_chair,
    "meeting.resume": group_secretary | group_chair,
    "meeting.end": group_secretary | group_chair,
    "meeting.reopen": group_secretary,
    "meeting.declare_no_quorum": group_secretary | group_chair,
    "meeting.cancel": group_secretary,
    "meeting.close": system,
    "agenda_item.accept": group_secretary | group_chair | system,
    "agenda_item.decline": group_secretary | group_chair,
    "agenda_item.withdraw": proposer | group_secretary,
    "agenda_item.close": system,
    "agenda_item.reopen": group_secretary | system,
    "agenda_entry.decide": group_secretary,
    "agenda_entry.note": group_secretary,
    "agenda_entry.defer": group_secretary,
    "agenda_entry.refer": group_secretary,
    "agenda_entry.not_reached": group_secretary | system,
    "agenda_entry.withdraw": group_secretary,
    "agenda_entry.reopen": group_secretary,
    # other acts on meetings and agendas
    "meeting.list": meeting_member | meeting_alternate | meeting_observer | invitee,
    "meeting.view": meeting_member | meeting_alternate | meeting_observer | invitee,
    "meeting.create": group_secretary,
    "meeting.edit": group_secretary,
    "meeting.answer": invitee,
    "agenda.edit": group_secretary,
    "agenda_item.propose": group_member | member_agency_liaison,
    "agenda_item.view": item_member | item_alternate | item_observer | proposer,
    "agenda_item.attach": proposer | group_secretary,
    "attendance.record": group_secretary | group_chair,
    "calendar.feed": own,
    "referral.table": reviewer,
    # moves of minutes and signatures
    "minutes.circulate": group_secretary,
    "minutes.revise": group_secretary,
    "minutes.approve": group_chair | system,
    "minutes.sign": system,
    "signature.sign": signatory | group_secretary,
    "signature.refuse": signatory,
    "signature.waive": group_secretary,
    # other acts on minutes
    "minutes.record": meeting_secretary,
    "minutes.project": meeting_secretary | meeting_chair,
    "minutes.view": (
        minutes_secretary | minutes_chair | minutes_member | minutes_alternate | minutes_observer | attendee
    ),
    "signature.sign_own": signatory,  # with the password
    "signature.check_scan": group_secretary,
    "minutes.comment": attendee | minutes_member,
    "minutes.assent": attendee | minutes_member,
    "minutes.answer_comment": group_secretary,
    "minutes.waive_check": group_secretary,
    # moves of a resolution
    "resolution.put": group_secretary | group_chair,
    "resolution.adopt": group_secretary,
    "resolution.reject": group_secretary,
    "resolution.defer": group_secretary,
    "resolution.withdraw": group_secretary,
    "resolution.reopen": group_secretary,
    "resolution.enter_into_force": system,
    "resolution.record": group_secretary | issuer_liaison,
    "resolution.implement": group_secretary | group_chair,
    "resolution.implement_partly": group_secretary | group_chair,
    "resolution.give_up": group_chair,
    "resolution.supersede": system,
    "resolution.revoke": system,
    # other acts on resolutions
    "resolution.list": resolution_member | resolution_alternate | resolution_observer | bound_desk | issuer_member,
    "resolution.view": resolution_member | resolution_alternate | resolution_observer | bound_desk | issuer_member,
    "resolution.edit": group_secretary | issuer_liaison,
    "resolution.enter": agency_liaison | group_secretary,
    # moves of an action and an extension
    "action.issue": group_secretary | source_liaison | system,
    "action.accept": action_owner | owner_liaison,
    "action.dispute": action_owner | owner_liaison,
    "action.dismiss_dispute": group_secretary | source_liaison,
    "action.transfer": group_secretary | owner_liaison,
    "action.start": action_owner,
    "action.block": action_owner,
    "action.unblock": action_owner,
    "action.report_done": action_owner,
    "action.verify": action_verifier,
    "action.send_back": action_verifier,
    "action.cancel": group_chair | group_secretary | source_liaison,
    "extension.grant": group_secretary | group_chair | source_liaison,
    "extension.refuse": group_secretary | group_chair | source_liaison,
    # other acts on actions
    "action.view": (
        action_owner
        | contributor
        | owner_liaison
        | action_verifier
        | action_member
        | owner_head
        | action_secretary
        | source_liaison
    ),
    "action.list": own,
    "action.list_own": action_owner,
    "action.list_agency": owner_liaison | owner_head,
    "action.list_group": action_member,
    "action.list_verify": action_verifier,
    "action.create": group_secretary,
    "action.edit": group_secretary,
    "action.note": action_owner | contributor,
    "action.contributors": action_owner | action_secretary,
    "action.rule": action_secretary | source_liaison,  # disputes and requests for more time, in lists and counts
    "extension.request": action_owner,
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
    "person.complete": agency_head | administrator | agency_liaison | group_secretary,
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
