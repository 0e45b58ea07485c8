"""Publishing and withdrawing a report, and opening and closing its public version."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.kernel import clock
from coordination.kernel.taking import TAKEN
from coordination.lang.zone import local_date
from coordination.reports import commands, queries
from coordination.reports.forms import PressForm, PublishForm, WithdrawForm
from coordination.reports.models import Report
from coordination.reports.states import REPORT
from coordination.reports.titles import title_of
from coordination.reports.views.blueprint import attempt, back_to, bp


@bp.get("/<public_id:report_id>/publish")
@sees("report.publish", find=queries.get_report)
def publish(report: Report) -> str:
    """What follows from publishing."""
    return _draw("publish", report, PublishForm(public=report.public))


@bp.post("/<public_id:report_id>/publish")
@sees("report.publish", find=queries.get_report)
def take_publish(report: Report) -> Any:
    """Freeze and publish, or show what must not stand in it."""
    form = PublishForm()
    status = attempt(form, lambda: _publish(report, form))
    if status != TAKEN:
        return _draw("publish", report, form), status
    flash(_("The report is published. Its papers are being made."), "done")
    return redirect(back_to(report), 303)


def _publish(report: Report, form: PublishForm) -> None:
    commands.publish(g.actor, report)
    if form.public.data and not report.public:
        commands.open_to_public(g.actor, report)
    elif report.public and not form.public.data:
        commands.close_to_public(g.actor, report)


@bp.get("/<public_id:report_id>/withdraw")
@sees("report.withdraw", find=queries.get_report)
def withdraw(report: Report) -> str:
    """What follows from withdrawing."""
    return _draw("withdraw", report, WithdrawForm())


@bp.post("/<public_id:report_id>/withdraw")
@sees("report.withdraw", find=queries.get_report)
def take_withdraw(report: Report) -> Any:
    """Take the report back."""
    form = WithdrawForm()
    status = attempt(form, lambda: commands.withdraw(g.actor, report, reason=form.reason.data or ""))
    if status != TAKEN:
        return _draw("withdraw", report, form), status
    flash(_("The report was withdrawn."), "done")
    return redirect(back_to(report), 303)


@bp.post("/<public_id:report_id>/public/open")
@sees("report.publish", find=queries.get_report)
def open_to_public(report: Report) -> Any:
    """Open the public version."""
    PressForm().validate()
    commands.open_to_public(g.actor, report)
    flash(_("The public version is open to everybody."), "done")
    return redirect(back_to(report), 303)


@bp.post("/<public_id:report_id>/public/close")
@sees("report.publish", find=queries.get_report)
def close_to_public(report: Report) -> Any:
    """Close the public version."""
    PressForm().validate()
    commands.close_to_public(g.actor, report)
    flash(_("The public version is closed."), "done")
    return redirect(back_to(report), 303)


def _draw(move: str, report: Report, form: PublishForm | WithdrawForm) -> str:
    return render_template(
        "reports/move.html",
        move=REPORT.moves[move],
        report=report,
        title=title_of(report),
        form=form,
        running=report.to_on >= local_date(clock.now()),
        back=back_to(report),
    )
