"""The blueprint that the pages of the register hang on, and taking a step that a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for

from coordination.kernel import taking
from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.identifiers import WARNINGS, check_organisation_id
from coordination.registrations.models import Registration

bp = Blueprint("registrations", __name__)

FIELD_OF_NEED = {
    "what_is_missing": "missing",
    "documents_checked": "documents_checked",
    "valid_until": "valid_until",
    "reason": "reason",
    "organisation_id": "organisation_id",
}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)


def number_warning(registration: Registration) -> str | None:
    """What is doubtful about the organisation id, in words; it blocks nothing."""
    code = check_organisation_id(registration.organisation_id) if registration.organisation_id else None
    return say.message(WARNINGS[code]) if code else None


def back_to(registration: Registration) -> str:
    """The registration's own page."""
    return url_for("registrations.show", registration_id=registration.public_id)
