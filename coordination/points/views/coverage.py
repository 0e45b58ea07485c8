"""Coverage of the points of a city in a month, by district: counts that are open to everybody but the police."""

from __future__ import annotations

from flask import g, render_template, request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import sees
from coordination.lang import locale, say, zone
from coordination.lang.jalali import month_name, month_range, to_jalali
from coordination.lang.text import digits
from coordination.points import queries
from coordination.points.districts import district_words
from coordination.points.forms import CoverageForm
from coordination.points.queries import Covered
from coordination.points.views.blueprint import bp

MONTHS = 12
FIRST_WEEK = 7
Month = tuple[int, int]


@bp.get("/points/coverage")
@sees("point.coverage")
def coverage() -> str:
    """How many points of each district were visited in time; what was seen, of points that are open to the reader."""
    months = _months()
    year, month = _chosen(request.args.get("month", ""), months)
    cities = list(queries.list_covered_cities(g.actor))
    city = request.args.get("city", cities[0] if cities else "")
    first, last = month_range(year, month)
    rows = queries.list_coverage(g.actor, city, first, last)
    form = CoverageForm(
        MultiDict({"city": city, "month": f"{year}-{month}"}),
        cities=cities,
        months=[(f"{one[0]}-{one[1]}", _words(one)) for one in months],
    )
    return render_template(
        "points/coverage.html",
        rows=rows,
        total=_total(rows),
        city=city,
        month=_words((year, month)),
        fields=[form.city, form.month],
        district_words=district_words,
        shows_children=any(row.seen is not None for row in rows),
        bars=[(district_words(row.district) or "–", row.in_time, row.points) for row in rows],
    )


def _total(rows: list[Covered]) -> Covered:
    seen = [row.seen for row in rows if row.seen is not None]
    contacts = [row.contacts for row in rows if row.contacts is not None]
    return Covered(
        _("Whole city"),
        points=sum(row.points for row in rows),
        in_time=sum(row.in_time for row in rows),
        visits=sum(row.visits for row in rows),
        seen=sum(seen) if seen else None,
        contacts=sum(contacts) if contacts else None,
    )


def _months() -> list[Month]:
    """This Jalali month and those before it."""
    year, month, _day = to_jalali(zone.today())
    found = []
    for _number in range(MONTHS):
        found.append((year, month))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return found


def _chosen(typed: str, months: list[Month]) -> Month:
    """The month of an address, where it is one of those offered; in the first week of a month the one before."""
    default = months[1] if to_jalali(zone.today())[2] <= FIRST_WEEK else months[0]
    return next((one for one in months if f"{one[0]}-{one[1]}" == digits(typed)), default)


def _words(month: Month) -> str:
    return f"{month_name(month[1], locale.current())} {say.digits_for(str(month[0]))}"
