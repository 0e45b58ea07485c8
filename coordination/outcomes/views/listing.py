"""The list of outcomes: those that wait for the reader's word, and all that he may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.paging import Link, pager, place
from coordination.lang.jalali import jalali_year
from coordination.lang.text import digits
from coordination.lang.zone import local_date
from coordination.outcomes import queries
from coordination.outcomes.forms import FilterForm
from coordination.outcomes.models import OutcomeKind, OutcomeState
from coordination.outcomes.states import OUTCOME, SUSTAINED_AFTER
from coordination.outcomes.views.blueprint import bp, label_of

NAMES = ("state", "kind", "year")
YEARS = 10


def years() -> list[int]:
    """The Jalali years that filters offer: this one and those before it."""
    return [jalali_year(local_date(clock.now())) - back for back in range(YEARS)]


def year_of(typed: str) -> int | None:
    """A Jalali year as typed in an address, where it is one."""
    plain = digits(typed)
    return int(plain) if plain.isascii() and plain.isdecimal() and 1300 <= int(plain) <= 1500 else None


@bp.get("/outcomes")
@sees("outcome.list_to_verify")
def index() -> str:
    """Those that wait for one's word first; «all» shows every one that is open to the reader."""
    query = {name: request.args[name].strip()[:40] for name in NAMES if request.args.get(name, "").strip()}
    every = request.args.get("of") == "all" or bool(query)
    found = queries.list_outcomes(g.actor, _filters(query, mine=not every), **place())
    today = local_date(clock.now())
    form = FilterForm(MultiDict(query), years=years())
    return render_template(
        "outcomes/index.html",
        rows=found.rows,
        label_of=label_of,
        look_of=OUTCOME.look,
        me=g.actor.person_id,
        due=lambda row: row.state == "verified" and row.verified_on and today - row.verified_on >= SUSTAINED_AFTER,
        segments=[
            Link(_("Wait for your word"), url_for(".index"), not every),
            Link(_("All"), url_for(".index", of="all"), every),
        ],
        every=every,
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        pager=pager(".index", found, query or ({"of": "all"} if every else {})),
    )


def _filters(query: Mapping[str, Any], *, mine: bool) -> queries.Filters:
    """The filters of an address; words that are not known narrow nothing."""
    state, kind = query.get("state"), query.get("kind")
    return queries.Filters(
        mine=mine,
        state=OutcomeState(state) if state in set(OutcomeState) else None,
        kind=OutcomeKind(kind) if kind in set(OutcomeKind) else None,
        year=year_of(query.get("year", "")),
    )
