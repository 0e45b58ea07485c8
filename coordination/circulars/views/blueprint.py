"""The blueprint that all pages of circulars hang on, and taking a step that a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from coordination.kernel import taking
from coordination.kernel.forms import Form

bp = Blueprint("circulars", __name__, url_prefix="/circulars")

FIELD_OF_NEED = {"reason": "reason"}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)
