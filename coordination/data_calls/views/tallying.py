"""The tally of a call: on the page with a chart, on paper, and as tables to take away."""

from __future__ import annotations

import io
from typing import Any

from flask import g, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from coordination.access.web import sees
from coordination.data_calls import queries, tables
from coordination.data_calls.cells import NUMBERS
from coordination.data_calls.models import CallColumn, DataCall
from coordination.data_calls.states import DATA_CALL
from coordination.data_calls.tally import COUNTED, Tally
from coordination.data_calls.tally import tally as count
from coordination.data_calls.views.blueprint import bp
from coordination.imports.answers import XLSX
from coordination.kernel import clock
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, zone
from coordination.lang.filters import pick

CSV = "text/csv"


@bp.get("/data-calls/<public_id:data_call_id>/tally")
@sees("data_call.view", find=queries.get_call)
def tally(data_call: DataCall) -> str:
    """Sums per column and agency, the missing by name, and a chart of one column."""
    return _draw("data_calls/tally.html", data_call)


@bp.get("/data-calls/<public_id:data_call_id>/tally/print")
@sees("data_call.view", find=queries.get_call)
def print_tally(data_call: DataCall) -> str:
    """The same on paper."""
    return _draw("data_calls/tally_print.html", data_call)


@bp.get("/data-calls/<public_id:data_call_id>/tally.<any(csv,xlsx):ending>")
@sees("data_call.view", find=queries.get_call)
def tally_table(data_call: DataCall, ending: str) -> Response:
    """The tally as a table."""
    rows = tables.tally_rows(count(data_call, with_submitted=_with_submitted()))
    if ending == "csv":
        content, kind = tables.as_csv(rows), CSV
    else:
        rtl = locale.direction() == "rtl"
        content, kind = tables.as_xlsx(rows, title=data_call.title, right_to_left=rtl), XLSX
    name = tables.file_name(data_call.title, zone.today(), ending)
    return send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)


def _with_submitted() -> bool:
    return request.args.get("submitted") == "1"


def _draw(template: str, call: DataCall) -> str:
    found, here = count(call, with_submitted=_with_submitted()), url_for(request.endpoint or "", **_address(call))
    charted = _charted(found)
    return render_template(
        template,
        call=call,
        look=DATA_CALL.look(call.state),
        tally=found,
        with_submitted=_with_submitted(),
        numbers=[column for column in found.columns if column.kind in NUMBERS],
        counted=[column for column in found.columns if column.kind in COUNTED],
        texts=[column for column in found.columns if column.kind not in (*NUMBERS, *COUNTED)],
        words_of=tables.words_of_counts,
        charted=charted,
        chart=_bars(found, charted) if charted is not None else [],
        description=_description(found, charted) if charted is not None else "",
        here=here,
        printed_at=clock.now(),
        actor=g.actor,
    )


def _address(call: DataCall) -> dict[str, Any]:
    values: dict[str, Any] = {"data_call_id": call.public_id}
    return values | ({"submitted": "1"} if _with_submitted() else {})


def _charted(found: Tally) -> CallColumn | None:
    """The column that the address names, else the first of which there is a chart."""
    possible = [column for column in found.columns if column.kind in (*NUMBERS, *COUNTED)]
    wanted = request.args.get("column", "")
    return next((column for column in possible if column.public_id == wanted), possible[0] if possible else None)


def _bars(found: Tally, column: CallColumn) -> list[tuple[Any, ...]]:
    """A bar an agency for numbers, the largest first; a bar a word for what is counted."""
    if column.kind in COUNTED:
        return list(tables.words_of_counts(column, found.totals[column.id]))
    lines = [line for line in found.lines if line.sum_of(column) is not None]
    lines.sort(key=lambda line: -(line.sum_of(column) or 0))
    return [
        (
            pick(line.agency, "name"),
            line.sum_of(column),
            url_for("data_calls.sheet", answer_sheet_id=line.sheet.public_id),
        )
        for line in lines
    ]


def _description(found: Tally, column: CallColumn) -> Message:
    if column.kind in COUNTED:
        return Message(N_("How often each answer was given, by %(count)s agencies"), count=len(found.lines))
    return Message(
        N_("By agency, %(total)s in all from %(count)s sheets"),
        total=found.totals[column.id].sum or 0,
        count=len(found.lines),
    )
