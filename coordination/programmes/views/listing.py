"""The list of programmes: filters in the address, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.kernel.paging import pager, place
from coordination.programmes import queries
from coordination.programmes.forms import ProgrammeFilter
from coordination.programmes.models import ProgrammeState
from coordination.programmes.states import PROGRAMME
from coordination.programmes.views.blueprint import bp

NAMES = ("q", "state", "agency")


@bp.get("/programmes")
@sees("programme.list")
def index() -> str:
    """Programmes of one's agencies, of those to which they are partners, and of the committees one sits in."""
    query = query_of(request.args, NAMES)
    form = ProgrammeFilter(MultiDict(query))
    state = query.get("state", "")
    found = queries.list_programmes(
        g.actor,
        queries.Filters(
            text=query.get("q", ""),
            state=ProgrammeState(state) if state in set(ProgrammeState) else None,
            agency=query.get("agency", ""),
        ),
        **place(),
    )
    return render_template(
        "programmes/index.html",
        rows=found.rows,
        look_of=PROGRAMME.look,
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        pager=pager(".index", found, query),
        every=url_for(".index"),
    )


def query_of(args: Mapping[str, str], names: tuple[str, ...]) -> dict[str, Any]:
    """The part of an address that is the filter."""
    return {name: args[name].strip()[:100] for name in names if args.get(name, "").strip()}
