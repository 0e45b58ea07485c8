"""The machines of minutes and of a signature: every state with its look, every move with its needs (machines.csv)."""

from __future__ import annotations

from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_
from coordination.minutes import needs as n
from coordination.minutes.models import MinutesState as M
from coordination.minutes.models import SignatureState as G

MINUTES = Machine(
    "minutes",
    M,
    looks={
        M.DRAFTING: Look(N_("Being written"), "way", "quarter"),
        M.IN_REVIEW: Look(N_("Circulated"), "work", "half"),
        M.APPROVED: Look(N_("Approved"), "work", "nearlyfull"),
        M.SIGNED: Look(N_("Signed"), "ended", "tick"),
    },
    moves=(
        Move("circulate", (M.DRAFTING,), M.IN_REVIEW, (n.checks_clean_or_waived,),
             N_("Circulate"), N_("%(who)s circulated the minutes."), "main"),
        Move("revise", (M.IN_REVIEW,), M.DRAFTING, (),
             N_("Take back for revision"), N_("%(who)s took the minutes back for revision.")),
        Move("approve", (M.IN_REVIEW,), M.APPROVED, (n.comments_answered, n.approval_rule_met),
             N_("Approve the minutes"), N_("%(who)s approved the minutes."), "main"),
        Move("sign", (M.APPROVED,), M.SIGNED, (n.no_signature_pending,),
             N_("Freeze"), N_("All signatures are there; the minutes were frozen.")),
    ),
)  # fmt: skip

SIGNATURE = Machine(
    "signature",
    G,
    looks={
        G.PENDING: Look(N_("Signature pending"), "way", "ring"),
        G.SIGNED: Look(N_("Signed"), "ended", "tick"),
        G.REFUSED: Look(N_("Signature refused"), "ended", "stroke"),
        G.WAIVED: Look(N_("Signature waived"), "ended", "stroke"),
    },
    moves=(
        Move("sign", (G.PENDING,), G.SIGNED, (n.password_or_checked_scan,),
             N_("Sign"), N_("%(who)s signed the minutes."), "main"),
        Move("refuse", (G.PENDING,), G.REFUSED, (n.reason,),
             N_("Refuse to sign"), N_("%(who)s refused to sign."), "danger"),
        Move("waive", (G.PENDING,), G.WAIVED, (n.reason,),
             N_("Go on without this signature"), N_("%(who)s went on without a signature.")),
    ),
)  # fmt: skip
