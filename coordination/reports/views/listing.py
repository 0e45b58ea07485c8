"""The list of reports: one's own and those published, filters in the address, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.activities.issuers import list_mine, list_seen, pick_of
from coordination.kernel.paging import pager, place
from coordination.lang import spans, zone
from coordination.lang.text import digits
from coordination.reports import queries
from coordination.reports.forms import FilterForm
from coordination.reports.models import ReportState, Span
from coordination.reports.spanning import last_full_season
from coordination.reports.states import REPORT
from coordination.reports.titles import title_of
from coordination.reports.views.blueprint import bp

NAMES = ("issuer", "span", "year", "state")
YEARS_SHOWN = 15


@bp.get("")
@sees("report.list")
def index() -> str:
    """Reports of one's groups and agencies: drafts of those in whose name one acts, and all that are published."""
    query = _query(request.args)
    issuers, mine = list_seen(g.actor), list_mine(g.actor)
    this_year = spans.this_year(zone.today())
    years = [this_year - back for back in range(YEARS_SHOWN)]
    form = FilterForm(MultiDict(query), issuers=issuers, years=years)
    found = queries.list_reports(g.actor, _filters(query, issuers), **place())
    season = last_full_season(zone.today())
    return render_template(
        "reports/index.html",
        rows=found.rows,
        look_of=REPORT.look,
        title_of=title_of,
        fields=[form[name] for name in NAMES if name != "issuer" or len(issuers) > 1],
        is_filtered=bool(query),
        pager=pager(".index", found, query),
        may_make=bool(mine),
        last_season=spans.words(*season, spans.SEASON),
        clear_url=url_for(".index"),
    )


def _query(args: Mapping[str, str]) -> dict[str, Any]:
    """The part of an address that is the filter."""
    return {name: args[name].strip()[:100] for name in NAMES if args.get(name, "").strip()}


def _filters(query: dict[str, Any], issuers: Any) -> queries.Filters:
    """The filters of an address; words that are not known narrow nothing."""
    state, span, year = query.get("state"), query.get("span"), digits(query.get("year", ""))
    return queries.Filters(
        issuer=pick_of(query.get("issuer"), issuers),
        state=ReportState(state) if state in set(ReportState) else None,
        span=Span(span) if span in set(Span) else None,
        year=int(year) if year.isascii() and year.isdecimal() and 1300 <= int(year) <= 1500 else None,
    )
