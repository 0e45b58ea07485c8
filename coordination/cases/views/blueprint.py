"""The blueprint of cases, and what all its pages share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from coordination.kernel.errors import DomainError, Unmet
from coordination.kernel.forms import Form, put_error
from coordination.lang import say

bp = Blueprint("cases", __name__, url_prefix="/cases")


def refused(error: DomainError, form: Form, template: str, **page: Any) -> tuple[str, int]:
    """The page again with what a command refused, beside its field where it names one, and the error's status."""
    messages = error.needs.values() if isinstance(error, Unmet) else (error.message,)
    for message in messages:
        words = [say.message(part) for part in (message, error.advice) if part is not None]
        put_error(form, getattr(error, "field", None), " ".join(words))
    return render_template(template, form=form, **page), error.status
