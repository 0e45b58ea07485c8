"""The short form in which an activity is entered, and changed; removing it and putting it back."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.activities import commands, queries
from coordination.activities.forms import ActivityForm
from coordination.activities.issuers import list_mine, pick_of
from coordination.activities.models import Activity, ActivityKind, Occasion
from coordination.activities.views.blueprint import attempt, bp
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import say, zone
from coordination.lang.jalali import DateProblem
from coordination.lang.spans_typed import parse_span


@bp.get("/activities/new")
@sees("activity.edit")
def new() -> str:
    """The empty form; an address may say kind, time, issuer and occasion."""
    among = list_mine(g.actor)
    kind, occasion = request.args.get("kind"), request.args.get("occasion")
    if kind not in set(ActivityKind):
        kind = ActivityKind.EVENT_HELD if occasion else ActivityKind.MEETING_ATTENDED
    chosen = pick_of(request.args.get("issuer"), among)
    form = ActivityForm(
        issuers=among,
        occasions=queries.list_occasions(),
        kind=kind,
        when=_when(request.args.get("when", "")),
        occasion=occasion,
        title=request.args.get("title", "")[:400],
        issuer=chosen.key if chosen is not None else None,
    )
    return _draw_new(form)


@bp.post("/activities/new")
@sees("activity.edit")
def create() -> Any:
    """Record it; on to its page, or to the next one with the same kind and time."""
    form, made = ActivityForm(issuers=list_mine(g.actor)), list[Activity]()
    status = attempt(form, lambda: made.append(_record(form)))
    if status != TAKEN:
        form.offer_occasions(queries.list_occasions())
        return _draw_new(form), status
    flash(_("The activity was recorded."), "done")
    if "next" in request.form:
        when = request.form.get("when", "")
        return redirect(url_for(".new", kind=form.kind.data, when=when, issuer=form.issuer.data), 303)
    return redirect(url_for(".show", activity_id=made[0].public_id), 303)


def _record(form: ActivityForm) -> Activity:
    issuer = form.issuer.chosen
    if issuer is None:
        raise Invalid(
            N_("Nothing was recorded: it is not said in whose name."), field="issuer", advice=N_("Choose one.")
        )
    return commands.record(g.actor, issuer=issuer, **form.facts(_occasion(form)))


@bp.get("/activities/<public_id:activity_id>/edit")
@sees("activity.edit", find=queries.get_activity)
def edit(activity: Activity) -> str:
    """The form, holding what is stored."""
    form = ActivityForm.of(activity, occasions=queries.list_occasions())
    return _draw_edit(activity, form)


@bp.post("/activities/<public_id:activity_id>/edit")
@sees("activity.edit", find=queries.get_activity)
def save(activity: Activity) -> Any:
    """Store what was changed."""
    form = ActivityForm()
    status = attempt(form, lambda: commands.edit(g.actor, activity, **form.facts(_occasion(form))))
    if status != TAKEN:
        form.offer_occasions(queries.list_occasions())
        return _draw_edit(activity, form), status
    flash(_("The activity was changed."), "done")
    return redirect(url_for(".show", activity_id=activity.public_id), 303)


@bp.post("/activities/<public_id:activity_id>/remove")
@sees("activity.edit", find=queries.get_activity)
def remove(activity: Activity) -> Any:
    """Out of lists and reports, with a way back at once."""
    commands.remove(g.actor, activity)
    flash(_("The activity was removed. Its page offers to put it back."), "undo")
    return redirect(url_for(".show", activity_id=activity.public_id), 303)


@bp.post("/activities/<public_id:activity_id>/put-back")
@sees("activity.edit", find=queries.get_activity)
def put_back(activity: Activity) -> Any:
    """Undo the removal."""
    commands.put_back(g.actor, activity)
    flash(_("The activity stands in the lists again."), "done")
    return redirect(url_for(".show", activity_id=activity.public_id), 303)


def _occasion(form: ActivityForm) -> Occasion | None:
    return queries.get_occasion(form.occasion.data) if form.occasion.data else None


def _when(typed: str) -> Any:
    """The time that an address says, today where it says none."""
    try:
        return parse_span(typed or say.field_date(zone.today()), zone.today())
    except DateProblem:
        return None


def _draw_new(form: ActivityForm) -> str:
    return render_template("activities/new.html", form=form)


def _draw_edit(activity: Activity, form: ActivityForm) -> str:
    return render_template("activities/edit.html", form=form, activity=activity)
