"""The page of a report: its figures, its lettered sections with charts and tables, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, url_for

from coordination.access import policy
from coordination.access.web import sees
from coordination.activities.issuers import Issuer
from coordination.figures import cells
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.moves import buttons_of
from coordination.reports import queries
from coordination.reports.forms import ArrangeForm
from coordination.reports.headings import COMPUTED, ORDER, TITLES
from coordination.reports.models import Report, ReportState
from coordination.reports.numbers import numbers_of, tables_of
from coordination.reports.public import sections_of
from coordination.reports.reading import Material, Part, figures_of, parts_of
from coordination.reports.states import REPORT, ReportFacts
from coordination.reports.titles import issuer_name, title_of
from coordination.reports.views.blueprint import bp


@bp.get("/<public_id:report_id>")
@sees("report.view", find=queries.get_report)
def show(report: Report) -> str:
    """A draft is made of the records as they are now; what is published is shown as it was frozen."""
    edits = policy.allows(g.actor, "report.edit", report)
    if report.state == ReportState.WITHDRAWN and not edits:
        return render_template(
            "reports/withdrawn.html", report=report, title=title_of(report), name=issuer_name(report)
        )
    material = Material(report)
    parts, figures = parts_of(report, material), figures_of(report, material)
    form = ArrangeForm(arranged="months" if report.by_month else "")
    return render_template(
        "reports/show.html",
        report=report,
        title=title_of(report),
        name=issuer_name(report),
        look=REPORT.look(report.state),
        parts=parts,
        numbers=numbers_of(figures),
        tables=tables_of(figures),
        rows_of=_rows(report),
        # What publishing needs is made by publishing.
        buttons=buttons_of(report, ReportFacts(), lambda move: url_for(f".{move}", report_id=report.public_id)),
        edits=edits,
        form=form,
        absent=_absent(report, parts) if edits and report.state == ReportState.DRAFT else [],
        running=report.state == ReportState.DRAFT and report.to_on >= local_date(clock.now()),
        replaced=queries.replaced_by(report) if report.state != ReportState.DRAFT else None,
        entries=queries.history(report) if edits else [],
        computed=COMPUTED,
    )


@bp.get("/<public_id:report_id>/public")
@sees("report.view", find=queries.get_report)
def public_version(report: Report) -> str:
    """What everybody reads once the public version is open."""
    shown = sections_of(report)
    return render_template(
        "reports/public_version.html",
        report=report,
        title=title_of(report),
        name=issuer_name(report),
        **public_parts(report, shown),
    )


def public_parts(report: Report, shown: Any = None) -> dict[str, Any]:
    """What ``templates/reports/_public.html`` is given beside ``report``."""
    shown = shown or sections_of(report)
    return {
        "parts": shown.parts,
        "numbers": numbers_of(shown.figures),
        "tables": tables_of(shown.figures),
    }


def _absent(report: Report, parts: list[Part]) -> list[tuple[str, str]]:
    """Headings of activities under which nothing stands yet, for who wants to write there."""
    if report.by_month:
        return []
    there = {one.heading for part in parts for one in part.sections}
    return [
        (url_for(".edit_section", report_id=report.public_id, section=heading), TITLES[heading])
        for heading in ORDER
        if heading not in there and heading not in COMPUTED
    ]


def _rows(report: Report) -> Mapping[str, str]:
    """Where the rows behind each number stand, for those who may see them."""
    span: dict[str, Any] = {"year": report.year, "issuer": Issuer.of(report).key}
    if report.span != "year":
        span["part"] = f"{report.span}-{report.part}"
    group: dict[str, Any] = {"group": report.group.public_id} if report.group is not None else {}
    found: dict[str, tuple[str, str]] = {
        "activities": ("activity.list", url_for("activities.index", **span)),
        "workshops": ("activity.list", url_for("activities.index", **span, kind="workshop")),
        "meetings": ("meeting.list", url_for("meetings.index", show="past", **group)),
        "resolutions": ("resolution.list", url_for("resolutions.index", year=report.year, **group)),
    }
    if group:
        found["actions"] = ("action.list_group", url_for("actions.group"))
    else:
        found["actions"] = ("action.list_agency", url_for("actions.agency"))
    open_to = {name: url for name, (act, url) in found.items() if policy.allows(g.actor, act)}
    return open_to | _of_children(report)


CHILDREN = {"referrals": cells.ROUTE, "admissions": cells.NATION, "services": cells.SERVED}
"""What the rows of each number are counted by."""


def _of_children(report: Report) -> dict[str, str]:
    """Of an agency its rows, where the reader may see them, else the figures of the same span."""
    at: dict[str, Any] = {"year": report.year, "period": f"{report.span}-{report.part}"}
    if report.group is not None:
        if not policy.allows(g.actor, "figures.view_group", report.group):
            return {}
        return dict.fromkeys(CHILDREN, url_for("figures.group", group_id=report.group.public_id, **at))
    assert report.agency is not None
    at["agency_id"] = report.agency.public_id
    if policy.allows(g.actor, "figures.rows", report.agency):
        return {name: url_for("figures.rows", of=measure, **at) for name, measure in CHILDREN.items()}
    if policy.allows(g.actor, "figures.view_agency", report.agency):
        return dict.fromkeys(CHILDREN, url_for("figures.agency", **at))
    return {}
