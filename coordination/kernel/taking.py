"""Taking a step that a form asks for: what the domain refuses is shown in the form, with the typed text kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid, Unmet
from coordination.kernel.forms import Form, put_error
from coordination.lang import say

TAKEN = 303
REFUSED = 422


def attempt(form: Form, step: Callable[[], Any], fields: Mapping[str, str]) -> int:
    """TAKEN when the form was well formed and ``step()`` went through; else the status of the page to show again.

    ``fields`` says which field answers a need; the others are told above the form.
    """
    if not form.validate():
        return REFUSED
    try:
        step()
    except DomainError as error:
        # The guard rolls back what was tried; drawing the page must not write it.
        db.session().autoflush = False
        show_refusal(form, error, fields)
        return error.status
    return TAKEN


def show_refusal(form: Form, error: DomainError, fields: Mapping[str, str]) -> None:
    """Put each sentence of a refusal beside the field it is about."""
    if isinstance(error, Unmet):
        for code, message in error.needs.items():
            put_error(form, fields.get(code), say.message(message))
        return
    words = [say.message(part) for part in (error.message, error.advice) if part is not None]
    put_error(form, error.field if isinstance(error, Invalid) else None, " ".join(words))
