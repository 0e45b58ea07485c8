"""Votes on a resolution and the outcome of an entry, given at the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, request

from coordination.access.web import sees
from coordination.directory.queries import find_matches
from coordination.groups.queries import find_groups
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, NotFound
from coordination.kernel.messages import N_, Message
from coordination.lang.dates_said import read_day
from coordination.lang.jalali import DateProblem
from coordination.lang.text import clean, digits
from coordination.meetings import commands as meetings
from coordination.minutes.queries import recording as queries
from coordination.minutes.queries.recording import Recorded
from coordination.minutes.views.blueprint import bp
from coordination.minutes.views.recording_page import attempt_at
from coordination.resolutions import commands as resolutions
from coordination.resolutions import queries as resolution_queries
from coordination.resolutions.models import Resolution, ResolutionState

VOTES = ("votes_for", "votes_against", "abstentions")
TO_WHOM = N_("It was not referred: «%(name)s» is no agency and no group, or fits several.")


# --- votes ----------------------------------------------------------------------------------------------------------


@bp.post("/resolutions/<public_id:resolution_id>/vote")
@sees("resolution.adopt", find=resolution_queries.get_resolution)
def vote(resolution: Resolution) -> Any:
    """Consensus by one press, or votes counted; rejected, deferred, or the vote taken back."""
    entry = queries.get_recorded(resolution.entry.public_id) if resolution.entry is not None else None
    if entry is None:
        raise NotFound()
    form = request.form
    act = form.get("act", "")
    actor = g.actor

    def take() -> None:
        if act == "consensus":
            resolutions.settle(actor, resolution)
        elif act == "put":
            resolutions.put(actor, resolution)
        elif act == "defer":
            resolutions.defer(actor, resolution)
        elif act == "reopen":
            resolutions.reopen(actor, resolution)
        elif act in ("adopt", "reject"):
            _count(resolution, act, {name: _votes(form.get(name)) for name in VOTES})

    return attempt_at(entry, take)


def _count(resolution: Resolution, act: str, votes: dict[str, Any]) -> None:
    if resolution.state != ResolutionState.PUT:
        resolutions.put(g.actor, resolution)
    if act == "adopt":
        resolutions.adopt(g.actor, resolution, **votes)
    else:
        resolutions.reject(g.actor, resolution, **votes)


def _votes(text: str | None) -> int | None:
    """A count in any digits; nothing where nothing is typed. Raises Invalid for anything else."""
    typed = digits(text or "").strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 6):
        raise Invalid(
            Message(N_("The vote was not recorded: «%(typed)s» is no number of votes."), typed=clean(typed)),
            field="votes_for",
            advice=N_("Type the votes in figures, or leave the field empty."),
        )
    return int(typed)


# --- the outcome of an entry ----------------------------------------------------------------------------------------


@bp.post("/entries/<public_id:entry_id>/outcome")
@sees("minutes.record", find=queries.get_recorded)
def outcome(entry: Recorded) -> Any:
    """Decided (proposals are adopted by consensus first), noted, put off, referred on, not reached, or taken back."""
    form = request.form
    to, on = clean(form.get("to", "")), clean(form.get("on", ""))
    act = OUTCOMES.get(form.get("outcome", ""))
    if act is None:
        raise NotFound()
    return attempt_at(entry, lambda: act(entry, to, on))


def _decide(entry: Recorded, _to: str, _on: str) -> None:
    records = queries.list_records([entry.entry.id])
    for resolution in records.resolutions:
        if resolution.in_text and resolution.state in (ResolutionState.PROPOSED, ResolutionState.PUT):
            resolutions.settle(g.actor, resolution)
    db.session.flush()
    ruled = resolution_queries.entry_ruled_on(entry.entry.id)
    meetings.decide(g.actor, entry.entry, resolution_ruled_on=ruled)


def _defer(entry: Recorded, _to: str, on: str) -> None:
    if not on:
        meetings.defer(g.actor, entry.entry, to_meeting=entry.next_meeting)
        return
    try:
        day = read_day(on, entry.today, next_meeting_on=entry.next_meeting_on)
    except DateProblem as problem:
        raise Invalid(Message(problem.text, **problem.params), field="on") from problem
    meetings.defer(g.actor, entry.entry, on=day)


def _refer(entry: Recorded, to: str, _on: str) -> None:
    agencies = find_matches(to) if to else []
    groups = find_groups(to) if to and len(agencies) != 1 else []
    if len(agencies) == 1:
        meetings.refer(g.actor, entry.entry, agency=agencies[0])
    elif len(groups) == 1:
        meetings.refer(g.actor, entry.entry, group=groups[0])
    elif to:
        raise Invalid(Message(TO_WHOM, name=to), field="to", advice=N_("Type the whole name, or its code."))
    else:
        meetings.refer(g.actor, entry.entry)


def _taken_back(entry: Recorded, _to: str, _on: str) -> None:
    meetings.reopen_entry(g.actor, entry.entry)


def _noted(entry: Recorded, _to: str, _on: str) -> None:
    meetings.note(g.actor, entry.entry)


def _missed(entry: Recorded, _to: str, _on: str) -> None:
    meetings.not_reached(g.actor, entry.entry)


OUTCOMES: dict[str, Callable[[Recorded, str, str], None]] = {
    "decide": _decide,
    "note": _noted,
    "defer": _defer,
    "refer": _refer,
    "not_reached": _missed,
    "reopen": _taken_back,
}
