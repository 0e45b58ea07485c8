"""The page of one activity, its files, and the action that follows from it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.accounts import queries as accounts
from coordination.accounts.names import person_name
from coordination.actions import queries as actions
from coordination.actions.forms import NewActionForm
from coordination.actions.models import Action
from coordination.actions.states import ACTION
from coordination.activities import commands, queries
from coordination.activities.forms import FilesForm
from coordination.activities.models import (
    ACTIVITY_LABELS,
    ANSWER_LABELS,
    PART_LABELS,
    Activity,
    ActivityKind,
    Answer,
    Part,
)
from coordination.activities.views.blueprint import attempt, bp
from coordination.activities.views.words import PartSaid, times_of
from coordination.kernel.errors import NotFound
from coordination.kernel.messages import N_, Message
from coordination.kernel.taking import TAKEN
from coordination.lang import spans
from coordination.lang.filters import pick
from coordination.vault import files
from coordination.vault.download import download as sent_out


@bp.get("/activities/<public_id:activity_id>")
@sees("activity.view", find=queries.get_activity)
def show(activity: Activity) -> str:
    """What it was, with whom, what came of it, its files and history."""
    return _draw(activity, FilesForm())


def _draw(activity: Activity, form: FilesForm) -> str:
    return render_template(
        "activities/show.html",
        activity=activity,
        kind=ACTIVITY_LABELS[ActivityKind(activity.kind)],
        when=spans.words(activity.from_on, activity.to_on, activity.precision),
        partners=[
            PartSaid(pick(one.agency, "name") if one.agency else one.name, PART_LABELS[Part(one.part)])
            for one in activity.partners
        ],
        facts=_facts(activity),
        contact=_contact(activity),
        actions=[(row, ACTION.look(row.state)) for row in queries.list_actions(g.actor, activity)],
        files=[(one, files.name_of(one)) for one in queries.list_files(activity)],
        entries=queries.history(activity),
        may_edit=policy.allows(g.actor, "activity.edit", activity),
        may_give=policy.allows(g.actor, "activity.give_action", activity),
        name_of=person_name,
        form=form,
    )


def _facts(activity: Activity) -> list[tuple[Any, ...]]:
    """What was counted and noted, without what is empty."""
    pairs: list[tuple[Any, Any]] = [
        (N_("How often"), times_of(activity)),
        (N_("Days"), activity.days),
        (N_("People"), activity.people),
        (N_("For whom"), activity.audience),
        (N_("Place"), activity.place),
        (N_("Occasion"), pick(activity.occasion, "name") if activity.occasion is not None else ""),
    ]
    return [pair for pair in pairs if pair[1] not in (None, "")]


def _contact(activity: Activity) -> list[tuple[Any, ...]]:
    """What a contact asked and was answered."""
    if activity.kind != ActivityKind.CONTACT:
        return []
    answer = Message(ANSWER_LABELS[Answer(activity.answer)]) if activity.answer else ""
    pairs: list[tuple[Any, Any]] = [
        (N_("What was requested"), activity.asked),
        (N_("For whom it was asked"), activity.asked_for),
        (N_("Answer"), answer),
        (N_("What was answered"), activity.answer_text),
        (N_("What follows"), activity.follow_up),
    ]
    return [pair for pair in pairs if pair[1]]


@bp.post("/activities/<public_id:activity_id>/files")
@sees("activity.edit", find=queries.get_activity)
def attach(activity: Activity) -> Any:
    """Keep files with the activity."""
    form = FilesForm()
    status = attempt(form, lambda: commands.attach(g.actor, activity, form.uploads))
    if status != TAKEN:
        return _draw(activity, form), status
    flash(_("The files were kept."), "done")
    return redirect(url_for(".show", activity_id=activity.public_id, _anchor="files"), 303)


@bp.get("/activities/<public_id:activity_id>/files/<public_id:file>")
@sees("activity.view", find=queries.get_activity)
def download(activity: Activity, file: str) -> Response:
    """One file, as a download."""
    found = next((one for one in queries.list_files(activity) if one.public_id == file), None)
    if found is None:
        raise NotFound()
    return sent_out(found)


@bp.get("/activities/<public_id:activity_id>/actions/new")
@sees("activity.give_action", find=queries.get_activity)
def new_action(activity: Activity) -> str:
    """What follows, by whom, until when, and who verifies."""
    return _draw_action(activity, _action_form(activity))


@bp.post("/activities/<public_id:activity_id>/actions/new")
@sees("activity.give_action", find=queries.get_activity)
def create_action(activity: Activity) -> Any:
    """Record and issue it."""
    form, made = _action_form(activity), list[Action]()
    status = attempt(form, lambda: made.append(_give(activity, form)))
    if status != TAKEN:
        return _draw_action(activity, form), status
    flash(_("The action %(number)s was issued; its owner was told.", number=made[0].number), "done")
    return redirect(url_for(".show", activity_id=activity.public_id), 303)


def _action_form(activity: Activity) -> NewActionForm:
    verifiers = (
        actions.list_verifiers(activity.group_id)
        if activity.group_id is not None
        else actions.list_colleagues(activity.agency_id or 0)
    )
    return NewActionForm(
        candidates=actions.list_candidates(activity.group_id, activity.agency_id),
        verifiers=verifiers,
        title=activity.follow_up.splitlines()[0][:300] if activity.follow_up else "",
    )


def _give(activity: Activity, form: NewActionForm) -> Action:
    owner, verifier = form.chosen_owner, form.chosen_verifier
    return commands.give_action(
        g.actor,
        activity,
        title=form.title.data or "",
        owner=accounts.get_person_by_number(owner.person_id) if owner is not None else None,
        agency=accounts.get_agency_by_number(owner.agency_id) if owner is not None else None,
        verifier=accounts.get_person_by_number(verifier.id) if verifier is not None else None,
        due_on=form.due_on.data,
        start_on=form.start_on.data,
        deliverable=form.deliverable.data or "",
        priority=form.chosen_priority,
    )


def _draw_action(activity: Activity, form: NewActionForm) -> str:
    return render_template("activities/new_action.html", activity=activity, form=form)
