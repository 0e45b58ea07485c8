"""What each move of minutes and of a signature needs, over facts loaded once (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.kernel.machine import need
from coordination.kernel.messages import N_
from coordination.meetings.needs import reason
from coordination.minutes.models import Minutes, Signature

__all__ = ["reason"]


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """What is known when a move of minutes is tried."""

    now: datetime
    checks_open: int = 0
    """Findings of the checks that were not waived."""
    comments_open: int = 0
    rule_met: bool = False
    """The group's approval rule is satisfied by this actor now (``minutes.approval.rule_met``)."""
    signatures_pending: int = 0


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """What is known when a move of a signature is tried."""

    note: str = ""
    password_given: bool = False
    """The signatory's own password was typed again and fits."""
    scan_checked: bool = False
    """The secretary attached the signed paper and says that it was checked."""


@need(N_("The checks found something. Mend each finding, or let it pass with a click."))
def checks_clean_or_waived(_actor: Any, _minutes: Minutes, facts: MinutesFacts) -> bool:
    return facts.checks_open == 0


@need(N_("A comment has no answer yet. Answer every comment first."))
def comments_answered(_actor: Any, _minutes: Minutes, facts: MinutesFacts) -> bool:
    return facts.comments_open == 0


@need(N_("The group's rule for approving minutes is not met yet."))
def approval_rule_met(_actor: Any, _minutes: Minutes, facts: MinutesFacts) -> bool:
    return facts.rule_met


@need(N_("A signature is still pending."))
def no_signature_pending(_actor: Any, _minutes: Minutes, facts: MinutesFacts) -> bool:
    return facts.signatures_pending == 0


@need(N_("The signature was not given: type your password, or attach the signed paper and check it."), typed=True)
def password_or_checked_scan(_actor: Any, _signature: Signature, facts: SignatureFacts) -> bool:
    return facts.password_given or facts.scan_checked
