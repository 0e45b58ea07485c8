"""Rows of a register as CSV or XLSX: words in the reader's language, formulas inert, marked with who and when."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter
from flask_babel import gettext as _

from coordination.exports.columns import Column, Register, Sort
from coordination.kernel.messages import N_
from coordination.lang import locale, say, zone
from coordination.lang.filters import pick
from coordination.lang.jalali import to_jalali
from coordination.lang.say import message
from coordination.papers.tables import OPTIONS, inert, page_name

BOM: Final = "\ufeff"
LONGEST_CELL: Final = 32_000
WIDTHS: Final = {Sort.NUMBER: 12, Sort.DAY: 14, Sort.YES: 10}
REAL_DAY = N_("%(heading)s (Gregorian)")

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column of the file."""

    heading: str
    sort: Sort


def heads_of(register: Register) -> list[Head]:
    """The columns of the file: two for each day, the Jalali one as text and the real one."""
    found = []
    for column in register.columns:
        heading = message(column.heading)
        found.append(Head(heading, Sort.TEXT if column.sort == Sort.DAY else column.sort))
        if column.sort == Sort.DAY:
            found.append(Head(message(REAL_DAY) % {"heading": heading}, Sort.DAY))
    return found


def cells_of(register: Register, row: Any, words: dict[str, str]) -> list[Cell]:
    """A row as the file holds it; ``words``: what codes of several are called (kinds of need)."""
    return [cell for column in register.columns for cell in _cells(column, row, words)]


def as_csv(register: Register, rows: Sequence[Any], mark: str, words: dict[str, str]) -> bytes:
    """UTF-8 with its mark of byte order, so that spreadsheets read Persian; the last line says who took it out."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([inert(head.heading) for head in heads_of(register)])
    writer.writerows([[_plain(cell) for cell in cells_of(register, row, words)] for row in rows])
    writer.writerow([])
    writer.writerow([inert(mark)])
    return out.getvalue().encode()


def as_xlsx(register: Register, rows: Sequence[Any], mark: str, words: dict[str, str]) -> bytes:
    """A workbook of one sheet: title, who took it out and when, then the table."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    title, persian = message(register.label), locale.current() == "fa"
    page = book.add_worksheet(page_name(title))
    if persian:
        page.right_to_left()
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    looks = {
        Sort.NUMBER: book.add_format({"num_format": "[$-3000429]#,##0.####" if persian else "#,##0.####"}),
        Sort.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    page.write_string(0, 0, title, bold)
    page.write_string(1, 0, mark)
    heads = heads_of(register)
    for place, head in enumerate(heads):
        page.set_column(place, place, WIDTHS.get(head.sort, 24))
        page.write_string(3, place, head.heading, bold)
    for line, row in enumerate(rows, start=4):
        for place, cell in enumerate(cells_of(register, row, words)):
            _write(page, line, place, cell, looks, text)
    page.freeze_panes(4, 0)
    page.autofilter(3, 0, 3 + max(len(rows), 1), len(heads) - 1)
    page.set_footer(f"&C{mark.replace('&', '&&')[:200]}")
    book.set_properties({"title": title, "comments": mark})
    book.close()
    return out.getvalue()


def _write(page: Any, line: int, place: int, cell: Cell, looks: dict[Sort, Any], text: Any) -> None:
    match cell:
        case None | "":
            pass
        case int() | float() | Decimal():
            page.write_number(line, place, float(cell), looks[Sort.NUMBER])
        case date():
            page.write_datetime(line, place, datetime(cell.year, cell.month, cell.day), looks[Sort.DAY])  # noqa: DTZ001
        case _:
            page.write_string(line, place, cell[:LONGEST_CELL], text)


def _cells(column: Column, row: Any, words: dict[str, str]) -> Iterator[Cell]:
    if column.sort == Sort.NAME:
        yield pick(row, column.key)
        return
    value = getattr(row, column.key)
    match column.sort:
        case Sort.DAY:
            day = zone.local_date(value) if isinstance(value, datetime) else value
            yield "" if day is None else _jalali(day)
            yield day
        case Sort.WORD:
            yield message(column.words[value]) if value is not None and column.words else ""
        case Sort.WORDS:
            yield _(", ").join(words.get(code, code) for code in value or ())
        case Sort.YES:
            yield "" if value is None else _("yes") if value else _("no")
        case Sort.NUMBER:
            yield value
        case _:
            yield "" if value is None else str(value)


def _jalali(day: date) -> str:
    """1405/08/30 in the digits of the reader: sorts as it stands."""
    year, month, of_month = to_jalali(day)
    return say.digits_for(f"{year:04d}/{month:02d}/{of_month:02d}")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return inert(cell) if isinstance(cell, str) else f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
