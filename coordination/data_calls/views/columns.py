"""The columns of a drafted call: a list with a form below, each changed, moved and removed by its own button."""

from __future__ import annotations

from typing import Any, cast

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _

from coordination.access.web import sees
from coordination.data_calls import commands, queries
from coordination.data_calls.commands.columns import How
from coordination.data_calls.forms import ColumnForm
from coordination.data_calls.models import COLUMN_KIND_LABELS, CallColumn, DataCall
from coordination.data_calls.views.blueprint import attempt, bp
from coordination.kernel.errors import NotFound
from coordination.kernel.taking import TAKEN


@bp.get("/data-calls/<public_id:data_call_id>/columns")
@sees("data_call.edit", find=queries.get_call)
def columns(data_call: DataCall) -> str:
    """What is asked for, and a form for one more."""
    return _draw(data_call, ColumnForm())


@bp.post("/data-calls/<public_id:data_call_id>/columns")
@sees("data_call.edit", find=queries.get_call)
def add_column(data_call: DataCall) -> Any:
    """Add a column behind the others."""
    form = ColumnForm()
    status = attempt(form, lambda: commands.add_column(g.actor, data_call, **form.about()))
    if status != TAKEN:
        return _draw(data_call, form), status
    flash(_("The column was added."), "done")
    return redirect(_here(data_call), 303)


@bp.get("/data-calls/<public_id:data_call_id>/columns/<public_id:column>")
@sees("data_call.edit", find=queries.get_call)
def edit_column(data_call: DataCall, column: str) -> str:
    """Change a column."""
    found = _column(data_call, column)
    form = ColumnForm(obj=found)
    form.choices.data = "\n".join(found.choices)
    return _draw(data_call, form, found)


@bp.post("/data-calls/<public_id:data_call_id>/columns/<public_id:column>")
@sees("data_call.edit", find=queries.get_call)
def save_column(data_call: DataCall, column: str) -> Any:
    """Keep the change."""
    form, found = ColumnForm(), _column(data_call, column)
    status = attempt(form, lambda: commands.edit_column(g.actor, data_call, found, **form.about()))
    if status != TAKEN:
        return _draw(data_call, form, found), status
    flash(_("The column was saved."), "done")
    return redirect(_here(data_call), 303)


@bp.post("/data-calls/<public_id:data_call_id>/columns/<public_id:column>/<any(up,down,remove):how>")
@sees("data_call.edit", find=queries.get_call)
def arrange_column(data_call: DataCall, column: str, how: str) -> Any:
    """Move a column one place, or remove it."""
    commands.arrange(g.actor, data_call, _column(data_call, column), cast(How, how))
    if how == "remove":
        flash(_("The column was removed."), "done")
    return redirect(_here(data_call), 303)


def _column(call: DataCall, public_id: str) -> CallColumn:
    found = queries.get_column(call, public_id)
    if found is None:
        raise NotFound()
    return found


def _here(call: DataCall) -> str:
    return url_for("data_calls.columns", data_call_id=call.public_id)


def _draw(call: DataCall, form: ColumnForm, column: CallColumn | None = None) -> str:
    return render_template("data_calls/columns.html", call=call, form=form, column=column, kinds=COLUMN_KIND_LABELS)
