"""What the pages of groups share: the blueprint, and refusals of the domain beside their field."""

from __future__ import annotations

from flask import Blueprint

from coordination.kernel.errors import DomainError
from coordination.kernel.forms import Form, put_error
from coordination.lang.say import message

bp = Blueprint("groups", __name__)


def put_refusal(form: Form, error: DomainError) -> int:
    """Put what a command refused into the form, with what would help; the status of the answer."""
    words = message(error.message)
    if error.advice is not None:
        words = f"{words} {message(error.advice)}"
    put_error(form, getattr(error, "field", None), words)
    return error.status
