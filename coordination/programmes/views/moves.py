"""The moves of a programme: each a page that says what follows from it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel.forms import Form
from coordination.kernel.taking import TAKEN
from coordination.programmes import commands, queries
from coordination.programmes.forms import FinishForm, StepForm
from coordination.programmes.models import Programme
from coordination.programmes.states import PROGRAMME
from coordination.programmes.views.blueprint import attempt, bp


@bp.get("/programmes/<public_id:programme_id>/start")
@sees("programme.start", find=queries.get_programme)
def start(programme: Programme) -> str:
    """Ask once more before it begins."""
    return _draw(programme, "start", StepForm())


@bp.post("/programmes/<public_id:programme_id>/start")
@sees("programme.start", find=queries.get_programme)
def take_start(programme: Programme) -> Any:
    """The programme runs."""
    form = StepForm()
    status = attempt(form, lambda: commands.start(g.actor, programme))
    return _answer(programme, "start", form, status, _("The programme was started."))


@bp.get("/programmes/<public_id:programme_id>/finish")
@sees("programme.finish", find=queries.get_programme)
def finish(programme: Programme) -> str:
    """Ask for the evaluation."""
    return _draw(programme, "finish", FinishForm(evaluation=programme.evaluation))


@bp.post("/programmes/<public_id:programme_id>/finish")
@sees("programme.finish", find=queries.get_programme)
def take_finish(programme: Programme) -> Any:
    """The programme ends with its evaluation."""
    form = FinishForm()
    status = attempt(form, lambda: commands.finish(g.actor, programme, evaluation=form.evaluation.data or ""))
    return _answer(programme, "finish", form, status, _("The programme was finished."))


def _answer(programme: Programme, move: str, form: Form, status: int, done: str) -> Any:
    if status != TAKEN:
        return _draw(programme, move, form), status
    flash(done, "done")
    return redirect(url_for(".show", programme_id=programme.public_id), 303)


def _draw(programme: Programme, move: str, form: Form) -> str:
    return render_template("programmes/move.html", programme=programme, move=PROGRAMME.moves[move], form=form)
