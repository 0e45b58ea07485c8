"""The blueprint that all pages of resolutions hang on, and taking a step that a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid, Unmet
from coordination.kernel.forms import Form, put_error
from coordination.lang import say

bp = Blueprint("resolutions", __name__, url_prefix="/resolutions")

TAKEN = 303
REFUSED = 422
FIELD_OF_NEED = {
    "reason": "reason",
    "result": "result",
    "majority_or_consensus": "votes_for",
    "outside_body": "body",
    "its_number_and_date": "number",
    "scan": "scan",
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
    if isinstance(error, Unmet):
        for code, message in error.needs.items():
            put_error(form, FIELD_OF_NEED.get(code), say.message(message))
        return
    words = [say.message(part) for part in (error.message, error.advice) if part is not None]
    put_error(form, error.field if isinstance(error, Invalid) else None, " ".join(words))
