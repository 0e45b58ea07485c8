"""The list of circulars: those one got and those one issues, of this Jalali year unless another is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from coordination.access import policy
from coordination.access.web import sees
from coordination.circulars import queries
from coordination.circulars.forms import FilterForm
from coordination.circulars.states import CIRCULAR
from coordination.circulars.views.blueprint import bp
from coordination.kernel.paging import pager, place
from coordination.lang import spans, zone
from coordination.lang.text import digits

NAMES = ("q", "show", "year")
EVERY_YEAR = "all"
YEARS_SHOWN = 10


@bp.get("")
@sees("circular.list")
def index() -> str:
    """What waits for the reader stands out, whichever year it is of."""
    query = _query(request.args)
    issues = policy.allows(g.actor, "circular.edit")
    this_year = spans.this_year(zone.today())
    years = [this_year - back for back in range(YEARS_SHOWN)]
    form = FilterForm(MultiDict({"year": str(this_year)} | query), years=years, issues=issues)
    found = queries.list_circulars(g.actor, _filters(query, this_year), **place())
    return render_template(
        "circulars/index.html",
        rows=found.rows,
        look_of=CIRCULAR.look,
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        issues=issues,
        pager=pager(".index", found, query),
        every_year=url_for(".index", **(query | {"year": EVERY_YEAR})),
        form=FlaskForm(),
    )


def _query(args: Mapping[str, str]) -> dict[str, Any]:
    """The part of an address that is the filter."""
    return {name: args[name].strip()[:100] for name in NAMES if args.get(name, "").strip()}


def _filters(query: dict[str, Any], this_year: int) -> queries.Filters:
    """The filters of an address; words that are not known narrow nothing."""
    waiting = query.get("show") == "waiting"
    first, last = (None, None) if waiting and "year" not in query else _days(query, this_year)
    return queries.Filters(
        first=first,
        last=last,
        text=query.get("q", ""),
        waiting=waiting,
        issued=query.get("show") == "issued",
    )


def _days(query: dict[str, Any], this_year: int) -> tuple[date | None, date | None]:
    typed = digits(query.get("year", ""))
    if typed == EVERY_YEAR:
        return None, None
    year = int(typed) if typed.isascii() and typed.isdecimal() and 1300 <= int(typed) <= 1500 else this_year
    return spans.range_of(spans.YEAR, year)
