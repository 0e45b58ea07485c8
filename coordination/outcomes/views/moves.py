"""The steps of an outcome's verifier, each a page with what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.actor import Actor
from coordination.access.web import sees
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.outcomes import commands, queries
from coordination.outcomes.forms import ReasonForm, StepForm
from coordination.outcomes.models import Outcome
from coordination.outcomes.states import OUTCOME
from coordination.outcomes.views.blueprint import about, attempt, bp, label_of


@dataclass(frozen=True, slots=True)
class Step:
    """A move with its form, what calls it, what follows from it, and what is said when it was taken."""

    move: str
    form: type[Form]
    take: Callable[[Actor, Outcome, Any], None]
    warning: str
    done: str
    danger: bool = False


STEPS = (
    Step(
        "verify",
        StepForm,
        lambda actor, outcome, _form: commands.verify(actor, outcome),
        N_("With your word the outcome counts in the figures. After 90 days you are asked whether it held."),
        N_("The outcome was verified."),
    ),
    Step(
        "reject",
        ReasonForm,
        lambda actor, outcome, form: commands.reject(actor, outcome, reason=form.reason.data or ""),
        N_("The outcome does not count; who claimed it reads your reason, so do not name the child."),
        N_("The outcome was not confirmed."),
        danger=True,
    ),
    Step(
        "sustain",
        StepForm,
        lambda actor, outcome, _form: commands.sustain(actor, outcome),
        N_("The outcome then counts as sustained."),
        N_("It was recorded that the outcome held."),
    ),
    Step(
        "relapse",
        ReasonForm,
        lambda actor, outcome, form: commands.relapse(actor, outcome, reason=form.reason.data or ""),
        N_("The outcome does not count any more; it can be claimed anew. Do not name the child."),
        N_("The relapse was recorded."),
        danger=True,
    ),
)


def _back(outcome: Outcome) -> str:
    return url_for(".show", outcome_id=outcome.public_id)


def _draw(step: Step, outcome: Outcome, form: Form) -> str:
    return render_template(
        "outcomes/move.html",
        step=step,
        move=OUTCOME.moves[step.move],
        form=form,
        action=url_for(f".take_{step.move}", outcome_id=outcome.public_id),
        label=label_of(outcome.kind),
        about=about(outcome),
        outcome=outcome,
        back=_back(outcome),
    )


def _page_of(step: Step) -> Callable[[Outcome], str]:
    def page(outcome: Outcome) -> str:
        return _draw(step, outcome, step.form())

    return page


def _act_of(step: Step) -> Callable[[Outcome], Any]:
    def act(outcome: Outcome) -> Any:
        form = step.form()
        status = attempt(form, lambda: step.take(g.actor, outcome, form))
        if status != TAKEN:
            return _draw(step, outcome, form), status
        flash(_(step.done), "done")
        return redirect(_back(outcome), 303)

    return act


for _step in STEPS:
    _guard = sees(f"outcome.{_step.move}", find=queries.get_outcome)
    _path = f"/outcomes/<public_id:outcome_id>/{_step.move}"
    bp.add_url_rule(_path, endpoint=_step.move, view_func=_guard(_page_of(_step)), methods=["GET"])
    bp.add_url_rule(_path, endpoint=f"take_{_step.move}", view_func=_guard(_act_of(_step)), methods=["POST"])
