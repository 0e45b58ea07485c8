"""Taking a step of a referral that a form asks for: which field answers which need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coordination.kernel import taking
from coordination.kernel.forms import Form

FIELD_OF_NEED = {
    "handler_named": "handler",
    "intake_date": "intake_on",
    "question": "question",
    "answer": "answer",
    "review_date_within_limit": "review_on",
    "safety_note": "safety_note",
    "coded_reason": "code",
    "who_declined": "who",
    "reason": "reason",
    "decision_text": "decision",
    "recipient_not_in_chain": "recipient",
    "basis_covers_recipient": "recipient",
    "first_contact_or_admission": "first_contact_on",
    "resume_date_within_30_days": "resume_on",
    "handover_note": "handover",
    "report_to_court_if_court_route": "court_reported_on",
    "what_is_missing": "missing",
    "comment": "comment",
    "disclosure_confirmed": "confirmed",
    "result_for_each_need": "results",
}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)
