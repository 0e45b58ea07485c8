"""The search page: one box, from any page."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for

from coordination.access.web import sees
from coordination.cases.states import CASE
from coordination.referrals.states import REFERRAL
from coordination.search import queries
from coordination.vault.blind import blind

bp = Blueprint("search", __name__)
LONGEST = 60


@bp.get("/search")
@sees("search.use")
def show() -> Any:
    """What was found; a single find is opened at once."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    if not typed:
        return render_template("search/show.html", typed="", referrals=[], cases=[])
    g.actor.read("search", "search", [], term=blind("search", typed))
    referrals, cases = queries.find_referrals(g.actor, typed), queries.find_cases(g.actor, typed)
    if len(referrals) + len(cases) == 1:
        if referrals:
            return redirect(url_for("referrals.show", referral_id=referrals[0].public_id), 303)
        return redirect(url_for("cases.show", case_id=cases[0].public_id), 303)
    return render_template(
        "search/show.html",
        typed=typed,
        referrals=referrals,
        cases=cases,
        referral_look=REFERRAL.look,
        case_look=CASE.look,
    )


def register(app: Flask) -> None:
    """Add the search page."""
    app.register_blueprint(bp)
