"""What the pages of every import answer alike: the empty table, where a table waits, and letting it go once taken."""

from __future__ import annotations

import io
from pathlib import Path

from flask import after_this_request, current_app, send_file
from flask_babel import ngettext
from werkzeug.wrappers import Response

from coordination.imports.sheets import empty_table
from coordination.imports.tables import Table
from coordination.imports.waiting import Waiting, waiting_tables
from coordination.lang import locale, say
from coordination.lang.say import message

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_empty(table: Table, name: str) -> Response:
    """An empty table to fill in, in the reader's language, as ``name``.xlsx."""
    content = empty_table(
        title=message(table.title),
        headings=[
            (message(column.heading) + (" *" if column.required else ""), message(column.note), column.required)
            for column in table.columns
        ],
        choices=[[message(word) for word in (column.choices or {}).values()] for column in table.columns],
        right_to_left=locale.direction() == "rtl",
    )
    return send_file(io.BytesIO(content), mimetype=XLSX, as_attachment=True, download_name=f"{name}.xlsx")


def waiting() -> Waiting:
    """Where tables wait between their preview and the confirmation."""
    return waiting_tables(current_app.config["HAMAHANG"])


def let_go(path: Path) -> None:
    """The table that was taken waits no more; only after the guard has committed."""

    @after_this_request
    def remove(response: Response) -> Response:
        if response.status_code < 400:
            path.unlink(missing_ok=True)
        return response


def taken_in(count: int) -> str:
    """«12 rows were taken in.»"""
    return str(ngettext("%(count)s row was taken in.", "%(count)s rows were taken in.", count, count=say.number(count)))


def kind_of(filename: str) -> str:
    """``xlsx``, else ``csv``: as what an uploaded table is read again."""
    return "xlsx" if filename.lower().endswith(".xlsx") else "csv"
