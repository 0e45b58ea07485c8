"""Entering a point and changing it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.directory.forms.rules import as_stored
from coordination.directory.queries import get_agency
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.lang.text import persian_digits
from coordination.points import commands, queries
from coordination.points.forms import PointForm
from coordination.points.models import USUAL_DAYS, Point
from coordination.points.views.blueprint import attempt, bp


@bp.get("/points/new")
@sees("point.create")
def new() -> str:
    """The empty form."""
    return _draw(_empty(), None)


@bp.post("/points/new")
@sees("point.create")
def create() -> Any:
    """Keep the point."""
    form, made = _empty(), list[Point]()
    status = attempt(form, lambda: made.append(_create(form)))
    if status != TAKEN:
        return _draw(form, None), status
    flash(_("The point was entered."), "done")
    return redirect(url_for(".show", point_id=made[0].public_id), 303)


def _create(form: PointForm) -> Point:
    agency = get_agency(form.agency.data or "")
    if agency is None:
        raise Invalid(
            N_("No agency is chosen, so nothing was saved."),
            field="agency",
            advice=N_("Choose one of the list: agencies that run a mobile unit."),
        )
    return commands.create_point(g.actor, agency, facts=form.facts())


def _empty() -> PointForm:
    """With the agencies whose units the reader may enter points for: his own; for a group's secretary every one."""
    units = queries.list_units(g.actor, everywhere=bool(g.actor.groups("secretary")))
    names = {one.agency: pick({"name_fa": one.agency_name_fa, "name_en": one.agency_name_en}, "name") for one in units}
    return PointForm(data={"visit_every": USUAL_DAYS, "active": True}, agencies=list(names.items()))


@bp.get("/points/<public_id:point_id>/edit")
@sees("point.edit", find=queries.get_point)
def edit(point: Point) -> str:
    """The form, holding what is stored."""
    return _draw(_stored(point), point)


@bp.post("/points/<public_id:point_id>/edit")
@sees("point.edit", find=queries.get_point)
def save(point: Point) -> Any:
    """Store what was changed."""
    form = _stored(point)
    status = attempt(form, lambda: commands.edit_point(g.actor, point, facts=form.facts()))
    if status != TAKEN:
        return _draw(form, point), status
    flash(_("The point was changed."), "done")
    return redirect(url_for(".show", point_id=point.public_id), 303)


def _stored(point: Point) -> PointForm:
    names = ("name", "code", "city", "district", "group", "visit_every", "note", "active")
    place = {"latitude": _typed(point.latitude), "longitude": _typed(point.longitude)}
    values = {name: getattr(point, name) for name in names} | place | {"district": say.digits_for(point.district)}
    return PointForm(data=values, saved=as_stored(PointForm, values))


def _typed(degrees: float | None) -> str:
    return "" if degrees is None else f"{degrees:g}" if degrees == round(degrees, 4) else f"{degrees:.6f}"


def _draw(form: PointForm, point: Point | None) -> str:
    return render_template("points/edit.html", form=form, point=point, digits=persian_digits)
