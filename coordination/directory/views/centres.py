"""Pages of centres: one centre, taking one in, changing it, and counting its free places."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.directory import commands, queries
from coordination.directory.forms import CentreForm, PlacesForm, centre_values
from coordination.directory.forms.centres import SEXES
from coordination.directory.forms.rules import as_stored
from coordination.directory.models import CENTRE_KIND_LABELS, Agency, Centre
from coordination.directory.views.blueprint import bp, put_refusal
from coordination.kernel.errors import DomainError
from coordination.lang import zone


@bp.get("/centres/<public_id:centre_id>")
@sees("agency.view", find=queries.get_centre)
def centre(centre: Centre) -> str:
    """One centre."""
    return _page(centre, PlacesForm(data={"places_free": centre.places_free}))


@bp.post("/centres/<public_id:centre_id>/places")
@sees("agency.places", find=queries.get_centre)
def places(centre: Centre) -> Any:
    """Say how many places are free today."""
    form = PlacesForm()
    if not form.validate():
        return _page(centre, form), 422
    try:
        commands.set_places_free(g.actor, centre, places=form.places_free.data)
    except DomainError as error:
        status = put_refusal(form, error)
        return _page(centre, form), status
    flash(_("The free places are saved as of today."), "done")
    return redirect(url_for(".centre", centre_id=centre.public_id), 303)


@bp.route("/agencies/<public_id:agency_id>/centres/new", methods=["GET", "POST"])
@sees("centre.edit", find=queries.get_agency)
def create_centre(agency: Agency) -> Any:
    """Take a centre of an agency in."""
    g.pop("thing")  # what the form makes is new: a change of the agency meanwhile does not concern it
    form = CentreForm(service_kinds=queries.list_service_kinds(), data={"active": True, "city": agency.city})
    if not form.is_submitted():
        return render_template("directory/create_centre.html", form=form, agency=agency)
    if not form.validate():
        return render_template("directory/create_centre.html", form=form, agency=agency), 422
    try:
        made = commands.create_centre(g.actor, agency, facts=form.facts())
    except DomainError as error:
        status = put_refusal(form, error)
        return render_template("directory/create_centre.html", form=form, agency=agency), status
    flash(_("The centre is in the directory."), "done")
    return redirect(url_for(".centre", centre_id=made.public_id), 303)


@bp.route("/centres/<public_id:centre_id>/edit", methods=["GET", "POST"])
@sees("centre.edit", find=queries.get_centre)
def edit_centre(centre: Centre) -> Any:
    """Change what is said of a centre."""
    kinds, values = queries.list_service_kinds(), centre_values(centre)
    form = CentreForm(service_kinds=kinds, data=values, saved=as_stored(CentreForm, values, service_kinds=kinds))
    if not form.is_submitted():
        return render_template("directory/edit_centre.html", form=form, centre=centre)
    if not form.validate():
        return render_template("directory/edit_centre.html", form=form, centre=centre), 422
    try:
        commands.edit_centre(g.actor, centre, facts=form.facts())
    except DomainError as error:
        status = put_refusal(form, error)
        return render_template("directory/edit_centre.html", form=form, centre=centre), status
    flash(_("The centre's page is saved."), "done")
    return redirect(url_for(".centre", centre_id=centre.public_id), 303)


def _page(centre: Centre, form: PlacesForm) -> str:
    kinds = {kind.code: kind for kind in queries.list_service_kinds()}
    return render_template(
        "directory/centre.html",
        centre=centre,
        form=form,
        services=[kinds[code] for code in centre.services if code in kinds],
        kinds=CENTRE_KIND_LABELS,
        sexes=SEXES,
        today=zone.today(),
    )
