"""The list of memoranda: which of them, filters in the address, a page at a time."""

from __future__ import annotations

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.kernel.messages import N_
from coordination.kernel.paging import Link, pager, place
from coordination.lang import zone
from coordination.programmes import queries
from coordination.programmes.forms import MemorandumFilter
from coordination.programmes.queries import Which
from coordination.programmes.states import MEMORANDUM
from coordination.programmes.views.blueprint import bp
from coordination.programmes.views.listing import query_of

NAMES = ("q", "party")
WHICH = {
    Which.ALL: N_("All"),
    Which.ENDING: N_("Ending soon"),
    Which.SIGNED: N_("In force"),
    Which.DRAFT: N_("Drafts"),
    Which.ENDED: N_("Ended"),
}


@bp.get("/memoranda")
@sees("memorandum.list")
def memoranda() -> str:
    """Memoranda of one's agencies, and those to which they are a party."""
    query = query_of(request.args, NAMES)
    form = MemorandumFilter(MultiDict(query))
    asked = request.args.get("which", "")
    which = Which(asked) if asked in set(Which) else Which.ALL
    kept = query | ({"which": which.value} if which else {})
    found = queries.list_memoranda(
        g.actor, queries.MemorandumFilters(which, query.get("q", ""), query.get("party", "")), **place()
    )
    today = zone.today()
    return render_template(
        "programmes/memoranda.html",
        rows=found.rows,
        parties=queries.parties_of([row.id for row in found.rows]),
        look_of=MEMORANDUM.look,
        fields=[form[name] for name in NAMES],
        keep={"which": which.value} if which else {},
        segments=[
            Link(_(label), url_for(".memoranda", **(query | ({"which": one.value} if one else {}))), one == which)
            for one, label in WHICH.items()
        ],
        which=which,
        is_filtered=bool(query),
        pager=pager(".memoranda", found, kept),
        today=today,
        soon=today + queries.ENDING_WITHIN,
    )
