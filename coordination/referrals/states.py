"""The machine of a referral: every state with its look, every move with its needs (machines.csv)."""

from __future__ import annotations

from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_
from coordination.referrals import needs as n
from coordination.referrals.models import State as S

LOOKS = {
    S.DRAFT: Look(N_("Draft"), "way", "ring"),
    S.SENT: Look(N_("Sent"), "way", "eighth"),
    S.RECEIVED: Look(N_("Received"), "way", "quarter"),
    S.NEEDS_INFO: Look(N_("Needs information"), "still", "bars"),
    S.WAITLISTED: Look(N_("Waiting list"), "still", "bars"),
    S.OBJECTED: Look(N_("Objected"), "still", "bars"),
    S.ACCEPTED: Look(N_("Accepted"), "work", "half"),
    S.IN_SERVICE: Look(N_("In service"), "work", "threequarter"),
    S.ON_HOLD: Look(N_("On hold"), "still", "bars"),
    S.CANCEL_REQUESTED: Look(N_("Cancelling asked"), "still", "bars"),
    S.DELIVERED: Look(N_("Delivered"), "work", "nearlyfull"),
    S.CLOSED: Look(N_("Closed"), "ended", "tick"),
    S.DECLINED: Look(N_("Declined"), "ended", "stroke"),
    S.FORWARDED: Look(N_("Forwarded"), "ended", "stroke"),
    S.WITHDRAWN: Look(N_("Withdrawn"), "ended", "stroke"),
    S.CANCELLED: Look(N_("Cancelled"), "ended", "stroke"),
    S.EXPIRED: Look(N_("Expired"), "ended", "stroke"),
    S.VOID: Look(N_("Void"), "ended", "stroke"),
}

UNDECIDED = (S.SENT, S.RECEIVED, S.WAITLISTED)

REFERRAL = Machine(
    "referral",
    S,
    looks=LOOKS,
    moves=(
        Move("send", (S.DRAFT,), S.SENT,
             (n.has_route, n.has_need, n.has_reason, n.priority_and_risk_set, n.basis_covers_recipient,
              n.disclosure_confirmed, n.duplicates_answered, n.free_text_names_nobody, n.recipient_registered),
             N_("Send"), N_("%(who)s sent the referral."), "main"),
        Move("relay", (S.DRAFT,), S.SENT, (n.successor_of_forward, n.basis_covers_recipient),
             N_("Pass on"), N_("The referral was passed on to its new recipient.")),
        Move("accept", UNDECIDED, S.ACCEPTED, (n.handler_named, n.intake_date),
             N_("Accept"), N_("%(who)s accepted the referral. The child's name was opened."), "main"),
        Move("receive", (S.SENT,), S.RECEIVED, (n.handler_named,),
             N_("Receive"), N_("%(who)s received the referral.")),
        Move("ask", (S.RECEIVED, S.WAITLISTED), S.NEEDS_INFO, (n.question, n.two_rounds_at_most),
             N_("Ask the sender"), N_("%(who)s asked the sender.")),
        Move("answer", (S.NEEDS_INFO,), S.RECEIVED, (n.answer,),
             N_("Answer"), N_("%(who)s answered the question."), "main"),
        Move("waitlist", (S.RECEIVED, S.WAITLISTED), S.WAITLISTED, (n.review_date_within_limit, n.not_emergency, n.safety_note),
             N_("Put on the waiting list"), N_("%(who)s put the referral on the waiting list.")),
        Move("forward", (*UNDECIDED, S.ACCEPTED), S.FORWARDED,
             (n.recipient_not_in_chain, n.reason, n.three_hops_at_most, n.basis_covers_recipient, n.nothing_delivered),
             N_("Forward"), N_("%(who)s forwarded the referral.")),
        Move("decline", UNDECIDED, S.DECLINED, (n.coded_reason, n.who_declined, n.declinable),
             N_("Decline with a reason"), N_("%(who)s declined the referral."), "danger"),
        Move("object", UNDECIDED, S.OBJECTED, (n.handler_named, n.reason),
             N_("Object"), N_("%(who)s objected to the referral."), "danger"),
        Move("uphold", (S.OBJECTED,), S.DECLINED, (n.decision_text,),
             N_("Uphold the objection"), N_("%(who)s upheld the objection."), "main"),
        Move("overrule", (S.OBJECTED,), S.RECEIVED, (n.decision_text,),
             N_("Overrule the objection"), N_("%(who)s overruled the objection.")),
        Move("withdraw", (S.SENT, S.RECEIVED, S.NEEDS_INFO, S.WAITLISTED, S.OBJECTED, S.ACCEPTED), S.WITHDRAWN,
             (n.reason, n.court_liaison_if_order_stands),
             N_("Withdraw"), N_("%(who)s withdrew the referral."), "danger"),
        Move("begin", (S.ACCEPTED,), S.IN_SERVICE, (n.first_contact_or_admission,),
             N_("Begin the service"), N_("%(who)s began the service."), "main"),
        Move("unaccept", (S.ACCEPTED,), S.RECEIVED, (n.reason, n.within_24_hours, n.nothing_delivered),
             N_("Take the acceptance back"), N_("%(who)s took the acceptance back. The child's name was closed.")),
        Move("deliver", (S.IN_SERVICE,), S.DELIVERED, (n.service_delivered, n.discharged_if_admitted, n.result_for_each_need),
             N_("Report delivered"), N_("%(who)s reported the service delivered."), "main"),
        Move("hold", (S.IN_SERVICE,), S.ON_HOLD, (n.coded_reason, n.resume_date_within_30_days),
             N_("Put on hold"), N_("%(who)s put the service on hold.")),
        Move("resume", (S.ON_HOLD,), S.IN_SERVICE, (),
             N_("Resume"), N_("%(who)s resumed the service."), "main"),
        Move("request_cancel", (S.IN_SERVICE, S.ON_HOLD), S.CANCEL_REQUESTED, (n.reason,),
             N_("Ask to cancel"), N_("%(who)s asked to cancel the service."), "danger"),
        Move("refuse_cancel", (S.CANCEL_REQUESTED,), S.IN_SERVICE, (n.reason, n.consent_not_withdrawn_or_court_order),
             N_("Go on with the service"), N_("%(who)s refused to cancel; the service goes on.")),
        Move("cancel", (S.CANCEL_REQUESTED, S.IN_SERVICE, S.ON_HOLD), S.CANCELLED,
             (n.reason, n.handover_note, n.court_liaison_if_order_stands),
             N_("Cancel the service"), N_("%(who)s cancelled the service."), "danger"),
        Move("confirm", (S.DELIVERED,), S.CLOSED, (n.report_to_court_if_court_route,),
             N_("Confirm the result"), N_("%(who)s confirmed the result and closed the referral."), "main"),
        Move("return", (S.DELIVERED,), S.IN_SERVICE, (n.what_is_missing, n.basis_stands, n.once_only),
             N_("Send back: something is missing"), N_("%(who)s sent the referral back: something is missing.")),
        Move("contest", (S.CLOSED,), S.IN_SERVICE, (n.closed_by_system, n.within_30_days, n.case_open, n.basis_stands, n.reason),
             N_("Contest the closing"), N_("%(who)s contested the closing. The child's name was opened again.")),
        Move("expire", (S.SENT, S.RECEIVED, S.NEEDS_INFO), S.EXPIRED,
             (n.three_times_the_running_limit, n.secretary_alerted_at_twice, n.not_emergency_nor_court),
             N_("Expire"), N_("The referral expired: three times the limit had passed.")),
        Move("void", (S.DRAFT, S.SENT, S.RECEIVED, S.NEEDS_INFO), S.VOID, (n.comment, n.court_liaison_if_order_stands),
             N_("Make void"), N_("%(who)s made the referral void."), "danger"),
    ),
)

SENDERS_TURN = frozenset({S.DRAFT, S.NEEDS_INFO, S.DELIVERED})
REVIEWERS_TURN = frozenset({S.OBJECTED})
ENDED = frozenset(S(state) for state in REFERRAL.ended())
LIVE = frozenset(S) - ENDED
RECIPIENTS_TURN = LIVE - SENDERS_TURN - REVIEWERS_TURN
SERVED = frozenset({S.ACCEPTED, S.IN_SERVICE, S.ON_HOLD, S.CANCEL_REQUESTED, S.DELIVERED})
"""The states in which the granted field groups are open to the recipient."""
