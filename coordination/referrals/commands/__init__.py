"""All writes of referrals, one function per verb: it sets what was typed, performs its move, restarts the clock."""

from coordination.referrals.commands.deciding import (
    accept,
    answer,
    ask,
    decline,
    object_,
    overrule,
    receive,
    unaccept,
    uphold,
    waitlist,
)
from coordination.referrals.commands.drafting import draft, edit_draft, send, void
from coordination.referrals.commands.ending import (
    cancel,
    confirm,
    contest,
    expire,
    refuse_cancel,
    request_cancel,
    return_,
    withdraw,
)
from coordination.referrals.commands.forwarding import forward
from coordination.referrals.commands.papers import assign, attach, comment, lift_order, save_filter, set_numbers
from coordination.referrals.commands.records import (
    discharge,
    record_admission,
    record_admission_on_case,
    record_service,
    record_service_on_case,
    void_service,
)
from coordination.referrals.commands.serving import begin, deliver, hold, resume

__all__ = [
    "accept",
    "answer",
    "ask",
    "assign",
    "attach",
    "begin",
    "cancel",
    "comment",
    "confirm",
    "contest",
    "decline",
    "deliver",
    "discharge",
    "draft",
    "edit_draft",
    "expire",
    "forward",
    "hold",
    "lift_order",
    "object_",
    "overrule",
    "receive",
    "record_admission",
    "record_admission_on_case",
    "record_service",
    "record_service_on_case",
    "refuse_cancel",
    "request_cancel",
    "resume",
    "return_",
    "save_filter",
    "send",
    "set_numbers",
    "unaccept",
    "uphold",
    "void",
    "void_service",
    "waitlist",
    "withdraw",
]
