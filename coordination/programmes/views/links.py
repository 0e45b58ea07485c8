"""Joining activities and actions to a programme, and parting them again."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.actions.states import ACTION
from coordination.activities.models import ACTIVITY_LABELS, ActivityKind
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN
from coordination.lang.spans import words
from coordination.lang.text import clean
from coordination.programmes import commands, queries
from coordination.programmes.forms import StepForm
from coordination.programmes.models import Programme
from coordination.programmes.views.blueprint import attempt, bp

MOST_AT_ONCE = 40


@bp.get("/programmes/<public_id:programme_id>/links")
@sees("programme.edit", find=queries.get_programme)
def link(programme: Programme) -> str:
    """What may be linked, found by words."""
    return _draw(programme, StepForm())


@bp.post("/programmes/<public_id:programme_id>/links")
@sees("programme.edit", find=queries.get_programme)
def add_links(programme: Programme) -> Any:
    """Link what was ticked and is open to the reader."""
    form = StepForm()
    chosen = {name: request.form.getlist(name)[:MOST_AT_ONCE] for name in ("activities", "actions")}
    status = attempt(
        form,
        lambda: commands.link(
            g.actor,
            programme,
            activities=queries.find_activities(g.actor, chosen["activities"]),
            actions=queries.find_open_actions(g.actor, chosen["actions"]),
        ),
    )
    if status != TAKEN:
        return _draw(programme, form), status
    flash(_("The programme shows what was linked."), "done")
    return redirect(url_for(".show", programme_id=programme.public_id, _anchor="work"), 303)


@bp.post("/programmes/<public_id:programme_id>/links/<public_id:linked>/remove")
@sees("programme.edit", find=queries.get_programme)
def unlink(programme: Programme, linked: str) -> Any:
    """Part one activity or action from the programme."""
    found = queries.get_linked(programme, linked)
    if found is None:
        raise NotFound()
    commands.unlink(g.actor, programme, found)
    flash(_("The link was taken off; the thing itself stays."), "done")
    return redirect(url_for(".show", programme_id=programme.public_id, _anchor="work"), 303)


def _draw(programme: Programme, form: StepForm) -> str:
    text = clean(request.args.get("q", ""))[:100]
    activities, actions = queries.list_to_link(g.actor, programme, text)
    return render_template(
        "programmes/link.html",
        programme=programme,
        form=form,
        q=text,
        activities=activities,
        actions=actions,
        kind_of=lambda kind: ACTIVITY_LABELS[ActivityKind(kind)],
        look_of=ACTION.look,
        period=words,
    )
