"""Rights over referrals, cases and what became of children, one line an act."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.access.issuing import (
    outcome_claimer,
    outcome_verifier,
)
from coordination.access.relation import AnyOf, Relation
from coordination.access.roles import (
    agency_head,
    agency_liaison,
    agency_member,
    agency_worker,
    case_staff,
    court_liaison,
    data_officer,
    either_side,
    recipient_liaison,
    recipient_staff,
    reviewer,
    sender_liaison,
    sender_staff,
    system,
)
from coordination.access.seats import (
    alternate,
    group_member,
    observer,
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
    # outcomes of a case
    "outcome.verify": outcome_verifier,
    "outcome.reject": outcome_verifier,
    "outcome.sustain": outcome_verifier,
    "outcome.relapse": outcome_verifier | case_staff,
    "outcome.claim": case_staff,
    "outcome.claim_on_referral": recipient_staff,
    "outcome.view": outcome_verifier | outcome_claimer | case_staff,
    "outcome.attach": outcome_claimer | case_staff,
    "outcome.list_to_verify": outcome_verifier,
}
