"""Planning a programme, and changing what one says."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.taking import TAKEN
from coordination.programmes import commands, queries
from coordination.programmes.forms import ProgrammeForm
from coordination.programmes.models import Programme
from coordination.programmes.views.blueprint import agency_chosen, attempt, bp, my_agencies


@bp.get("/programmes/new")
@sees("programme.create")
def new() -> str:
    """The empty form."""
    return _draw_new(ProgrammeForm(owners=my_agencies()))


@bp.post("/programmes/new")
@sees("programme.create")
def create() -> Any:
    """Plan the programme; its phases, partners and money are added on its page."""
    form, made = ProgrammeForm(owners=my_agencies()), list[Programme]()
    status = attempt(
        form,
        lambda: made.append(commands.create(g.actor, agency_id=agency_chosen(form.agency.data), plan=form.plan())),
    )
    if status != TAKEN:
        return _draw_new(form), status
    flash(_("The programme was planned. Add its phases, partners and money."), "done")
    return redirect(url_for(".show", programme_id=made[0].public_id), 303)


@bp.get("/programmes/<public_id:programme_id>/edit")
@sees("programme.edit", find=queries.get_programme)
def edit(programme: Programme) -> str:
    """The form, holding what is stored."""
    form = ProgrammeForm(
        title=programme.title,
        purpose=programme.purpose,
        from_on=programme.from_on,
        to_on=programme.to_on,
        committee=programme.evaluation_group,
        evaluation=programme.evaluation,
    )
    return _draw_edit(programme, form)


@bp.post("/programmes/<public_id:programme_id>/edit")
@sees("programme.edit", find=queries.get_programme)
def save(programme: Programme) -> Any:
    """Store what was changed."""
    form = ProgrammeForm(committee=programme.evaluation_group)
    status = attempt(form, lambda: commands.edit(g.actor, programme, plan=form.plan()))
    if status != TAKEN:
        return _draw_edit(programme, form), status
    flash(_("The programme was changed."), "done")
    return redirect(url_for(".show", programme_id=programme.public_id), 303)


def _draw_new(form: ProgrammeForm) -> str:
    return render_template("programmes/new.html", form=form)


def _draw_edit(programme: Programme, form: ProgrammeForm) -> str:
    return render_template("programmes/edit.html", programme=programme, form=form)
