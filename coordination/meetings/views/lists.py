"""The list of meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.groups.cadences import list_skipped
from coordination.groups.models import SeatKind, SkippedDay
from coordination.kernel.messages import N_
from coordination.kernel.paging import Link, pager, place
from coordination.lang import zone
from coordination.meetings import forms, queries
from coordination.meetings.models import MeetingState
from coordination.meetings.queries import Filters
from coordination.meetings.states import MEETING
from coordination.meetings.titles import listed_title
from coordination.meetings.views.blueprint import bp
from coordination.meetings.views.parts import group_of, my_groups

SHOWN = {"coming": N_("Coming"), "past": N_("Past"), "all": N_("All")}
EMPTY = {
    "coming": (
        N_("No meeting is coming"),
        N_("Meetings come here by themselves when a group has its rhythm, or when its secretary calls one."),
    ),
    "past": (N_("No meeting is over yet"), N_("Meetings that were held or cancelled stay here, with their minutes.")),
    "all": (N_("There is no meeting yet"), N_("Give the group its rhythm, or call a meeting.")),
}


@bp.get("/meetings")
@sees("meeting.list")
def index() -> str:
    """Coming, past or all meetings of one's groups, and those one is invited to."""
    args = request.args
    show = args.get("show", "coming")
    show = show if show in SHOWN else "coming"
    form = forms.FilterForm(
        MultiDict({name: args[name] for name in ("group", "state") if args.get(name)}), groups=my_groups()
    )
    state = MeetingState(form.state.data) if form.state.data in set(MeetingState) else None
    filters = Filters(show=show, group_id=group_of(args), state=state)  # type: ignore[arg-type]
    found = queries.list_meetings(g.actor, filters, **place())
    query = {name: args[name] for name in ("group", "state") if args.get(name)} | (
        {"show": show} if show != "coming" else {}
    )
    filtered = filters.group_id is not None or state is not None
    title, text = EMPTY[show]
    return render_template(
        "meetings/index.html",
        rows=found.rows,
        title_of=listed_title,
        look_of=MEETING.look,
        shown=[
            Link(_(label), url_for(".index", **(_without(query, "show") | {"show": name})), current=name == show)
            for name, label in SHOWN.items()
        ],
        filter_fields=[form.group, form.state],
        keep={"show": show},
        clear_url=url_for(".index", show=show),
        pager=pager(".index", found, query),
        empty_title=_("Nothing was found with these filters") if filtered else _(title),
        empty_text=_("Lift a filter, or look among the past meetings.") if filtered else _(text),
        skipped=_skipped(filters),
        may_call=bool(g.actor.groups(SeatKind.SECRETARY)),
    )


def _skipped(filters: Filters) -> Sequence[SkippedDay]:
    """Days which the rhythm of the one group leaves out, beside its meetings to come."""
    if filters.group_id is None or filters.show != "coming":
        return []
    return list_skipped(filters.group_id, zone.today())


def _without(query: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in query.items() if key != name}
