"""The page on which a report is made: one press makes the draft at once."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.activities.issuers import list_mine
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import spans, zone
from coordination.lang.jalali import jalali_year
from coordination.reports import commands, queries
from coordination.reports.commands import AlreadyThere
from coordination.reports.forms import NewForm, PressForm
from coordination.reports.models import Report
from coordination.reports.spanning import last_full_season
from coordination.reports.titles import title_of
from coordination.reports.views.blueprint import attempt, back_to, bp


@bp.get("/new")
@sees("report.edit")
def new() -> str:
    """The form, set to the last full season: a press on its button suffices."""
    first, _last = last_full_season(zone.today())
    form = NewForm(
        issuers=list_mine(g.actor),
        period=f"{spans.SEASON}-{spans.part_of(first, spans.SEASON)}",
        year=jalali_year(first),
    )
    return render_template("reports/new.html", form=form, there=None, title_of=title_of)


@bp.post("/new")
@sees("report.edit")
def make() -> Any:
    """Make the draft, or say why there is none."""
    form = NewForm(issuers=list_mine(g.actor))
    made: list[Report] = []
    there: list[Report] = []
    status = attempt(form, lambda: made.append(_begin(form, there)))
    if status != TAKEN:
        page = render_template("reports/new.html", form=form, there=there[0] if there else None, title_of=title_of)
        return page, status
    flash(_("The report was made of what is recorded. Read it, edit it, publish it."), "done")
    return redirect(back_to(made[0]), 303)


def _begin(form: NewForm, there: list[Report]) -> Report:
    issuer = form.issuer.chosen
    if issuer is None:
        raise Invalid(
            N_("The report was not made: this is not a group or agency in whose name you act."),
            field="issuer",
            advice=N_("Choose one of the list."),
        )
    span, part = form.span
    try:
        return commands.begin(
            g.actor, issuer, span=span, year=form.year.data, part=part, by_month=bool(form.arranged.data)
        )
    except AlreadyThere as error:
        there.append(error.report)
        raise


@bp.post("/<public_id:report_id>/editions")
@sees("report.edit", find=queries.get_report)
def new_edition(report: Report) -> Any:
    """A draft in the place of a published report, with its edited texts."""
    PressForm().validate()
    try:
        made = commands.new_edition(g.actor, report)
    except AlreadyThere as error:
        return redirect(back_to(error.report), 303)
    flash(_("A new edition was begun. It takes the place of this one when it is published."), "done")
    return redirect(back_to(made), 303)
