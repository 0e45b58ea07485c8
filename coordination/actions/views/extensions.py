"""Pages of more time: the owner asks, the secretary (or the source's liaison) answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.actions import commands, display, forms, queries
from coordination.actions.models import Action, Extension, ExtensionState
from coordination.actions.states import OWED
from coordination.actions.views.blueprint import bp
from coordination.actions.views.taking import attempt
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN


@bp.get("/<public_id:action_id>/more-time")
@sees("extension.request", find=queries.get_action)
def ask_more_time(action: Action) -> str:
    """Until when, and why."""
    if action.state not in OWED:
        raise WrongState(
            N_("More time was not asked: the action is no longer with its owner."),
            N_("Look at the page again: somebody may have taken a step meanwhile."),
        )
    return _draw_asking(action, forms.MoreTimeForm())


@bp.post("/<public_id:action_id>/more-time")
@sees("extension.request", find=queries.get_action)
def take_ask_more_time(action: Action) -> Any:
    """Ask."""
    form = forms.MoreTimeForm()
    status = attempt(
        form,
        lambda: commands.ask_extension(g.actor, action, asked_on=form.asked_on.data, reason=form.reason.data or ""),
    )
    if status != TAKEN:
        return _draw_asking(action, form), status
    flash(_("More time was asked. The date stays until it is granted."), "done")
    return redirect(url_for(".show", action_id=action.public_id), 303)


def _draw_asking(action: Action, form: forms.MoreTimeForm) -> str:
    return render_template(
        "actions/small.html",
        action=action,
        form=form,
        url=url_for(".take_ask_more_time", action_id=action.public_id),
        heading=_("Ask for more time"),
        text=_("The secretary answers. The first date stays visible."),
        button=_("Ask for more time"),
        back=url_for(".show", action_id=action.public_id),
    )


@bp.get("/more-time/<public_id:extension_id>")
@sees("extension.grant", find=queries.get_extension)
def answer_more_time(extension: Extension) -> str:
    """The request with its reason; grant it, with another date too, or refuse it."""
    if extension.state != ExtensionState.REQUESTED:
        raise WrongState(
            N_("This request for more time is answered already."),
            N_("The page of the action shows the answer."),
        )
    return _draw(extension, forms.ExtensionForm(asked_on=extension.asked_on))


def _draw(extension: Extension, form: forms.ExtensionForm) -> str:
    action = extension.action
    return render_template(
        "actions/more_time.html",
        extension=extension,
        action=action,
        form=form,
        asked_by=display.name_of(extension.asked_by),
        back=url_for(".show", action_id=action.public_id),
    )


def _answer(extension: Extension, take: Callable[[forms.ExtensionForm], None], said: str) -> Any:
    form = forms.ExtensionForm(asked_on=extension.asked_on)
    status = attempt(form, lambda: take(form))
    if status != TAKEN:
        return _draw(extension, form), status
    flash(_(said), "done")
    return redirect(url_for(".show", action_id=extension.action.public_id), 303)


@bp.post("/more-time/<public_id:extension_id>/grant")
@sees("extension.grant", find=queries.get_extension)
def take_grant(extension: Extension) -> Any:
    """Grant it, to the day of the form."""
    return _answer(
        extension,
        lambda form: commands.grant(g.actor, extension, on=form.on.data, ruling=form.ruling.data or ""),
        N_("More time was granted; the owner was told."),
    )


@bp.post("/more-time/<public_id:extension_id>/refuse")
@sees("extension.refuse", find=queries.get_extension)
def take_refuse(extension: Extension) -> Any:
    """Refuse it, with a reason."""
    return _answer(
        extension,
        lambda form: commands.refuse(g.actor, extension, reason=form.ruling.data or ""),
        N_("More time was refused; the owner was told."),
    )
