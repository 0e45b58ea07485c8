"""Answer sheets and tallies as tables to take away: XLSX and CSV, in which words that look like formulas stay words."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

import xlsxwriter
from flask_babel import gettext as _
from xlsxwriter.utility import xl_range_abs

from coordination.data_calls import cells
from coordination.data_calls.grid import Rows
from coordination.data_calls.models import COLUMN_KIND_LABELS, CallColumn, ColumnKind
from coordination.data_calls.tally import Answer, Tally
from coordination.imports.sheets import MAX_ROWS
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.papers.tables import OPTIONS, inert, page_name

Cell = str | int | None


def sheet_table(columns: Sequence[CallColumn], rows: Rows, *, many: bool, title: str, right_to_left: bool) -> bytes:
    """A workbook to fill in: a heading a column with what belongs there as its note, lists of words where a column
    takes no other, and what was typed so far."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    page, lists = book.add_worksheet(page_name(title)), book.add_worksheet("-")
    lists.hide()
    if right_to_left:
        page.right_to_left()
    bold, plain = book.add_format({"bold": True}), book.add_format({})
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "#,##0"})
    for place, column in enumerate(columns):
        page.set_column(place, place, 24, number if column.kind in cells.NUMBERS else text)
        page.write_string(0, place, column.label, bold if column.required else plain)
        page.write_comment(0, place, note_of(column), {"x_scale": 2})
        words = cells.words_of(column)
        if words:
            words = [*words, _(cells.NA_WORD)]
            lists.write_column(0, place, words)
            source = f"='-'!{xl_range_abs(0, place, len(words) - 1, place)}"
            page.data_validation(1, place, MAX_ROWS if many else 1, place, {"validate": "list", "source": source})
        for line, row in enumerate(rows, start=1):
            value = row.get(column.public_id)
            if column.kind in cells.NUMBERS and isinstance(value, int):
                page.write_number(line, place, value, number)
            elif value is not None:
                page.write_string(line, place, cells.show(column, value), text)
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def note_of(column: CallColumn) -> str:
    """What belongs in the column, for whoever fills in a table."""
    kind = _(COLUMN_KIND_LABELS[ColumnKind(column.kind)])
    lines = [f"{kind} ({column.unit})" if column.unit else kind, column.hint]
    lines.append(_("If it does not apply, write «%(word)s».", word=_(cells.NA_WORD)))
    return "\n".join(line for line in lines if line)


def shown_rows(columns: Sequence[CallColumn], rows: Rows) -> list[list[str]]:
    """Stored rows as they are read."""
    return [[cells.show(column, row.get(column.public_id)) for column in columns] for row in rows]


def tally_rows(tally: Tally) -> list[list[Cell]]:
    """The tally as rows: headings, a row an agency, the sums, and the missing by name."""
    head: list[Cell] = [_("Agency"), _("State"), _("Rows")]
    found = [head + [_heading(column) for column in tally.columns]]
    for line in tally.lines:
        state = _("Taken into the tally") if line.accepted else _("Handed in")
        own: list[Cell] = [pick(line.agency, "name"), state, line.rows]
        found.append(own + [_said(column, line.answers[column.id]) for column in tally.columns])
    total: list[Cell] = [_("In all"), None, sum(line.rows for line in tally.lines)]
    found.append(total + [_total(column, tally.totals[column.id]) for column in tally.columns])
    found += [[pick(agency, "name"), _("Has not answered")] for agency in tally.missing]
    return found


def as_csv(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Rows as CSV in UTF-8 with its mark, which spreadsheets ask for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([inert(value) if isinstance(value, str) else value for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_xlsx(rows: Sequence[Sequence[Cell]], *, title: str, right_to_left: bool) -> bytes:
    """Rows as a workbook, the first in bold."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    page = book.add_worksheet(page_name(title))
    if right_to_left:
        page.right_to_left()
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    for line, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(line, place, value, number)
            elif value:
                page.write_string(line, place, value, bold if line == 0 else None)
    page.set_column(0, max((len(row) for row in rows), default=1), 22)
    page.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def words_of_counts(column: CallColumn, answer: Answer) -> list[tuple[str, int]]:
    """How often each word of a column was chosen, those that nobody chose too."""
    return [(cells.show(column, word), count) for word, count in answer.counts.items()]


def _heading(column: CallColumn) -> str:
    return f"{column.label} ({column.unit})" if column.unit else column.label


def _said(column: CallColumn, answer: Answer) -> Cell:
    if column.kind in cells.NUMBERS:
        return answer.sum
    if answer.counts:
        counted = [f"{word}: {say.number(count)}" for word, count in words_of_counts(column, answer) if count]
        return str(_("; ")).join(counted)
    return "\n".join(answer.texts)


def _total(column: CallColumn, answer: Answer) -> Cell:
    if column.kind in cells.NUMBERS or answer.counts:
        return _said(column, answer)
    return answer.filled


def file_name(title: str, on: date, ending: str) -> str:
    """A file's name of a title and the day it was taken."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in title)
    return f"{'-'.join(part for part in kept.split('-') if part)[:60]}-{on.isoformat()}.{ending}"
