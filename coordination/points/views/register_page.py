"""The register of points: those waiting longest for a visit first, with the map of their districts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.paging import Link, pager, place
from coordination.points import queries
from coordination.points.districts import district_code, district_words, known_cities, shapes_of
from coordination.points.drawing import Drawing, draw
from coordination.points.forms import FilterForm
from coordination.points.views.blueprint import bp, visited

NAMES = ("q", "city", "district", "active")
ACTIVE = {"no": False, "all": None}


@bp.get("/points")
@sees("point.list")
def index() -> str:
    """The points that the reader's unit or group watches."""
    query: dict[str, Any] = {
        name: request.args[name].strip()[:80] for name in NAMES if request.args.get(name, "").strip()
    }
    late = request.args.get("late") == "1"
    filters = queries.Filters(
        text=query.get("q", ""),
        city=query.get("city", ""),
        district=district_code(query.get("district", "")),
        late=late,
        active=ACTIVE.get(query.get("active", ""), True),
    )
    found = queries.list_points(g.actor, filters, **place())
    marks = queries.list_marks(g.actor, filters)
    cities = list(dict.fromkeys([*known_cities(), *(one.city for one in marks if one.city)]))
    form = FilterForm(MultiDict(query), cities=cities)
    now = clock.now()
    return render_template(
        "points/index.html",
        rows=found.rows,
        now=now,
        visited=visited,
        district_words=district_words,
        drawing=_drawing(filters.city, marks),
        fields=[form[name] for name in NAMES],
        segments=[
            Link(_("All"), url_for(".index", **query), not late),
            Link(_("Not visited in time"), url_for(".index", late=1, **query), late),
        ],
        keep={"late": "1"} if late else {},
        is_filtered=bool(query) or late,
        pager=pager(".index", found, query | ({"late": "1"} if late else {})),
    )


def _drawing(city: str, marks: Sequence[Any]) -> Drawing | None:
    """The map of the city that is asked for, else of the one with most of the marks."""
    if not city and not marks:
        return None
    shown = city or Counter(one.city for one in marks).most_common(1)[0][0]
    return draw(shown, shapes_of(shown), [one for one in marks if one.city == shown], clock.now())
