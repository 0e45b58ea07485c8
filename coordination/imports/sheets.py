"""XLSX tables: read as plain cells within limits and without running anything, and written empty, to be filled in."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import openpyxl
import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import clean
from coordination.papers.tables import OPTIONS, page_name
from coordination.vault.contents import accepted

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 1000
MOST_LINES = 20 * MAX_ROWS
"""Lines that are looked at, empty ones too."""
MAX_COLUMNS = 40
MAX_CELL = 2000


class Formula:
    """A cell that holds a formula: it is never computed, and what it once gave is not taken either."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a workbook: its headings, and its rows with the number that the sheet shows beside them."""

    headings: list[str]
    rows: list[tuple[int, list[Any]]]
    """Cells as text, date, None where empty, or ``Formula``."""


def read_sheet(content: bytes, filename: str) -> Sheet:
    """The first sheet. Raises Invalid for what is no workbook, too large, or has no rows."""
    _check_file(content, filename)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says aloud which styles and extensions it leaves out
        try:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            # The size that the file claims may be a lie; cells are counted as they come.
            sheet.reset_dimensions()
            headings, rows = _read_rows(sheet)
            book.close()
        except Invalid:
            raise
        except Exception as error:
            raise _no_workbook() from error
    if not rows:
        raise Invalid(
            N_("The table was not read: no row stands below its headings."), advice=N_("Fill in the table first.")
        )
    return Sheet(headings, rows)


def _read_rows(sheet: Any) -> tuple[list[str], list[tuple[int, list[Any]]]]:
    headings: list[str] = []
    rows: list[tuple[int, list[Any]]] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        values = [_value(cell) for cell in cells]
        empty = all(value is None for value in values)
        if number > MOST_LINES or (len(rows) == MAX_ROWS and not empty):
            raise Invalid(
                Message(N_("The table was not read: it has more than %(most)s rows."), most=MAX_ROWS),
                advice=N_("Divide it into several tables."),
            )
        if empty:
            continue
        if not headings:
            headings = [value if isinstance(value, str) else "" for value in values]
        else:
            rows.append((number, values))
    return headings, rows


def _value(cell: Any) -> str | date | Formula | None:
    value = cell.value
    if value is None:
        return None
    if cell.data_type == "f":
        return Formula()
    match value:
        case bool():
            return "1" if value else "0"
        case datetime():
            return value.date()
        case date():
            return value
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
    return clean(str(value))[:MAX_CELL] or None


def _check_file(content: bytes, filename: str) -> None:
    if not filename.lower().endswith(".xlsx"):
        raise _no_workbook()
    if len(content) > MAX_BYTES:
        raise Invalid(
            Message(N_("The table was not read: it is larger than %(most)s MB."), most=MAX_BYTES // 1024**2),
            advice=N_("Divide it into several tables."),
        )
    try:
        accepted(content, "table.xlsx")
    except Invalid as error:
        raise _no_workbook() from error
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            # A workbook has no document type; one is only there to blow up whoever reads it.
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name):
                raise _no_workbook()


def _no_workbook() -> Invalid:
    return Invalid(
        N_("The table was not read: the file is no XLSX workbook, is damaged, or holds macros or other files."),
        advice=N_("Take the empty table from this page, fill it in and save it as XLSX."),
    )


def empty_table(
    *, title: str, headings: Sequence[tuple[str, str, bool]], choices: Sequence[Sequence[str]], right_to_left: bool
) -> bytes:
    """A workbook to fill in. ``headings``: (heading, note, required); ``choices``: for each column the words it takes,
    or none. Words that look like formulas stay words."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    sheet, lists = book.add_worksheet(page_name(title)), book.add_worksheet("-")
    lists.hide()
    bold, plain, text = (book.add_format(look) for look in ({"bold": True}, {}, {"num_format": "@"}))
    if right_to_left:
        sheet.right_to_left()
    for column, (heading, note, required) in enumerate(headings):
        sheet.set_column(column, column, 24, text)
        sheet.write_string(0, column, heading, bold if required else plain)
        if note:
            sheet.write_comment(0, column, note, {"x_scale": 2})
        if choices[column]:
            lists.write_column(0, column, choices[column])
            words = f"='-'!{xl_range_abs(0, column, len(choices[column]) - 1, column)}"
            sheet.data_validation(1, column, MAX_ROWS, column, {"validate": "list", "source": words})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
