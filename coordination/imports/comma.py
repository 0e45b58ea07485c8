"""CSV tables, read as the sheets of workbooks are: cells as text, rows with the number of their line."""

from __future__ import annotations

import csv
import io

from coordination.imports.sheets import MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, Sheet, read_sheet
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang.text import clean

ENCODINGS = ("utf-8-sig", "utf-16", "cp1256")
DELIMITERS = ",;\t"


def read_table(content: bytes, filename: str) -> Sheet:
    """A CSV file or the first sheet of a workbook, by the ending of its name. Raises Invalid as ``read_sheet``."""
    return read_csv(content) if filename.lower().endswith((".csv", ".txt", ".tsv")) else read_sheet(content, filename)


def read_csv(content: bytes) -> Sheet:
    """Comma, semicolon or tab between the cells, whichever the headings use most. Raises Invalid for what is too large,
    is no text, or has no rows."""
    if len(content) > MAX_BYTES:
        raise Invalid(
            Message(N_("The table was not read: it is larger than %(most)s MB."), most=MAX_BYTES // 1024**2),
            advice=N_("Divide it into several tables."),
        )
    text = _text(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    headings: list[str] = []
    rows: list[tuple[int, list[str | None]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            values = [clean(cell)[:MAX_CELL] or None for cell in cells[:MAX_COLUMNS]]
            if not any(values):
                continue
            if not headings:
                headings = [value or "" for value in values]
                continue
            if len(rows) == MAX_ROWS:
                raise Invalid(
                    Message(N_("The table was not read: it has more than %(most)s rows."), most=MAX_ROWS),
                    advice=N_("Divide it into several tables."),
                )
            rows.append((reader.line_num, list(values)))
    except csv.Error as error:
        raise _no_table() from error
    if not rows:
        raise Invalid(
            N_("The table was not read: no row stands below its headings."), advice=N_("Fill in the table first.")
        )
    return Sheet(headings, list(rows))


def _text(content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _no_table()
    for encoding in ENCODINGS:
        if encoding == "utf-16" and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_table()


def _no_table() -> Invalid:
    return Invalid(
        N_("The table was not read: the file is no CSV table."),
        advice=N_("Save it as CSV (UTF-8) or as XLSX and upload it again."),
    )
