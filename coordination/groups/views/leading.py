"""Pages on which the group that leads an agency, and that of all agencies that name none, are named."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.directory import queries as directory
from coordination.directory.forms.rules import as_stored
from coordination.directory.models import Agency, Installation
from coordination.groups import commands
from coordination.groups.forms import LeadForm
from coordination.groups.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError, NotFound


@bp.route("/agencies/<public_id:agency_id>/lead-group", methods=["GET", "POST"])
@sees("agency.edit", find=directory.get_agency)
def lead_of_agency(agency: Agency) -> Any:
    """Whose secretary rules on objections to what this agency sends."""
    return _page(agency, url_for("directory.show", agency_id=agency.public_id))


@bp.route("/settings/lead-group", methods=["GET", "POST"])
@sees("settings.edit")
def lead_default() -> Any:
    """The lead group of agencies that name none themselves."""
    found = directory.get_installation()
    if found is None:
        raise NotFound()
    g.thing = found
    return _page(found, url_for("directory.settings"))


def _page(thing: Agency | Installation, back: str) -> Any:
    values = {"group": thing.lead_group}
    form = LeadForm(data=values, saved=as_stored(LeadForm, values))
    status = 200
    if form.is_submitted():
        status = 422
        if form.validate():
            try:
                commands.name_lead_group(g.actor, thing, form.group.data)
            except DomainError as error:
                status = put_refusal(form, error)
            else:
                flash(_("The lead group is named."), "done")
                return redirect(back, 303)
    return render_template("groups/lead.html", form=form, thing=thing, back=back), status
