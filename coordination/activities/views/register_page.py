"""The register of activities: filters in the address, the running Jalali year unless another is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access import policy
from coordination.access.web import sees
from coordination.activities import queries
from coordination.activities.forms import FilterForm
from coordination.activities.issuers import list_seen, pick_of
from coordination.activities.kinds import HEADING_OF
from coordination.activities.models import ACTIVITY_LABELS, ActivityKind
from coordination.activities.views.blueprint import bp
from coordination.activities.views.words import names_of, times_of
from coordination.kernel.paging import pager, place
from coordination.lang import spans, zone
from coordination.lang.text import digits

NAMES = ("q", "kind", "issuer", "year", "part")
EVERY_YEAR = "all"
YEARS_SHOWN = 15


@bp.get("/activities")
@sees("activity.list")
def index() -> str:
    """What one's groups and agencies did, the latest first."""
    query = _query(request.args)
    this_year = spans.this_year(zone.today())
    issuers = list_seen(g.actor)
    years = sorted({this_year - back for back in range(YEARS_SHOWN)} | {_year(query, this_year)} - {0}, reverse=True)
    form = FilterForm(MultiDict({"year": str(this_year)} | query), issuers=issuers, years=years)
    filters = _filters(query, issuers, this_year)
    found = queries.list_activities(g.actor, filters, **place())
    partners = queries.partners_of(row.id for row in found.rows)
    return render_template(
        "activities/index.html",
        rows=found.rows,
        partners={row_id: names_of(rows) for row_id, rows in partners.items()},
        kind_of=lambda kind: _(ACTIVITY_LABELS[ActivityKind(kind)]),
        when_of=lambda row: spans.words(row.from_on, row.to_on, row.precision),
        times_of=times_of,
        fields=[form[name] for name in NAMES if name != "issuer" or len(issuers) > 1],
        is_filtered=bool(query),
        removed=filters.removed,
        may_edit=policy.allows(g.actor, "activity.edit"),
        pager=pager(".index", found, query),
        every_year=url_for(".index", **(query | {"year": EVERY_YEAR, "part": ""})),
    )


def _query(args: Mapping[str, str]) -> dict[str, Any]:
    """The part of an address that is the filter."""
    return {name: args[name].strip()[:100] for name in (*NAMES, "removed", "heading") if args.get(name, "").strip()}


def _filters(query: dict[str, Any], issuers: Any, this_year: int) -> queries.Filters:
    """The filters of an address; words that are not known narrow nothing."""
    first, last = _days(query, this_year)
    return queries.Filters(
        first=first,
        last=last,
        kinds=_kinds(query),
        issuer=pick_of(query.get("issuer"), issuers),
        text=query.get("q", ""),
        removed=bool(query.get("removed")),
    )


def _kinds(query: dict[str, Any]) -> frozenset[ActivityKind]:
    """One kind, or all of one heading of the report."""
    if query.get("kind") in set(ActivityKind):
        return frozenset({ActivityKind(query["kind"])})
    return frozenset(kind for kind, number in HEADING_OF.items() if str(number) == query.get("heading"))


def _year(query: dict[str, Any], this_year: int) -> int:
    """The Jalali year of an address; 0 for every year."""
    typed = digits(query.get("year", ""))
    if typed == EVERY_YEAR:
        return 0
    return int(typed) if typed.isascii() and typed.isdecimal() and 1300 <= int(typed) <= 1500 else this_year


def _days(query: dict[str, Any], this_year: int) -> tuple[date | None, date | None]:
    year = _year(query, this_year)
    if not year:
        return None, None
    precision, _dash, part = query.get("part", "").partition("-")
    if precision in spans.PARTS and part.isascii() and part.isdecimal() and 1 <= int(part) <= spans.PARTS[precision]:
        return spans.range_of(precision, year, int(part))
    return spans.range_of(spans.YEAR, year)
