"""Defining an indicator, and changing its definition."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.activities.issuers import DESK, list_mine
from coordination.indicators import commands, queries
from coordination.indicators.forms import DefinitionForm, stored_definition
from coordination.indicators.models import Indicator
from coordination.indicators.views.blueprint import bp
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN, attempt
from coordination.programmes.queries import list_programmes_of


@bp.get("/new")
@sees("indicator.enter")
def new() -> str:
    """The empty form."""
    return _draw_new(_form_new(whole=True))


@bp.post("/new")
@sees("indicator.enter")
def create() -> Any:
    """Define it; its figures are entered on its page."""
    form, made = _form_new(), list[Indicator]()
    status = attempt(form, lambda: made.append(_define(form)), {})
    if status != TAKEN:
        return _draw_new(form), status
    flash(_("The indicator was defined. Enter its target and its figures."), "done")
    return redirect(url_for(".show", indicator_id=made[0].public_id), 303)


def _define(form: DefinitionForm) -> Indicator:
    issuer = form.issuer.chosen
    if issuer is None:
        raise Invalid(
            N_("It is not said whose indicator this is, so nothing was saved."),
            field="issuer",
            advice=N_("Choose one of the list."),
        )
    return commands.define(g.actor, issuer=issuer, definition=form.definition_typed())


@bp.get("/<public_id:indicator_id>/edit")
@sees("indicator.enter", find=queries.get_indicator)
def edit(indicator: Indicator) -> str:
    """The form, holding what is stored."""
    return _draw_edit(indicator, _form_of(indicator, **stored_definition(indicator)))


@bp.post("/<public_id:indicator_id>/edit")
@sees("indicator.enter", find=queries.get_indicator)
def save(indicator: Indicator) -> Any:
    """Change the definition, within what its figures allow."""
    form = _form_of(indicator)
    status = attempt(form, lambda: commands.redefine(g.actor, indicator, definition=form.definition_typed()), {})
    if status != TAKEN:
        return _draw_edit(indicator, form), status
    flash(_("The definition was changed."), "done")
    return redirect(url_for(".show", indicator_id=indicator.public_id), 303)


def _form_new(**values: Any) -> DefinitionForm:
    return DefinitionForm(issuers=list_mine(g.actor), programmes=list_programmes_of(g.actor.agencies(*DESK)), **values)


def _form_of(indicator: Indicator, **values: Any) -> DefinitionForm:
    agency_ids = frozenset({indicator.agency_id} if indicator.agency_id is not None else ())
    return DefinitionForm(programmes=list_programmes_of(agency_ids) if agency_ids else (), **values)


def _draw_new(form: DefinitionForm) -> str:
    return render_template("indicators/new.html", form=form)


def _draw_edit(indicator: Indicator, form: DefinitionForm) -> str:
    return render_template("indicators/edit.html", indicator=indicator, form=form)
