"""The page of the checks, and the steps from it: let pass, circulate, take back."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.lang import say
from coordination.meetings.titles import title_of
from coordination.minutes import checks, commands, queries
from coordination.minutes.checks import Finding
from coordination.minutes.models import Minutes, MinutesState
from coordination.minutes.views.blueprint import bp


@bp.get("/meetings/<public_id:meeting_id>/minutes/check")
@sees("minutes.circulate", find=queries.get_minutes)
def check(meeting: Minutes) -> Any:
    """What the checks found, each with the way to its place, and the button that circulates."""
    minutes = meeting
    found = checks.find(minutes) if minutes.state == MinutesState.DRAFTING else []
    return render_template(
        "minutes/check.html",
        minutes=minutes,
        meeting=minutes.meeting,
        open=[one for one in found if not checks.passes(minutes, one)],
        passed=[one for one in found if checks.passes(minutes, one)],
        place_of=lambda finding: place_of(minutes, finding),
        title_of=title_of,
    )


def place_of(minutes: Minutes, finding: Finding) -> str:
    """The address of what a finding speaks of."""
    meeting_id = minutes.meeting.public_id
    if finding.code == "attendance_missing":
        return url_for("meetings.attendance", meeting_id=meeting_id)
    if finding.code == "meeting_not_ended":
        return url_for("meetings.show", meeting_id=meeting_id)
    thing = finding.key.partition(":")[2]
    if finding.code == "resolution_without_line":
        return url_for("resolutions.show", resolution_id=thing)
    if finding.code == "action_without_line":
        return url_for("actions.show", action_id=thing)
    entry = finding.entry.public_id if finding.entry is not None else None
    return url_for("minutes.record", meeting_id=meeting_id, entry=entry)


@bp.post("/meetings/<public_id:meeting_id>/minutes/waive")
@sees("minutes.waive_check", find=queries.get_minutes)
def waive(meeting: Minutes) -> Response:
    """Let one finding pass, or all that may."""
    keys = request.form.getlist("key")
    count = commands.waive(g.actor, meeting, keys or None)
    if count:
        flash(ngettext("%(count)s finding was let pass.", "%(count)s findings were let pass.", count,
                       count=say.number(count)), "done")  # fmt: skip
    return redirect(url_for(".check", meeting_id=meeting.meeting.public_id), 303)


@bp.post("/meetings/<public_id:meeting_id>/minutes/circulate")
@sees("minutes.circulate", find=queries.get_minutes)
def circulate(meeting: Minutes) -> Response:
    """Give the minutes to those who attended."""
    commands.circulate(g.actor, meeting)
    flash(_("The minutes are circulated."), "done")
    return redirect(url_for(".show", meeting_id=meeting.meeting.public_id), 303)


@bp.post("/meetings/<public_id:meeting_id>/minutes/revise")
@sees("minutes.revise", find=queries.get_minutes)
def revise(meeting: Minutes) -> Response:
    """Take the minutes back to be written on."""
    commands.revise(g.actor, meeting)
    flash(_("The minutes are taken back. Comments stay; assents to the old text have ended."), "done")
    return redirect(url_for(".show", meeting_id=meeting.meeting.public_id), 303)
