"""The pages of a resolution's moves, made from one table: shown, filled, taken, or shown again with what is wrong."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for

from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.moves import Pages, Step, add_steps
from coordination.resolutions import commands, forms, queries
from coordination.resolutions.models import Resolution
from coordination.resolutions.states import RESOLUTION
from coordination.resolutions.views.blueprint import attempt, bp


def _votes(form: Any) -> dict[str, int | None]:
    return {
        "votes_for": form.votes_for.data,
        "votes_against": form.votes_against.data,
        "abstentions": form.abstentions.data,
    }


STEPS = (
    Step(
        "put",
        forms.StepForm,
        lambda actor, resolution, _form: commands.put(actor, resolution),
        N_("The seats that are in now are counted and kept with the resolution."),
        N_("The resolution was put to the vote."),
    ),
    Step(
        "adopt",
        forms.AdoptForm,
        lambda actor, resolution, form: commands.adopt(
            actor, resolution, consensus=bool(form.consensus.data), **_votes(form)
        ),
        N_("It gets a provisional number; the definitive one comes with the approval of the minutes."),
        N_("The resolution was recorded as adopted."),
    ),
    Step(
        "reject",
        forms.RejectForm,
        lambda actor, resolution, form: commands.reject(actor, resolution, **_votes(form)),
        N_("The votes may stay empty where they were not counted."),
        N_("The resolution was recorded as rejected."),
    ),
    Step(
        "defer",
        forms.MaybeReasonForm,
        lambda actor, resolution, form: commands.defer(actor, resolution, reason=form.reason.data or ""),
        N_("It can be put to the vote later."),
        N_("The resolution was deferred."),
    ),
    Step(
        "withdraw",
        forms.ReasonForm,
        lambda actor, resolution, form: commands.withdraw(actor, resolution, reason=form.reason.data or ""),
        N_("The proposal ends here; its text and your reason stay in the history."),
        N_("The resolution was withdrawn."),
        danger=True,
    ),
    Step(
        "reopen",
        forms.MaybeReasonForm,
        lambda actor, resolution, form: commands.reopen(actor, resolution, reason=form.reason.data or ""),
        N_("The votes are cleared and it stands before the meeting again. Its provisional number stays its own."),
        N_("The vote was taken back."),
    ),
    Step(
        "implement",
        forms.ResultForm,
        lambda actor, resolution, form: commands.implement(actor, resolution, result=form.result.data or ""),
        N_("The resolution ends as carried out."),
        N_("The resolution was reported carried out."),
    ),
    Step(
        "implement_partly",
        forms.ResultForm,
        lambda actor, resolution, form: commands.implement_partly(actor, resolution, result=form.result.data or ""),
        N_("It stays in force until the rest is carried out or given up."),
        N_("The resolution was reported carried out in part."),
    ),
    Step(
        "give_up",
        forms.ReasonForm,
        lambda actor, resolution, form: commands.give_up(actor, resolution, reason=form.reason.data or ""),
        N_("The resolution ends as not carried out. This cannot be undone."),
        N_("It was recorded that the resolution could not be carried out."),
        danger=True,
    ),
)


def back_to(resolution: Resolution) -> str:
    """The resolution's own page."""
    return url_for(".show", resolution_id=resolution.public_id)


def _draw(step: Step, resolution: Resolution, form: Form) -> str:
    return render_template(
        "resolutions/move.html",
        step=step,
        move=RESOLUTION.moves[step.move],
        form=form,
        resolution=resolution,
        back=back_to(resolution),
    )


add_steps(
    bp,
    RESOLUTION,
    STEPS,
    Pages(_draw, attempt, back_to),
    path="/<public_id:resolution_id>",
    find=queries.get_resolution,
)
