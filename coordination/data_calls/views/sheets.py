"""An answer sheet: filled in on the screen or as a table and handed in; given back and accepted by who asked."""

from __future__ import annotations

import io
from typing import Any

from flask import flash, g, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from coordination.access import policy
from coordination.access.web import sees
from coordination.activities.issuers import DESK
from coordination.data_calls import commands, forms, queries, tables
from coordination.data_calls import grid as grids
from coordination.data_calls.grid import Grid
from coordination.data_calls.models import AnswerSheet, DataCallState, SheetState
from coordination.data_calls.states import ANSWER_SHEET
from coordination.data_calls.views.blueprint import attempt, bp
from coordination.imports.answers import XLSX
from coordination.imports.sheets import read_sheet
from coordination.kernel.errors import DomainError
from coordination.kernel.forms import Form, put_error
from coordination.kernel.taking import TAKEN
from coordination.lang import locale, say, zone

MORE = 5
MOST_SAID = 30
REFUSED = 422


@bp.get("/sheets/<public_id:answer_sheet_id>")
@sees("answer_sheet.view", find=queries.get_sheet)
def sheet(answer_sheet: AnswerSheet) -> str:
    """The sheet: to be filled in by the agency asked; what was handed in, to who asked."""
    return _draw(answer_sheet, forms.StepForm(), _stored(answer_sheet))


@bp.post("/sheets/<public_id:answer_sheet_id>")
@sees("answer_sheet.fill", find=queries.get_sheet)
def save_sheet(answer_sheet: AnswerSheet) -> Any:
    """Keep what was typed, without handing it in."""
    form, typed = forms.StepForm(), _typed(answer_sheet)
    status = _attempt(form, answer_sheet, typed)
    if status != TAKEN:
        return _draw(answer_sheet, form, typed), status
    flash(_("The sheet was saved. It is not handed in yet."), "done")
    return redirect(_here(answer_sheet), 303)


@bp.post("/sheets/<public_id:answer_sheet_id>/submit")
@sees("answer_sheet.submit", find=queries.get_sheet)
def submit(answer_sheet: AnswerSheet) -> Any:
    """Keep what was typed and hand it in; a sheet longer than a screen is handed in as it was uploaded."""
    form = forms.StepForm()
    typed = _typed(answer_sheet) if "rows" in request.form else _stored(answer_sheet)
    status = _attempt(form, answer_sheet, typed, hand_in=True)
    if status != TAKEN:
        return _draw(answer_sheet, form, typed), status
    flash(_("The sheet was handed in."), "done")
    return redirect(_here(answer_sheet), 303)


@bp.post("/sheets/<public_id:answer_sheet_id>/rows")
@sees("answer_sheet.fill", find=queries.get_sheet)
def more_rows(answer_sheet: AnswerSheet) -> Any:
    """The same page with what was typed and more rows; nothing is saved."""
    typed = _typed(answer_sheet)
    typed.add_lines(MORE)
    return _draw(answer_sheet, forms.StepForm(), typed)


@bp.get("/sheets/<public_id:answer_sheet_id>/table.xlsx")
@sees("answer_sheet.fill", find=queries.get_sheet)
def sheet_table(answer_sheet: AnswerSheet) -> Response:
    """The sheet as a table to fill in elsewhere."""
    call = answer_sheet.call
    content = tables.sheet_table(
        call.columns,
        answer_sheet.rows,
        many=call.many_rows,
        title=call.title,
        right_to_left=locale.direction() == "rtl",
    )
    name = tables.file_name(call.title, zone.today(), "xlsx")
    return send_file(io.BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=name)


@bp.post("/sheets/<public_id:answer_sheet_id>/table")
@sees("answer_sheet.fill", find=queries.get_sheet)
def upload_table(answer_sheet: AnswerSheet) -> Any:
    """Take a filled-in table into the sheet; one that does not fit changes nothing and is told cell by cell."""
    form = forms.UploadForm()
    if not form.validate():
        return _draw(answer_sheet, forms.StepForm(), _stored(answer_sheet), upload=form), REFUSED
    call = answer_sheet.call
    try:
        content = read_sheet(form.file.data.read(), form.file.data.filename or "")
        found = grids.of_table(call.columns, content, many=call.many_rows)
        if not found.problems:
            commands.fill(g.actor, answer_sheet, found)
    except DomainError as error:
        put_error(form, "file", say.message(error.message))
        return _draw(answer_sheet, forms.StepForm(), _stored(answer_sheet), upload=form), error.status
    if found.problems:
        put_error(form, "file", _("The table was not taken in, because something in it does not fit."))
        page = _draw(answer_sheet, forms.StepForm(), _stored(answer_sheet), upload=form, wrong=found.problems)
        return page, REFUSED
    flash(_("The table was taken into the sheet. Look at it and hand it in."), "done")
    return redirect(_here(answer_sheet), 303)


@bp.get("/sheets/<public_id:answer_sheet_id>/return")
@sees("answer_sheet.return", find=queries.get_sheet)
def give_back(answer_sheet: AnswerSheet) -> str:
    """Say what shall be corrected."""
    return _draw_return(answer_sheet, forms.CommentForm())


@bp.post("/sheets/<public_id:answer_sheet_id>/return")
@sees("answer_sheet.return", find=queries.get_sheet)
def take_give_back(answer_sheet: AnswerSheet) -> Any:
    """Give the sheet back."""
    form = forms.CommentForm()
    status = attempt(form, lambda: commands.give_back(g.actor, answer_sheet, comment=form.comment.data or ""))
    if status != TAKEN:
        return _draw_return(answer_sheet, form), status
    flash(_("The sheet was given back to be corrected."), "done")
    return redirect(_call_of(answer_sheet), 303)


@bp.post("/sheets/<public_id:answer_sheet_id>/accept")
@sees("answer_sheet.accept", find=queries.get_sheet)
def accept(answer_sheet: AnswerSheet) -> Response:
    """Take the sheet into the tally."""
    commands.accept(g.actor, answer_sheet)
    flash(_("The sheet was taken into the tally."), "done")
    return redirect(_call_of(answer_sheet), 303)


def _attempt(form: Form, answer_sheet: AnswerSheet, typed: Grid, *, hand_in: bool = False) -> int:
    def step() -> None:
        commands.fill(g.actor, answer_sheet, typed)
        if hand_in:
            commands.submit(g.actor, answer_sheet)

    if hand_in:
        typed.mark_missing()
    if not typed.problems:
        return attempt(form, step)
    if not form.validate():
        return REFUSED
    for problem in typed.problems[:MOST_SAID]:
        put_error(form, None, say.message(problem))
    return REFUSED


def _typed(answer_sheet: AnswerSheet) -> Grid:
    call = answer_sheet.call
    return grids.of_form(call.columns, request.form, many=call.many_rows)


def _stored(answer_sheet: AnswerSheet) -> Grid:
    call = answer_sheet.call
    return grids.of_rows(call.columns, answer_sheet.rows, many=call.many_rows)


def _here(answer_sheet: AnswerSheet) -> str:
    return url_for("data_calls.sheet", answer_sheet_id=answer_sheet.public_id)


def _call_of(answer_sheet: AnswerSheet) -> str:
    return url_for("data_calls.show", data_call_id=answer_sheet.call.public_id)


def _draw(answer_sheet: AnswerSheet, form: Form, grid: Grid, *, upload: Form | None = None, wrong: Any = ()) -> str:
    call = answer_sheet.call
    issues = policy.allows(g.actor, "data_call.view", call)
    asked = g.actor.holds(DESK, answer_sheet.agency_id)
    opened = call.state == DataCallState.OPEN and answer_sheet.state == SheetState.PENDING
    may_fill = opened and policy.allows(g.actor, "answer_sheet.fill", answer_sheet)
    return render_template(
        "data_calls/sheet.html",
        sheet=answer_sheet,
        call=call,
        form=form,
        upload=upload or forms.UploadForm(),
        wrong=list(wrong)[:MOST_SAID],
        grid=grid,
        look=ANSWER_SHEET.look(answer_sheet.state),
        may_fill=may_fill,
        on_screen=len(answer_sheet.rows) <= grids.MOST_ON_SCREEN,
        # What is not handed in yet is its agency's own.
        shows_rows=asked or answer_sheet.state != SheetState.PENDING,
        issues=issues,
        may_return=issues and answer_sheet.state == SheetState.SUBMITTED and call.state == DataCallState.OPEN,
        may_accept=issues and answer_sheet.state == SheetState.SUBMITTED,
        shown=tables.shown_rows(call.columns, answer_sheet.rows),
        entries=queries.history(answer_sheet),
        today=zone.today(),
    )


def _draw_return(answer_sheet: AnswerSheet, form: Form) -> str:
    return render_template(
        "data_calls/return.html", sheet=answer_sheet, call=answer_sheet.call, form=form, back=_here(answer_sheet)
    )
