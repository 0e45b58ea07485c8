"""Calling a meeting, changing it, and calling it a second time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.groups import queries as groups
from coordination.groups.models import Cadence, Group, SeatKind
from coordination.kernel.taking import TAKEN
from coordination.lang import recurrence, zone
from coordination.meetings import commands, forms, queries
from coordination.meetings.forms.meeting import hour_of
from coordination.meetings.models import Meeting, MeetingState
from coordination.meetings.queries import inviting
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import attempt, choose_group, said_of

AHEAD = timedelta(days=400)


@bp.get("/meetings/new")
@sees("meeting.create")
def choose_new() -> Any:
    """To the page that calls a meeting of one's only group, or of the one the address names; else the choice."""
    return choose_group(groups.list_my_groups(g.actor, SeatKind.SECRETARY), ".new", _("Call a meeting"))


@bp.route("/groups/<public_id:group_id>/meetings/new", methods=["GET", "POST"])
@sees("meeting.create", find=groups.get_group)
def new(group: Group) -> Any:
    """Call a meeting of the group: place and length come from its rhythm, the day from its next free occurrence."""
    form = forms.MeetingForm()
    if not form.is_submitted():
        _fill(form, group)
        return _draw_new(group, form)
    made: list[Meeting] = []
    status = attempt(form, lambda: made.append(commands.create(g.actor, group, **_typed(form))))
    if status != TAKEN:
        return _draw_new(group, form), status
    flash(_("The meeting was planned. Put its agenda together and announce it."), "done")
    return _to(made[0])


def _fill(form: forms.MeetingForm, group: Group) -> None:
    cadence = queries.cadence_of(group.id, zone.today())
    if cadence is None:
        return
    planned = {zone.local_date(one.starts_at) for one in queries.list_planned(group.id, limit=40)}
    day = _free_day(cadence, planned)
    form.place.data = cadence.place
    if day is not None:
        form.starts_at.data = zone.at(day, cadence.starts)
        form.ends_at.data = hour_of(form.starts_at.data + timedelta(minutes=cadence.minutes))


def _free_day(cadence: Cadence, planned: set[date]) -> date | None:
    start = zone.today() + timedelta(days=1)
    days = recurrence.days(cadence.rule, cadence.valid_from, start, start + AHEAD)
    return next((day for day in days if day not in planned), None)


def _draw_new(group: Group, form: forms.MeetingForm) -> str:
    return render_template(
        "meetings/new.html",
        group=group,
        form=form,
        heading=_("Call a meeting"),
        button=_("Plan the meeting"),
        action=url_for(".new", group_id=group.public_id),
        back=url_for(".index", group=group.id),
        planned=queries.list_planned(group.id),
    )


@bp.route("/meetings/<public_id:meeting_id>/edit", methods=["GET", "POST"])
@sees("meeting.edit", find=queries.get_meeting)
def edit(meeting: Meeting) -> Any:
    """Change time, place and words; those invited are told of it."""
    form = forms.MeetingForm(
        data={name: getattr(meeting, name) for name in ("starts_at", "place", "title", "note")}
        | {"ends_at": hour_of(meeting.ends_at)}
    )
    if form.is_submitted():
        status = attempt(form, lambda: commands.edit(g.actor, meeting, **_typed(form)))
        if status == TAKEN:
            flash(_("The meeting was changed."), "done")
            _warn(meeting)  # of a planned one its page says it
            return _to(meeting)
        return _draw_edit(meeting, form, _("Change the meeting"), _("Save"), ".edit"), status
    return _draw_edit(meeting, form, _("Change the meeting"), _("Save"), ".edit")


@bp.route("/meetings/<public_id:meeting_id>/second-call", methods=["GET", "POST"])
@sees("meeting.create", find=queries.get_meeting)
def second_call(meeting: Meeting) -> Any:
    """Call a meeting that had no quorum again, with the same agenda."""
    form = forms.MeetingForm(data={"place": meeting.place, "ends_at": hour_of(meeting.ends_at)})
    del form.title, form.note
    words = _("Call the meeting a second time"), _("Plan the second call")
    if not form.is_submitted():
        return _draw_edit(meeting, form, *words, ".second_call")
    made: list[Meeting] = []

    def call() -> None:
        starts_at, ends_at = form.times()
        place = form.place.data or ""
        made.append(commands.call_again(g.actor, meeting, starts_at=starts_at, ends_at=ends_at, place=place))

    status = attempt(form, call)
    if status != TAKEN:
        return _draw_edit(meeting, form, *words, ".second_call"), status
    flash(_("The second call was planned with the same agenda. Announce it."), "done")
    return _to(made[0])


def _draw_edit(meeting: Meeting, form: forms.MeetingForm, heading: str, button: str, endpoint: str) -> str:
    back = url_for(".show", meeting_id=meeting.public_id)
    return render_template(
        "meetings/new.html",
        group=meeting.group,
        form=form,
        heading=heading,
        button=button,
        action=url_for(endpoint, meeting_id=meeting.public_id),
        back=back,
        planned=[],
    )


def _warn(meeting: Meeting) -> None:
    """Say what is booked twice now; it hinders nothing."""
    for clash in inviting.list_clashes(meeting) if meeting.state != MeetingState.DRAFT else ():
        flash(said_of(clash, meeting), "warning")


def _typed(form: forms.MeetingForm) -> dict[str, Any]:
    starts_at, ends_at = form.times()
    words = {name: form[name].data or "" for name in ("place", "title", "note")}
    return {"starts_at": starts_at, "ends_at": ends_at, **words}


def _to(meeting: Meeting) -> Response:
    return redirect(url_for(".show", meeting_id=meeting.public_id), 303)
