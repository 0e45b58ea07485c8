"""Whom a call asks: added as a group, as a kind or by name; left out again while it is a draft."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.access.web import sees
from coordination.data_calls import commands, queries
from coordination.data_calls.forms import AskForm
from coordination.data_calls.models import DataCall
from coordination.data_calls.views.blueprint import attempt, bp
from coordination.directory.models import Agency
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.kernel.taking import TAKEN
from coordination.lang import say, zone


@bp.get("/data-calls/<public_id:data_call_id>/asked")
@sees("data_call.edit", find=queries.get_call)
def asked(data_call: DataCall) -> str:
    """Those who are asked, and a form for more."""
    return _draw(data_call, AskForm())


@bp.post("/data-calls/<public_id:data_call_id>/asked")
@sees("data_call.edit", find=queries.get_call)
def ask(data_call: DataCall) -> Any:
    """Ask more agencies."""
    form, added = AskForm(), list[int]()
    status = attempt(form, lambda: added.append(commands.ask(g.actor, data_call, _named(form))))
    if status != TAKEN:
        return _draw(data_call, form), status
    said = ngettext(
        "%(count)s agency was added.", "%(count)s agencies were added.", added[0], count=say.number(added[0])
    )
    flash(said if added[0] else _("All of them are asked already."), "done")
    return redirect(_here(data_call), 303)


@bp.post("/data-calls/<public_id:data_call_id>/asked/leave-out")
@sees("data_call.edit", find=queries.get_call)
def leave_out(data_call: DataCall) -> Any:
    """Ask those marked no more."""
    marked = set(request.form.getlist("sheet"))
    commands.leave_out(g.actor, data_call, [sheet for sheet in data_call.sheets if sheet.public_id in marked])
    flash(_("They are not asked any more."), "done")
    return redirect(_here(data_call), 303)


def _named(form: AskForm) -> list[Agency]:
    found: list[Agency] = []
    if form.group.data is not None:
        found += queries.list_members(form.group.data, zone.today())
    if form.kind_chosen is not None:
        found += queries.list_of_kind(form.kind_chosen)
    if form.agency.data is not None:
        found.append(form.agency.data)
    if not found:
        raise Invalid(
            N_("Nobody was added: no group, kind or agency was named, or it has no active agency."),
            field="agency",
            advice=N_("Name at least one of the three."),
        )
    return list({agency.id: agency for agency in found}.values())


def _here(call: DataCall) -> str:
    return url_for("data_calls.asked", data_call_id=call.public_id)


def _draw(call: DataCall, form: AskForm) -> str:
    sheets = sorted(call.sheets, key=lambda sheet: (sheet.agency.sort_key, sheet.id))
    return render_template("data_calls/asked.html", call=call, form=form, sheets=sheets)
