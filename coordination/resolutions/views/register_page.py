"""The register of resolutions: filters in the address, a page at a time, with what became of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.kernel.paging import pager, place
from coordination.lang.text import digits
from coordination.meetings.views.parts import group_of, my_groups
from coordination.resolutions import consequences, queries
from coordination.resolutions.forms import FilterForm
from coordination.resolutions.models import RESOLUTION_KIND_LABELS, ResolutionKind, ResolutionState
from coordination.resolutions.queries.register import this_year
from coordination.resolutions.states import RESOLUTION
from coordination.resolutions.views.blueprint import bp

NAMES = ("q", "group", "year", "state", "kind", "agency")
EVERY_YEAR = "all"


@bp.get("")
@sees("resolution.list")
def index() -> str:
    """What one's groups resolved and what binds one's agencies; of this Jalali year unless another is chosen."""
    query = _query(request.args)
    form = FilterForm(MultiDict({"year": str(this_year())} | query), groups=my_groups(), years=queries.list_years())
    filters = _filters(query)
    found = queries.list_register(g.actor, filters, **place())
    return render_template(
        "resolutions/index.html",
        rows=found.rows,
        done=consequences.counts([row.id for row in found.rows]),
        look_of=RESOLUTION.look,
        kind_of=lambda kind: _(RESOLUTION_KIND_LABELS[ResolutionKind(kind)]),
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        pager=pager(".index", found, query),
        every_year=url_for(".index", **(query | {"year": EVERY_YEAR})),
    )


def _query(args: Mapping[str, str]) -> dict[str, Any]:
    """The part of an address that is the filter."""
    return {name: args[name].strip()[:100] for name in NAMES if args.get(name, "").strip()}


def _filters(query: dict[str, Any]) -> queries.Filters:
    """The filters of an address; words that are not known narrow nothing."""
    state, kind = query.get("state"), query.get("kind")
    return queries.Filters(
        year=_year(query.get("year", "")),
        group_id=group_of(query),
        state=ResolutionState(state) if state in set(ResolutionState) else None,
        kind=ResolutionKind(kind) if kind in set(ResolutionKind) else None,
        agency=query.get("agency", ""),
        text=query.get("q", ""),
    )


def _year(typed: str) -> int | None:
    if typed == EVERY_YEAR:
        return None
    year = digits(typed)
    return int(year) if year.isascii() and year.isdecimal() and 1300 <= int(year) <= 1500 else this_year()
