"""Everything that writes on minutes: one function per verb; none commits."""

from coordination.minutes.commands.approving import approve
from coordination.minutes.commands.circulating import circulate, revise, waive
from coordination.minutes.commands.reviewing import answer, assent, comment
from coordination.minutes.commands.signing import first_before, refuse_signature, sign, sign_scan, waive_signature

__all__ = [
    "answer",
    "approve",
    "assent",
    "circulate",
    "comment",
    "first_before",
    "refuse_signature",
    "revise",
    "sign",
    "sign_scan",
    "waive",
    "waive_signature",
]
