"""Entering a figure of an indicator, and correcting one."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.indicators import commands, queries
from coordination.indicators.forms import FigureForm, stored_figure
from coordination.indicators.models import NATURE_LABELS, Indicator, IndicatorValue, Nature
from coordination.indicators.units import said
from coordination.indicators.views.blueprint import bp
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN, attempt
from coordination.lang.spans import words


@bp.get("/<public_id:indicator_id>/figures/new")
@sees("indicator.enter", find=queries.get_indicator)
def new_figure(indicator: Indicator) -> str:
    """The empty form."""
    return _draw(indicator, FigureForm(computed=indicator.computed is not None))


@bp.post("/<public_id:indicator_id>/figures/new")
@sees("indicator.enter", find=queries.get_indicator)
def enter_figure(indicator: Indicator) -> Any:
    """Enter it; what is against the definition is told beside its field."""
    form = FigureForm(computed=indicator.computed is not None)
    status = attempt(form, lambda: commands.enter(g.actor, indicator, figure=form.figure()), {})
    if status != TAKEN:
        return _draw(indicator, form), status
    flash(_("The figure was entered."), "done")
    return redirect(url_for(".show", indicator_id=indicator.public_id), 303)


@bp.get("/<public_id:indicator_id>/figures/<public_id:value>")
@sees("indicator.enter", find=queries.get_indicator)
def correct_figure(indicator: Indicator, value: str) -> str:
    """The form, holding the figure that is to be corrected."""
    old = _found(indicator, value)
    return _draw(indicator, FigureForm(correcting=True, **stored_figure(old)), old)


@bp.post("/<public_id:indicator_id>/figures/<public_id:value>")
@sees("indicator.enter", find=queries.get_indicator)
def take_correction(indicator: Indicator, value: str) -> Any:
    """Another figure takes its place; the old one stays in the history."""
    old = _found(indicator, value)
    form = FigureForm(correcting=True)
    status = attempt(
        form,
        lambda: commands.correct(
            g.actor, indicator, old, figure=form.figure(Nature(old.nature)), why=form.why.data or ""
        ),
        {},
    )
    if status != TAKEN:
        return _draw(indicator, form, old), status
    flash(_("The figure was corrected; the old one stays in the history."), "done")
    return redirect(url_for(".show", indicator_id=indicator.public_id), 303)


def _found(indicator: Indicator, public_id: str) -> IndicatorValue:
    for one in queries.list_figures(indicator):
        if one.public_id == public_id:
            return one
    raise NotFound()


def _draw(indicator: Indicator, form: FigureForm, old: IndicatorValue | None = None) -> str:
    return render_template(
        "indicators/figure.html",
        indicator=indicator,
        form=form,
        old=old,
        nature=NATURE_LABELS[Nature(old.nature)] if old is not None else None,
        period=words,
        unit=said(indicator.unit),
    )
