"""The steps of an outcome's verifier, each a page with what follows from it."""

from __future__ import annotations

from flask import render_template, url_for

from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.moves import Pages, Step, add_steps
from coordination.outcomes import commands, queries
from coordination.outcomes.forms import ReasonForm, StepForm
from coordination.outcomes.models import Outcome
from coordination.outcomes.states import OUTCOME
from coordination.outcomes.views.blueprint import about, attempt, bp, label_of

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


add_steps(
    bp,
    OUTCOME,
    STEPS,
    Pages(_draw, attempt, _back),
    path="/outcomes/<public_id:outcome_id>",
    find=queries.get_outcome,
)
