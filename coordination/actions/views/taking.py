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
    "owner_agency_and_person": "owner",
    "deliverable": "deliverable",
    "due_date": "due_on",
    "verifier_not_owner": "verifier",
    "coded_reason": "code",
    "ruling": "ruling",
    "new_owner": "person",
    "reason": "reason",
    "waiting_on": "waiting_on",
    "result": "result",
    "evidence_or_text": "result",
    "comment": "comment",
    "new_date": "on",
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
        _show_refusal(form, error)
        return error.status
    return TAKEN


def _show_refusal(form: Form, error: DomainError) -> None:
    """Put each sentence of a refusal beside the field it is about, once."""
    if isinstance(error, Unmet):
        said = set()
        for code, message in error.needs.items():
            field = FIELD_OF_NEED.get(code)
            if field is None or field not in said:
                put_error(form, field, say.message(message))
            said.add(field)
        return
    words = [say.message(part) for part in (error.message, error.advice) if part is not None]
    put_error(form, error.field if isinstance(error, Invalid) else None, " ".join(words))
