"""The list of indicators: filters in the address, each with its latest figure against its target."""

from __future__ import annotations

from flask import g, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.activities.issuers import list_seen, pick_of
from coordination.indicators import queries
from coordination.indicators.forms import FilterForm
from coordination.indicators.standing import Standing
from coordination.indicators.units import said
from coordination.indicators.views.blueprint import bp
from coordination.kernel.paging import pager, place
from coordination.lang import zone
from coordination.lang.filters import pick
from coordination.lang.jalali import jalali_year_range
from coordination.lang.spans import this_year, words

NAMES = ("q", "issuer", "active")
NOTHING = Standing(None, None)


@bp.get("")
@sees("indicator.list")
def index() -> str:
    """The indicators of one's groups and agencies; what the program counts, in the running Jalali year."""
    query = {name: request.args[name].strip()[:100] for name in NAMES if request.args.get(name, "").strip()}
    seen = list_seen(g.actor)
    form = FilterForm(MultiDict(query), issuers=[(one.issuer.key, pick(one, "name")) for one in seen])
    found = queries.list_indicators(
        g.actor,
        queries.Filters(
            text=query.get("q", ""),
            issuer=pick_of(query.get("issuer"), seen),
            active=query.get("active") != "no",
        ),
        **place(),
    )
    first, last = jalali_year_range(this_year(zone.today()))
    standings = queries.list_standings([row.id for row in found.rows], first, last)
    return render_template(
        "indicators/index.html",
        rows=found.rows,
        standing_of=lambda row: standings.get(row.id, NOTHING),
        unit_of=said,
        period=words,
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        pager=pager(".index", found, query),
        every=url_for(".index"),
    )
