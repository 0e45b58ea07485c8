"""Beside the text: names and phrases while typing, going on to another entry, recess, late entries, the wall."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from coordination.access.web import sees
from coordination.groups.queries import list_phrases, standing_seats
from coordination.kernel.errors import DomainError
from coordination.lang.locale import current
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.meetings import commands as meetings
from coordination.meetings.models import MeetingState, Purpose
from coordination.meetings.titles import meeting_title, title_of
from coordination.minutes.cards import cards_of
from coordination.minutes.forms.recording import ExtraEntryForm
from coordination.minutes.lines import LineKind
from coordination.minutes.owners import FEWEST_LETTERS, Names, name_in_line, names_of
from coordination.minutes.queries import recording as queries
from coordination.minutes.queries.recording import Desk, Recorded, Records
from coordination.minutes.views.blueprint import bp
from coordination.minutes.views.recording_page import desk_url, draw_desk, refused_desk

# --- while typing ---------------------------------------------------------------------------------------------------


@bp.get("/meetings/<public_id:meeting_id>/record/names")
@sees("minutes.record", find=queries.get_desk)
def complete(meeting: Desk) -> Response:
    """Names after @: the group's agencies and people first, then everybody."""
    typed = request.args.get("q", "").strip()[:60]
    language = current()
    names = Names(standing_seats(meeting.group_id, meeting.today))
    near = [*names.near, *(one for one in queries.list_present_names(meeting.meeting.id) if one.id not in names.people)]
    key = fold(typed)
    found = [name_in_line(one, language) for one in near if not key or _fits(one, key)]
    if len(key) >= FEWEST_LETTERS - 1 and len(found) < queries.MOST_COMPLETIONS:
        found += [en if language == "en" and en else fa for fa, en in queries.search_names(typed)]
    return jsonify(list(dict.fromkeys(found))[: queries.MOST_COMPLETIONS])


def _fits(thing: Any, key: str) -> bool:
    return any(
        fold(" ".join(name.split()[start:])).startswith(key)
        for name in names_of(thing)
        for start in range(len(name.split()))
    )


@bp.get("/meetings/<public_id:meeting_id>/record/phrases")
@sees("minutes.record", find=queries.get_desk)
def phrases(meeting: Desk) -> str:
    """The phrase library; with a script it opens beside the text and a click writes a phrase into it."""
    return render_template(
        "minutes/record_phrases.html",
        phrases=list_phrases(meeting.group_id),
        part="HX-Request" in request.headers,
        back=url_for(".record", meeting_id=meeting.meeting.public_id),
    )


# --- going on -------------------------------------------------------------------------------------------------------


@bp.post("/entries/<public_id:entry_id>/speak")
@sees("minutes.record", find=queries.get_recorded)
def speak(entry: Recorded) -> AnyResponse:
    """The meeting turns to this entry; outside a session the page alone does."""
    if entry.meeting.state == MeetingState.IN_SESSION:
        meetings.speak_of(g.actor, entry.entry)
    return redirect(desk_url(entry), 303)


@bp.post("/meetings/<public_id:meeting_id>/record/<any(recess, resume):step>")
@sees("meeting.recess", find=queries.get_desk)
def pause(meeting: Desk, step: str) -> Any:
    """A recess, and its end, without leaving the desk."""
    wanted = request.form.get("entry")
    try:
        (meetings.recess if step == "recess" else meetings.resume)(g.actor, meeting.meeting)
    except DomainError as error:
        return refused_desk(meeting, wanted, error)
    return redirect(url_for(".record", meeting_id=meeting.meeting.public_id, entry=wanted), 303)


@bp.post("/meetings/<public_id:meeting_id>/record/entries")
@sees("minutes.record", find=queries.get_desk)
def add_entry(meeting: Desk) -> Any:
    """An entry beyond the agenda, with the reason why it comes late."""
    form = ExtraEntryForm()
    wanted = request.form.get("entry")
    if not form.validate():
        return draw_desk(meeting, wanted, extra=form), 422
    try:
        item = meetings.new_topic(g.actor, meeting.meeting, title=form.title.data or "")
        entry = meetings.add_entry(
            g.actor,
            meeting.meeting,
            item,
            purpose=Purpose.DISCUSSION,
            minutes_planned=form.minutes_planned.data,
            presenter="",
            late_reason=form.late_reason.data or "",
        )
    except DomainError as error:
        return refused_desk(meeting, wanted, error, extra=form)
    flash(_("The entry stands at the end of the agenda."), "done")
    return redirect(url_for(".record", meeting_id=meeting.meeting.public_id, entry=entry.public_id), 303)


@bp.get("/meetings/<public_id:meeting_id>/project")
@sees("minutes.project", find=queries.get_desk)
def project(meeting: Desk) -> str:
    """What is thrown on the wall: the entry spoken about with its resolutions and actions, never a confidential one."""
    entries, entry, _block = queries.list_at_desk(meeting, None)
    shown = entry if entry is not None and not entry.confidential else None
    records = queries.list_records([shown.id]) if shown is not None else Records([], [])
    return render_template(
        "minutes/project.html",
        part="HX-Request" in request.headers,
        desk=meeting,
        meeting=meeting.meeting,
        meeting_name=meeting_title(meeting.meeting, local_date(meeting.meeting.starts_at)),
        entry=shown,
        closed=entry is not None and entry.confidential,
        number=entries.index(entry) + 1 if entry is not None else 0,
        entries=entries,
        title=title_of(shown) if shown is not None else "",
        cards=[
            card
            for card in cards_of(meeting, _block.text if _block is not None and shown is not None else "", records)
            if card.kind in (LineKind.RESOLUTION, LineKind.ACTION) and card.text
        ],
        attending=queries.get_attending(meeting, entry),
    )
