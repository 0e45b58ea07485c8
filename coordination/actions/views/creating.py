"""The page on which a group's secretary gives somebody a resolution to carry out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.accounts import queries as accounts
from coordination.actions import commands, forms, queries
from coordination.actions.views.taking import attempt
from coordination.kernel.errors import WrongState
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.resolutions.models import Resolution, ResolutionState

bp = Blueprint("new_action", __name__)
STANDING = (ResolutionState.ADOPTED, ResolutionState.IN_FORCE, ResolutionState.PARTIALLY_IMPLEMENTED)
"""Resolutions that can be carried out."""


@bp.get("/resolutions/<public_id:resolution_id>/actions/new")
@sees("action.create", find=queries.get_resolution)
def new(resolution: Resolution) -> str:
    """What, by whom, until when, and who verifies."""
    _must_stand(resolution)
    return _draw(resolution, _form(resolution))


@bp.post("/resolutions/<public_id:resolution_id>/actions/new")
@sees("action.create", find=queries.get_resolution)
def create(resolution: Resolution) -> Any:
    """Record and issue it."""
    _must_stand(resolution)
    form, made = _form(resolution), list[Any]()
    status = attempt(form, lambda: made.append(_make(resolution, form)))
    if status != TAKEN:
        return _draw(resolution, form), status
    flash(_("The action %(number)s was issued; its owner was told.", number=made[0].number), "done")
    return redirect(url_for("actions.show", action_id=made[0].public_id), 303)


def _must_stand(resolution: Resolution) -> None:
    if resolution.state not in STANDING:
        raise WrongState(
            N_("This resolution gives nobody anything to do: it is not adopted, or is over."),
            N_("Look at the page of the resolution."),
        )


def _form(resolution: Resolution) -> forms.NewActionForm:
    group_id = resolution.group_id or 0
    return forms.NewActionForm(
        candidates=queries.list_candidates(group_id, None), verifiers=queries.list_verifiers(group_id)
    )


def _make(resolution: Resolution, form: forms.NewActionForm) -> Any:
    owner, verifier = form.chosen_owner, form.chosen_verifier
    action = commands.record(
        g.actor,
        title=form.title.data or "",
        group_id=resolution.group_id,
        meeting_id=resolution.meeting_id,
        entry_id=resolution.entry_id,
        resolution_id=resolution.id,
        owner=accounts.get_person_by_number(owner.person_id) if owner is not None else None,
        agency=accounts.get_agency_by_number(owner.agency_id) if owner is not None else None,
        verifier=accounts.get_person_by_number(verifier.id) if verifier is not None else None,
        due_on=form.due_on.data,
        start_on=form.start_on.data,
        deliverable=form.deliverable.data or "",
        priority=form.chosen_priority,
        confidential=resolution.confidential,
    )
    commands.issue(g.actor, action, provisional=resolution.state == ResolutionState.ADOPTED)
    return action


def _draw(resolution: Resolution, form: forms.NewActionForm) -> str:
    return render_template(
        "actions/new.html",
        resolution=resolution,
        form=form,
        back=f"/resolutions/{resolution.public_id}",
        url=url_for(".create", resolution_id=resolution.public_id),
    )
