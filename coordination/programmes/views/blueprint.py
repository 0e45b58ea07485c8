"""The blueprint that all pages of programmes and memoranda hang on, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g

from coordination.activities.issuers import DESK
from coordination.kernel import taking
from coordination.kernel.errors import Invalid
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.filters import pick

bp = Blueprint("programmes", __name__)

FIELD_OF_NEED = {"reason": "reason", "evaluation": "evaluation"}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)


def my_agencies() -> list[tuple[str, str]]:
    """The agencies at whose desk the reader is, by id and name; asks nothing of the database."""
    return list(
        {
            str(post.agency_id): pick({"name_fa": post.agency_name_fa, "name_en": post.agency_name_en}, "name")
            for post in g.actor.posts
            if post.kind in DESK
        }.items()
    )


def agency_chosen(value: str | None) -> int:
    """The id of the agency that was chosen. Raises Invalid where it is none of one's own."""
    if value not in dict(my_agencies()):
        raise Invalid(
            N_("It is not said for which agency this is, so nothing was saved."),
            field="agency",
            advice=N_("Choose one of the list."),
        )
    return int(value or 0)
