"""The list of data calls: what waits for the reader's agencies first, then what was answered, or what he issued."""

from __future__ import annotations

from flask import g, render_template
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.data_calls import queries
from coordination.data_calls.forms import FilterForm
from coordination.data_calls.models import DataCallState
from coordination.data_calls.states import ANSWER_SHEET, DATA_CALL
from coordination.data_calls.views.blueprint import bp, search_of, sections, sides
from coordination.kernel.paging import pager, place
from coordination.lang import zone


@bp.get("/data-calls")
@sees("data_call.list")
def index() -> str:
    """Asked of us, what waits for us first; or issued by us."""
    side, links = sides("data_calls.index", _("Asked of us"), _("Issued by us"))
    query = search_of()
    form = FilterForm(MultiDict(query))
    state = DataCallState(query["state"]) if query.get("state") in set(DataCallState) else None
    if side == "asked":
        query.pop("state", None)
        found = queries.list_asked(g.actor, query.get("q", ""), **place())
        waiting = [] if query else queries.list_waiting(g.actor)
        fields = [form.q]
    else:
        found = queries.list_issued(g.actor, query.get("q", ""), state, **place())
        waiting, fields = [], [form.q, form.state]
    return render_template(
        "data_calls/index.html",
        side=side,
        sides=links,
        sections=sections("calls"),
        waiting=waiting,
        rows=found.rows,
        pager=pager("data_calls.index", found, query | {"side": side}),
        fields=fields,
        is_filtered=bool(query),
        call_look=DATA_CALL.look,
        sheet_look=ANSWER_SHEET.look,
        today=zone.today(),
    )
