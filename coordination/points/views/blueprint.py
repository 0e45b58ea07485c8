"""The blueprint that all pages of points and rounds hang on, lateness in words, and taking a step of a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint

from coordination.kernel import clock, taking
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date

bp = Blueprint("points", __name__)


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt``; what the domain refuses names its field by itself."""
    return taking.attempt(form, step, {})


def visited(last: datetime | None) -> Message:
    """«Not visited for 12 days», «visited today», «never visited»."""
    if last is None:
        return Message(N_("never visited"))
    days = (local_date(clock.now()) - local_date(last)).days
    match days:
        case 0:
            return Message(N_("visited today"))
        case 1:
            return Message(N_("visited yesterday"))
        case _:
            return Message(N_("not visited for %(days)s days"), days=days)
