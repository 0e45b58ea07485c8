"""A call's own pages: written down, changed, looked at, opened, closed, opened again."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from coordination.access.web import sees
from coordination.activities.issuers import list_mine
from coordination.data_calls import commands, forms, grid, queries
from coordination.data_calls.models import COLUMN_KIND_LABELS, DataCall, DataCallState, SheetState
from coordination.data_calls.states import ANSWER_SHEET, DATA_CALL
from coordination.data_calls.tally import missing_of
from coordination.data_calls.views.blueprint import attempt, bp
from coordination.kernel.forms import Form
from coordination.kernel.taking import TAKEN
from coordination.lang import say, zone
from coordination.moves import buttons_of


def back_to(call: DataCall) -> str:
    """The call's own page."""
    return url_for("data_calls.show", data_call_id=call.public_id)


@bp.get("/data-calls/new")
@sees("data_call.edit")
def new() -> str:
    """Begin a call; its columns and those asked follow."""
    return _draw_new(_new_form())


@bp.post("/data-calls/new")
@sees("data_call.edit")
def create() -> Any:
    """Keep the draft and go on to its columns."""
    form = _new_form()
    made: list[DataCall] = []
    status = attempt(form, lambda: made.append(commands.create(g.actor, issuer=form.issuer_chosen, **form.about())))
    if status != TAKEN:
        return _draw_new(form), status
    flash(_("The draft was saved. Now say what is asked for, column by column."), "done")
    return redirect(url_for("data_calls.columns", data_call_id=made[0].public_id), 303)


def _new_form() -> forms.CallForm:
    form = forms.CallForm()
    form.offer(list_mine(g.actor))
    return form


def _draw_new(form: Form) -> str:
    return render_template("data_calls/new.html", form=form)


@bp.get("/data-calls/<public_id:data_call_id>")
@sees("data_call.view", find=queries.get_call)
def show(data_call: DataCall) -> str:
    """What is asked, of whom, who has answered, and what can be done."""
    states = [sheet.state for sheet in data_call.sheets]
    return render_template(
        "data_calls/show.html",
        call=data_call,
        look=DATA_CALL.look(data_call.state),
        sheet_look=ANSWER_SHEET.look,
        offers=buttons_of(
            data_call,
            commands.facts_of(data_call),
            lambda move: url_for(f"data_calls.{move}", data_call_id=data_call.public_id),
        ),
        sheets=sorted(data_call.sheets, key=lambda sheet: (sheet.agency.sort_key, sheet.id)),
        handed_in=states.count(SheetState.SUBMITTED),
        accepted=states.count(SheetState.ACCEPTED),
        kinds=COLUMN_KIND_LABELS,
        entries=queries.history(data_call),
        today=zone.today(),
    )


@bp.get("/data-calls/<public_id:data_call_id>/preview")
@sees("data_call.view", find=queries.get_call)
def preview(data_call: DataCall) -> str:
    """The sheet as those asked will see it."""
    empty = grid.of_rows(data_call.columns, [], many=data_call.many_rows)
    return render_template("data_calls/preview.html", call=data_call, grid=empty)


@bp.get("/data-calls/<public_id:data_call_id>/edit")
@sees("data_call.edit", find=queries.get_call)
def edit(data_call: DataCall) -> str:
    """Change the words and the last day."""
    return _draw_edit(data_call, forms.CallForm(obj=data_call))


@bp.post("/data-calls/<public_id:data_call_id>/edit")
@sees("data_call.edit", find=queries.get_call)
def save(data_call: DataCall) -> Any:
    """Keep the change."""
    form = forms.CallForm()
    status = attempt(form, lambda: commands.edit(g.actor, data_call, **form.about()))
    if status != TAKEN:
        return _draw_edit(data_call, form), status
    flash(_("The call was saved."), "done")
    return redirect(back_to(data_call), 303)


def _draw_edit(call: DataCall, form: forms.CallForm) -> str:
    form.offer(())
    return render_template("data_calls/edit.html", call=call, form=form)


# --- moves -----------------------------------------------------------------------------------------------------------


@bp.get("/data-calls/<public_id:data_call_id>/open", endpoint="open")
@sees("data_call.open", find=queries.get_call)
def open_(data_call: DataCall) -> str:
    """What follows from opening it."""
    return _draw_open(data_call, forms.StepForm())


@bp.post("/data-calls/<public_id:data_call_id>/open")
@sees("data_call.open", find=queries.get_call)
def take_open(data_call: DataCall) -> Any:
    """Open it; every agency asked is told."""
    form = forms.StepForm()
    status = attempt(form, lambda: commands.open_(g.actor, data_call))
    if status != TAKEN:
        return _draw_open(data_call, form), status
    count = len(data_call.sheets)
    flash(
        ngettext(
            "The call was opened; %(count)s agency is told.",
            "The call was opened; %(count)s agencies are told.",
            count,
            count=say.number(count),
        ),
        "done",
    )
    return redirect(back_to(data_call), 303)


def _draw_open(call: DataCall, form: Form) -> str:
    return _draw_move(call, form, "open")


@bp.get("/data-calls/<public_id:data_call_id>/close")
@sees("data_call.close", find=queries.get_call)
def close(data_call: DataCall) -> str:
    """Who has not answered, by name."""
    return _draw_move(data_call, forms.CloseForm(), "close")


@bp.post("/data-calls/<public_id:data_call_id>/close")
@sees("data_call.close", find=queries.get_call)
def take_close(data_call: DataCall) -> Any:
    """End the call without those who have not answered."""
    form = forms.CloseForm()
    status = attempt(form, lambda: commands.close(g.actor, data_call, missing_listed=bool(form.confirm.data)))
    if status != TAKEN:
        return _draw_move(data_call, form, "close"), status
    flash(_("The call was closed."), "done")
    return redirect(back_to(data_call), 303)


@bp.get("/data-calls/<public_id:data_call_id>/reopen")
@sees("data_call.reopen", find=queries.get_call)
def reopen(data_call: DataCall) -> str:
    """Say why, and until when."""
    return _draw_move(data_call, forms.ReopenForm(), "reopen")


@bp.post("/data-calls/<public_id:data_call_id>/reopen")
@sees("data_call.reopen", find=queries.get_call)
def take_reopen(data_call: DataCall) -> Any:
    """Take answers again; those who have not answered are told."""
    form = forms.ReopenForm()
    status = attempt(
        form,
        lambda: commands.reopen(g.actor, data_call, reason=form.reason.data or "", due_on=form.due_on.data),
    )
    if status != TAKEN:
        return _draw_move(data_call, form, "reopen"), status
    flash(_("The call takes answers again."), "done")
    return redirect(back_to(data_call), 303)


def _draw_move(call: DataCall, form: Form, name: str) -> str:
    return render_template(
        "data_calls/move.html",
        call=call,
        form=form,
        move=DATA_CALL.moves[name],
        action=url_for(f"data_calls.take_{name}", data_call_id=call.public_id),
        missing=missing_of(call) if call.state == DataCallState.OPEN else [],
        back=back_to(call),
    )


@bp.post("/data-calls/<public_id:data_call_id>/accept-all")
@sees("data_call.edit", find=queries.get_call)
def accept_all(data_call: DataCall) -> Any:
    """Take every sheet that was handed in into the tally."""
    count = commands.accept_all(g.actor, data_call)
    said = ngettext(
        "%(count)s sheet was taken into the tally.",
        "%(count)s sheets were taken into the tally.",
        count,
        count=say.number(count),
    )
    flash(said, "done")
    return redirect(back_to(data_call), 303)
