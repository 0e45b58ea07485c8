"""Pages on which the reviewers of an agency and of the installation are named, and completion of people's names."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts.names import find_people
from coordination.directory import queries
from coordination.directory.models import Agency, Installation
from coordination.kernel.errors import Invalid, NotFound
from coordination.kernel.forms import put_error
from coordination.lang.say import message
from coordination.reviewers import commands
from coordination.reviewers.forms import ReviewersForm

bp = Blueprint("reviewers", __name__)


@bp.route("/agencies/<public_id:agency_id>/reviewers", methods=["GET", "POST"])
@sees("agency.edit", find=queries.get_agency)
def agency(agency: Agency) -> Any:
    """Who rules on objections to what this agency sends."""
    return _page(agency, url_for("directory.show", agency_id=agency.public_id))


@bp.route("/settings/reviewers", methods=["GET", "POST"])
@sees("settings.edit")
def installation() -> Any:
    """Who rules for agencies that name nobody themselves."""
    found = queries.get_installation()
    if found is None:
        raise NotFound()
    g.thing = found
    return _page(found, url_for("directory.settings"))


@bp.get("/people/complete")
@sees("person.list")
def complete() -> str:
    """Options for a field in which a person is named: the answer to what was typed so far."""
    typed = request.args.get(request.args.get("field", "q"), "")
    return render_template("reviewers/complete.html", people=find_people(typed))


def _page(thing: Agency | Installation, back: str) -> Any:
    names = {
        "first": thing.reviewer.name if thing.reviewer else "",
        "second": thing.second_reviewer.name if thing.second_reviewer else "",
    }
    form = ReviewersForm(data={"first": thing.reviewer, "second": thing.second_reviewer}, saved=names)
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.name_reviewers(g.actor, thing, first=form.first.data, second=form.second.data)
            except Invalid as error:
                put_error(form, error.field, message(error.message))
            else:
                flash(_("The reviewers are named."), "done")
                return redirect(back, 303)
    return render_template("reviewers/page.html", form=form, thing=thing, back=back), status


def register(app: Flask) -> None:
    """Add the pages of reviewers."""
    app.register_blueprint(bp)
