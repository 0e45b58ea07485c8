"""The public pages: what this is, the directory, reports, resolutions, figures, and what robots may read."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from coordination.access.web import opens_to_all
from coordination.activities.kinds import HEADINGS
from coordination.directory.models import AGENCY_KIND_LABELS, CENTRE_KIND_LABELS, AgencyKind
from coordination.directory.queries import list_service_kinds
from coordination.figures.small import SMALL
from coordination.kernel.errors import NotFound
from coordination.kernel.paging import pager, place
from coordination.lang import spans
from coordination.lang.filters import pick
from coordination.lang.jalali import jalali_year_range, to_jalali
from coordination.lang.zone import today
from coordination.outcomes.models import OUTCOME_LABELS
from coordination.public import hsds, queries
from coordination.public.forms import DirectoryFilter
from coordination.public.views.blueprint import bp, count_asking, draw, opened
from coordination.referrals.models import ROUTE_LABELS
from coordination.reports import queries as reports
from coordination.reports.titles import issuer_name, title_of
from coordination.reports.views.show import public_parts
from coordination.resolutions.models import RESOLUTION_KIND_LABELS, ResolutionKind

NAMES = ("q", "city", "kind", "need")
HALVES_SHOWN = 6
ROBOTS = "User-agent: *\nAllow: /public\nDisallow: /\n"


@bp.get("/robots.txt")
@opens_to_all
def robots() -> Response:
    """Search engines may read the public pages and nothing else."""
    return Response(ROBOTS, mimetype="text/plain")


@bp.get("/public")
@opens_to_all
def index() -> str:
    """What this network is, and what can be read here."""
    return draw("public/index.html", opened())


@bp.get("/public/agencies")
@opens_to_all
def directory() -> str:
    """Agencies that chose to stand here, by name."""
    query = {name: request.args[name].strip()[:100] for name in NAMES if request.args.get(name, "").strip()}
    if query:
        count_asking()
    installation, day = opened("directory"), today()
    needs = [(row.code, pick(row, "name")) for row in queries.list_needs()]
    form = DirectoryFilter(MultiDict(query), cities=queries.list_cities(day), needs=needs)
    kind = query.get("kind")
    filters = queries.Filters(
        text=query.get("q", ""),
        city=query.get("city", ""),
        kind=AgencyKind(kind) if kind in set(AgencyKind) else None,
        need=query["need"] if query.get("need") in dict(needs) else "",
    )
    found = queries.list_agencies(filters, day, **place())
    return draw(
        "public/directory.html",
        installation,
        rows=found.rows,
        fields=[form[name] for name in NAMES],
        is_filtered=bool(query),
        pager=pager(".directory", found, query),
        kinds=AGENCY_KIND_LABELS,
    )


@bp.get("/public/agencies/<public_id:agency_id>")
@opens_to_all
def agency(agency_id: str) -> str:
    """One agency: its centres with places, where it takes part and how it keeps what it took on."""
    installation, day = opened("directory"), today()
    found = queries.get_agency(agency_id, day)
    if found is None:
        raise NotFound()
    answered = spans.range_of("half", *halves_over(day)[0])
    return draw(
        "public/agency.html",
        installation,
        agency=found,
        phone=hsds.office_phone(found),
        side=queries.get_public_side(found, day, answered=answered),
        half=spans.words(*answered, "half"),
        year_words=_year,
        headings=HEADINGS,
        least=SMALL,
        needs={row.code: pick(row, "name") for row in queries.list_needs()},
        kinds=AGENCY_KIND_LABELS,
        centre_kinds=CENTRE_KIND_LABELS,
        today=day,
    )


@bp.get("/public/reports")
@opens_to_all
def reports_page() -> str:
    """Published reports whose public version is open."""
    installation = opened("reports")
    rows = [(report, title_of(report), issuer_name(report)) for report in reports.list_public()]
    return draw("public/reports.html", installation, rows=rows)


@bp.get("/public/reports/<public_id:report_id>")
@opens_to_all
def report(report_id: str) -> str:
    """The public version of one report."""
    installation = opened("reports")
    found = reports.get_public(report_id)
    if found is None:
        raise NotFound()
    return draw(
        "public/report.html",
        installation,
        report=found,
        title=title_of(found),
        name=issuer_name(found),
        **public_parts(found),
    )


@bp.get("/public/resolutions")
@opens_to_all
def resolutions() -> str:
    """Public resolutions in force, the latest first."""
    text = request.args.get("q", "").strip()[:100]
    if text:
        count_asking()
    installation = opened("resolutions")
    found = queries.list_resolutions(text, **place())
    return draw(
        "public/resolutions.html",
        installation,
        rows=found.rows,
        q=text,
        kind_of=lambda kind: _(RESOLUTION_KIND_LABELS[ResolutionKind(kind)]),
        pager=pager(".resolutions", found, {"q": text} if text else {}),
    )


@bp.get("/public/figures")
@opens_to_all
def figures() -> str:
    """Sums of a half-year that is over."""
    installation = opened("figures")
    halves = halves_over(today())
    asked = request.args.get("half", "")
    year, part = next((half for half in halves if f"{half[0]}-{half[1]}" == asked), halves[0])
    first, last = spans.range_of("half", year, part)
    return draw(
        "public/figures.html",
        installation,
        told=queries.count_half(first, last),
        words=spans.words(first, last, "half"),
        halves=[_half(half, half == (year, part)) for half in halves],
        labels=_labels(),
    )


def halves_over(day: date) -> list[tuple[int, int]]:
    """The half-years that are over, as Jalali year and part, the latest first."""
    year, month, _day = to_jalali(day)
    last = year * 2 + (1 if month > 6 else 0) - 1
    return [(number // 2, number % 2 + 1) for number in range(last, last - HALVES_SHOWN, -1)]


def _half(half: tuple[int, int], current: bool) -> dict[str, Any]:
    first, last = spans.range_of("half", *half)
    return {
        "label": spans.words(first, last, "half"),
        "url": url_for(".figures", half=f"{half[0]}-{half[1]}"),
        "current": current,
    }


def _year(year: int) -> Any:
    return spans.words(*jalali_year_range(year), "year")


def _labels() -> dict[str, Any]:
    """The words of the keys of every table."""
    needs = {row.code: pick(row, "name") for row in queries.list_needs()}
    return {
        "routes": {key.value: _(label) for key, label in ROUTE_LABELS.items()},
        "needs": needs,
        "services": {kind.code: pick(kind, "name") for kind in list_service_kinds()},
        "nations": {"iranian": _("Iranian"), "others": _("Other nationalities"), "unknown": _("Not recorded")},
        "sexes": {"girls": _("Girls"), "boys": _("Boys"), "unknown": _("Not recorded")},
        "outcomes": {key.value: _(label) for key, label in OUTCOME_LABELS.items()},
    }
