"""The blueprint that all pages of activities and occasions hang on, and taking a step that a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from coordination.kernel import taking
from coordination.kernel.forms import Form

bp = Blueprint("activities", __name__)


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt``; what the domain refuses names its field by itself."""
    return taking.attempt(form, step, {})
