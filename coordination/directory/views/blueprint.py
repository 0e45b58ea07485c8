"""The blueprint of the directory, and how its pages show a refusal of the domain beside the field it belongs to."""

from __future__ import annotations

from flask import Blueprint

from coordination.kernel.errors import DomainError
from coordination.kernel.forms import Form, put_error
from coordination.lang.say import message

bp = Blueprint("directory", __name__)


def put_refusal(form: Form, error: DomainError) -> int:
    """Put what a command refused into the form; the status of the answer."""
    put_error(form, getattr(error, "field", None), message(error.message))
    return error.status
