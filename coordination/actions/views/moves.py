"""The pages of the moves, all made from the table of steps: shown, filled, taken, or shown again with what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.actions import queries
from coordination.actions.models import Action, ExtensionState
from coordination.actions.states import ACTION
from coordination.actions.views import rows
from coordination.actions.views.blueprint import bp
from coordination.actions.views.steps import STEPS, Step
from coordination.actions.views.taking import attempt
from coordination.kernel.errors import WrongState
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN

View = Callable[[Action], Any]
UNDO = Markup('{} <a href="{}">{}</a>')
LISTS = frozenset({"mine", "verify_list", "agency", "group"})
"""Whence a step may be taken, and whither its press leads back."""


def _page_of(step: Step) -> View:
    """The page that shows a step's form; asked for by a list's row, that row with the form in it."""

    def page(action: Action) -> Any:
        starts_here(action, step.move)
        form = step.form(action)
        target = request.headers.get("HX-Target", "")
        if request.headers.get("HX-Request") and target.startswith(rows.ROW):
            row = queries.get_row(g.actor, action.id)
            came = _came_from(request.headers.get("HX-Current-URL", ""))
            return render_template(
                "actions/_opened.html",
                line=rows.line(g.actor, row, with_owner=row.owner_id != g.actor.person_id),
                step=step,
                form=form,
                action=action,
                came=came,
                close_url=url_for(f".{came}"),
                **_beside(step, action),
            )
        return draw(step, action, form)

    return page


def _came_from(address: str) -> str:
    """The list whose row was opened, by the address of the page."""
    path = address.split("?")[0].rstrip("/")
    return next((name for name in sorted(LISTS - {"mine"}) if path.endswith(url_for(f".{name}"))), "mine")


def _act_of(step: Step) -> View:
    """What the press of the button does."""

    def act(action: Action) -> Any:
        form = step.form(action)
        status = attempt(form, lambda: step.take(g.actor, action, form))
        if status != TAKEN:
            return draw(step, action, form), status
        _say_done(step, action)
        return _leave(action)

    return act


def starts_here(action: Action, move: str) -> None:
    """Raises WrongState when the move does not start from where the action is now."""
    one = ACTION.moves[move]
    if action.state not in one.frm:
        raise WrongState(
            Message(
                N_("The step «%(move)s» does not start from the state «%(state)s»."),
                move=Message(one.label),
                state=Message(ACTION.look(action.state).label),
            ),
            N_("Look at the page again: somebody may have taken a step meanwhile."),
        )


def draw(step: Step, action: Action, form: Form) -> str:
    """The page of a step with its form as it stands."""
    return render_template(
        step.template, step=step, form=form, action=action, back=back_to(action), **_beside(step, action)
    )


def _beside(step: Step, action: Action) -> dict[str, Any]:
    """What a step's page shows beside its form."""
    match step.move:
        case "report_done":
            return {"may_ask": not any(one.state == ExtensionState.REQUESTED for one in action.extensions)}
        case "verify":
            return {"files": queries.list_papers(action.id)[1]}
        case "dismiss_dispute":
            return {"asked": [one for one in queries.history(action) if one.act == "action.dispute"][:1]}
    return {}


def _say_done(step: Step, action: Action) -> None:
    """Tell what was done, with the way to take it back where the machine has one."""
    if step.undo is None:
        flash(_(step.done), "done")
        return
    url = url_for(f".{step.undo}", action_id=action.public_id)
    flash(UNDO.format(_(step.done), url, _(ACTION.moves[step.undo].label)), "undo")


def back_to(action: Action) -> str:
    """The action's own page."""
    return url_for(".show", action_id=action.public_id)


def _leave(action: Action) -> Response:
    """After a step: the list it was taken from, else the action's page."""
    came = request.form.get("came", "")
    return redirect(url_for(f".{came}") if came in LISTS else back_to(action), 303)


def _add(step: Step) -> None:
    """Both routes of a move under one address, each guarded by the move's own act."""
    guard, path = sees(f"action.{step.move}", find=queries.get_action), f"/<public_id:action_id>/{step.move}"
    bp.add_url_rule(path, endpoint=step.move, view_func=guard(_page_of(step)), methods=["GET"])
    bp.add_url_rule(path, endpoint=f"take_{step.move}", view_func=guard(_act_of(step)), methods=["POST"])


for _step in STEPS:
    _add(_step)
