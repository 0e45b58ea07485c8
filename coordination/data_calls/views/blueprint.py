"""The blueprint that the pages of data calls and distributions hang on, and what they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _

from coordination.activities.issuers import DESK
from coordination.groups.models import SeatKind
from coordination.kernel import taking
from coordination.kernel.forms import Form
from coordination.kernel.paging import Link

bp = Blueprint("data_calls", __name__)

FIELD_OF_NEED = {
    "reason": "reason",
    "comment": "comment",
    "missing_listed": "confirm",
    "due_date": "due_on",
    "quantity": "quantity",
    "quantity_received": "received",
}
"""Which field answers a need; the others are told above the form."""


def attempt(form: Form, step: Callable[[], Any]) -> int:
    """``kernel.taking.attempt`` with the fields of these forms."""
    return taking.attempt(form, step, FIELD_OF_NEED)


def sections(part: str) -> list[Link]:
    """The two kinds of lists side by side."""
    return [
        Link(_("Data calls"), url_for("data_calls.index"), part == "calls"),
        Link(_("Distributions"), url_for("data_calls.distributions"), part == "distributions"),
    ]


def sides(endpoint: str, asked: Any, issued: Any) -> tuple[str, list[Link]]:
    """What comes to the reader's agencies, or what he issues: the one that the address names, else that of his agency;
    and links to both where he has both."""
    has_agency = bool(g.actor.agencies(*DESK))
    issues = has_agency or bool(g.actor.groups(SeatKind.SECRETARY))
    wanted = request.args.get("side", "")
    side = wanted if wanted in ("asked", "issued") else "asked" if has_agency else "issued"
    if not has_agency:
        side = "issued"
    links = [
        Link(label, url_for(endpoint, side=name), side == name)
        for name, label, there in (("asked", asked, has_agency), ("issued", issued, issues))
        if there
    ]
    return side, links if len(links) > 1 else []


def search_of() -> dict[str, str]:
    """The part of the address that is the filter."""
    return {name: request.args[name].strip()[:100] for name in ("q", "state") if request.args.get(name, "").strip()}
