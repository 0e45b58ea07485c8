"""The machines of an action and an extension: every state with its look, every move with its needs (machines.csv)."""

from __future__ import annotations

from coordination.actions import needs as n
from coordination.actions.models import ActionState as S
from coordination.actions.models import ExtensionState as X
from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_

LIVE = (S.ISSUED, S.ACCEPTED, S.DISPUTED, S.IN_PROGRESS, S.BLOCKED, S.REPORTED_DONE)
"""Issued and not over."""

OWED = (S.ISSUED, S.ACCEPTED, S.DISPUTED, S.IN_PROGRESS, S.BLOCKED)
"""Live, and still the owner's to do: what can be late."""

ACTION = Machine(
    "action",
    S,
    looks={
        S.DRAFT: Look(N_("Draft"), "way", "ring"),
        S.ISSUED: Look(N_("Issued"), "way", "eighth"),
        S.ACCEPTED: Look(N_("Accepted"), "way", "quarter"),
        S.DISPUTED: Look(N_("Disputed"), "still", "bars"),
        S.IN_PROGRESS: Look(N_("In progress"), "work", "half"),
        S.BLOCKED: Look(N_("Waiting for another"), "still", "bars"),
        S.REPORTED_DONE: Look(N_("Waits for verification"), "work", "nearlyfull"),
        S.VERIFIED: Look(N_("Verified"), "ended", "tick"),
        S.CANCELLED: Look(N_("Cancelled"), "ended", "stroke"),
    },
    moves=(
        Move("issue", (S.DRAFT,), S.ISSUED,
             (n.owner_agency_and_person, n.deliverable, n.due_date, n.verifier_not_owner),
             N_("Issue"), N_("%(who)s issued the action."), "main"),
        Move("accept", (S.ISSUED,), S.ACCEPTED, (),
             N_("Accept the action"), N_("%(who)s accepted the action."), "main"),
        Move("dispute", (S.ISSUED,), S.DISPUTED, (n.coded_reason,),
             N_("Dispute"), N_("%(who)s disputed the action."), "danger"),
        Move("dismiss_dispute", (S.DISPUTED,), S.ISSUED, (n.ruling,),
             N_("Uphold the action"), N_("%(who)s ruled that the action stays.")),
        Move("transfer", (S.ISSUED, S.ACCEPTED, S.IN_PROGRESS, S.BLOCKED, S.DISPUTED), S.ISSUED,
             (n.new_owner, n.reason),
             N_("Give to another"), N_("%(who)s gave the action to another owner.")),
        Move("start", (S.ISSUED, S.ACCEPTED), S.IN_PROGRESS, (),
             N_("Start"), N_("%(who)s started on it.")),
        Move("block", (S.IN_PROGRESS,), S.BLOCKED, (n.reason, n.waiting_on),
             N_("Waits for another"), N_("%(who)s reported that it waits for another.")),
        Move("unblock", (S.BLOCKED,), S.IN_PROGRESS, (),
             N_("Go on with it"), N_("%(who)s went on with it."), "main"),
        Move("report_done", (S.ISSUED, S.ACCEPTED, S.IN_PROGRESS), S.REPORTED_DONE, (n.result, n.evidence_or_text),
             N_("Report done"), N_("%(who)s reported it done."), "main"),
        Move("verify", (S.REPORTED_DONE,), S.VERIFIED, (n.not_the_owner,),
             N_("Verify"), N_("%(who)s verified that it is done."), "main"),
        Move("send_back", (S.REPORTED_DONE,), S.IN_PROGRESS, (n.comment,),
             N_("Send back"), N_("%(who)s sent it back: something is missing.")),
        Move("cancel", (S.DRAFT, S.ISSUED, S.ACCEPTED, S.IN_PROGRESS, S.BLOCKED, S.DISPUTED), S.CANCELLED, (n.reason,),
             N_("Cancel the action"), N_("%(who)s cancelled the action."), "danger"),
    ),
)  # fmt: skip

EXTENSION = Machine(
    "extension",
    X,
    looks={
        X.REQUESTED: Look(N_("More time asked"), "still", "bars"),
        X.GRANTED: Look(N_("Granted"), "ended", "tick"),
        X.REFUSED: Look(N_("Refused"), "ended", "stroke"),
    },
    moves=(
        Move("grant", (X.REQUESTED,), X.GRANTED, (n.new_date,),
             N_("Grant more time"), N_("%(who)s granted more time."), "main"),
        Move("refuse", (X.REQUESTED,), X.REFUSED, (n.reason,),
             N_("Refuse more time"), N_("%(who)s refused more time."), "danger"),
    ),
)  # fmt: skip
