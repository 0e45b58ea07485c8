"""The search page: one box, from any page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask, g, redirect, render_template, request, url_for

from coordination.access.web import sees
from coordination.actions.states import ACTION
from coordination.cases.states import CASE
from coordination.circulars.states import CIRCULAR
from coordination.data_calls.states import DATA_CALL
from coordination.kernel.machine import Look, Machine
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick
from coordination.lang.zone import local_date
from coordination.meetings.states import AGENDA_ITEM, MEETING
from coordination.meetings.titles import meeting_title
from coordination.programmes.states import MEMORANDUM, PROGRAMME
from coordination.referrals.states import REFERRAL
from coordination.reports.states import REPORT
from coordination.resolutions.states import RESOLUTION
from coordination.search import queries
from coordination.search.finding import Found
from coordination.vault.blind import blind

bp = Blueprint("search", __name__)
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of things found: the heading, the page of one with the name of its value, and how its states look."""

    heading: str
    endpoint: str
    value: str
    machine: Machine | None


SORTS = {
    "referral": Sort(N_("Referrals"), "referrals.show", "referral_id", REFERRAL),
    "case": Sort(N_("Cases"), "cases.show", "case_id", CASE),
    "action": Sort(N_("Actions"), "actions.show", "action_id", ACTION),
    "resolution": Sort(N_("Resolutions"), "resolutions.show", "resolution_id", RESOLUTION),
    "meeting": Sort(N_("Meetings"), "meetings.show", "meeting_id", MEETING),
    "item": Sort(N_("Agenda items"), "meetings.item", "item_id", AGENDA_ITEM),
    "group": Sort(N_("Groups"), "groups.show", "group_id", None),
    "agency": Sort(N_("Agencies"), "directory.show", "agency_id", None),
    "activity": Sort(N_("Activities"), "activities.show", "activity_id", None),
    "circular": Sort(N_("Circulars"), "circulars.show", "circular_id", CIRCULAR),
    "report": Sort(N_("Reports"), "reports.show", "report_id", REPORT),
    "data_call": Sort(N_("Data calls"), "data_calls.show", "data_call_id", DATA_CALL),
    "distribution": Sort(N_("Distributions"), "data_calls.distribution", "distribution_id", None),
    "programme": Sort(N_("Programmes"), "programmes.show", "programme_id", PROGRAMME),
    "memorandum": Sort(N_("Memoranda"), "programmes.memorandum", "memorandum_id", MEMORANDUM),
    "indicator": Sort(N_("Indicators"), "indicators.show", "indicator_id", None),
    "point": Sort(N_("Watched points"), "points.show", "point_id", None),
}


@bp.get("/search")
@sees("search.use")
def show() -> Any:
    """What was found, by sort; a single find is opened at once."""
    typed = request.args.get("q", "").strip()[:LONGEST]
    if not typed:
        return render_template("search/show.html", typed="", sections=[])
    g.actor.read("search", "search", [], term=blind("search", typed))
    found = queries.find(g.actor, typed)
    if len(found) == 1:
        return redirect(url_of(found[0]), 303)
    sections = [(sort.heading, [one for one in found if one.what == what]) for what, sort in SORTS.items()]
    return render_template(
        "search/show.html",
        typed=typed,
        sections=[section for section in sections if section[1]],
        title_of=title_of,
        sub_of=sub_of,
        look_of=look_of,
        url_of=url_of,
    )


def url_of(found: Found) -> str:
    """The page of a thing found."""
    sort = SORTS[found.what]
    values: dict[str, Any] = {sort.value: found.public_id}
    return url_for(sort.endpoint, **values)


def title_of(found: Found) -> Any:
    """What it is called: its words, of a meeting its number or day, of a referral and a case the code alone."""
    match found.what:
        case "referral" | "case":
            return found.number
        case "group":
            return pick(found, "name")
        case "meeting":
            number = int(found.number) if found.number else None
            return meeting_title(SimpleNamespace(title=found.title, number=number), local_date(_moment(found)))
    return found.title


def sub_of(found: Found) -> Any:
    """The second line: of what group, of a meeting when."""
    if found.what == "meeting":
        return Message(N_("%(group)s · %(day)s"), group=pick(found, "name"), day=_moment(found))
    return None if found.what == "group" else pick(found, "name") or None


def look_of(found: Found) -> Look | None:
    """The chip of its state."""
    machine = SORTS[found.what].machine
    return machine.look(found.state) if machine is not None else None


def _moment(found: Found) -> datetime:
    assert found.at is not None
    return found.at


def register(app: Flask) -> None:
    """Add the search page."""
    app.register_blueprint(bp)
