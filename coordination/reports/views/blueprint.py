"""The blueprint that all pages of reports hang on, and taking a step that a form asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, url_for

from coordination.kernel import taking
from coordination.kernel.forms import Form
from coordination.reports.models import Report

bp = Blueprint("reports", __name__, url_prefix="/reports")


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, {"reason": "reason"})


def back_to(report: Report, anchor: str | None = None) -> str:
    """The report's own page."""
    return url_for(".show", report_id=report.public_id, _anchor=anchor)
