"""Taking a step that a form asks for: what the domain refuses is shown in the form, with the typed text kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid, Unmet
from coordination.kernel.forms import Form, put_error
from coordination.lang import say

TAKEN = 303
REFUSED = 422

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
    """TAKEN when the form was well formed and ``step()`` went through; else the status of the page to show again."""
    if not form.validate():
        return REFUSED
    try:
        step()
    except DomainError as error:
        # The guard rolls back what was tried; drawing the page must not write it.
        db.session().autoflush = False
        show_refusal(form, error)
        return error.status
    return TAKEN


def show_refusal(form: Form, error: DomainError) -> None:
    """Put each sentence of a refusal beside the field it is about."""
    if isinstance(error, Unmet):
        for code, message in error.needs.items():
            put_error(form, FIELD_OF_NEED.get(code), say.message(message))
        return
    words = [say.message(part) for part in (error.message, error.advice) if part is not None]
    put_error(form, error.field if isinstance(error, Invalid) else None, " ".join(words))
