"""An answer sheet as a table of typed cells: read from its form or from an uploaded table, with what is wrong beside
each cell, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from coordination.data_calls import cells
from coordination.data_calls.models import CallColumn, ColumnKind
from coordination.imports.sheets import Formula, Sheet
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.text import clean, digits, fold

MOST_ON_SCREEN = 100
"""Rows that are filled in on the screen; longer sheets come as a table."""
SPARE = 3
"""Empty rows that a sheet of many rows offers."""

Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Cell:
    """What stands in one cell as it was typed, its value where it could be read, and what is wrong with it."""

    column: CallColumn
    typed: str = ""
    na: bool = False
    value: Any = None
    problem: Message | None = None

    @property
    def empty(self) -> bool:
        """Whether neither a value nor "does not apply" was given."""
        return not self.typed and not self.na


@dataclass(slots=True)
class Line:
    """A row with the number by which the reader knows it."""

    number: int
    cells: list[Cell]

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell.empty for cell in self.cells)


@dataclass(slots=True)
class Grid:
    """The lines of a sheet; ``wrong`` is what is wrong with the table as a whole."""

    columns: Sequence[CallColumn]
    many: bool
    lines: list[Line]
    wrong: list[Message] = field(default_factory=list)

    @property
    def problems(self) -> list[Message]:
        """Everything that is wrong, each naming row and column."""
        return self.wrong + [
            _named(line.number, cell) for line in self.lines for cell in line.cells if cell.problem is not None
        ]

    @property
    def rows(self) -> Rows:
        """What is stored: the values of the lines in which something stands, or the one line of a short sheet."""
        return [
            {
                cell.column.public_id: cells.NA if cell.na else cell.value
                for cell in line.cells
                if cell.na or cell.value is not None
            }
            for line in self.lines
            if not self.many or not line.empty
        ]

    def mark_missing(self) -> None:
        """Say beside each required cell without a value that it is empty; in the first line where there is none."""
        filled = [line for line in self.lines if not line.empty] if self.many else self.lines
        for line in filled or self.lines[:1]:
            for cell in line.cells:
                if cell.column.required and cell.empty and cell.problem is None:
                    cell.problem = Message(N_("it is empty; fill it in, or mark that it does not apply"))

    def add_lines(self, count: int) -> None:
        """So many empty lines more, as far as a screen takes them."""
        for number in range(len(self.lines) + 1, min(len(self.lines) + count, MOST_ON_SCREEN) + 1):
            self.lines.append(Line(number, [Cell(column) for column in self.columns]))


def count_missing(columns: Sequence[CallColumn], rows: Rows) -> int:
    """How many required cells of stored rows hold neither a value nor "does not apply"."""
    required = [column.public_id for column in columns if column.required]
    return sum(1 for row in rows for key in required if row.get(key) is None)


def of_rows(columns: Sequence[CallColumn], rows: Rows, *, many: bool) -> Grid:
    """A sheet as it is stored, with empty lines to fill in."""
    lines = [Line(number, [_stored(column, row) for column in columns]) for number, row in enumerate(rows, start=1)]
    grid = Grid(columns, many, lines)
    if many:
        grid.add_lines(SPARE)
    elif not lines:
        grid.add_lines(1)
    return grid


def of_form(columns: Sequence[CallColumn], typed: Mapping[str, str], *, many: bool) -> Grid:
    """A sheet as it was typed into its form."""
    count = digits(typed.get("rows", ""))
    most = min(int(count), MOST_ON_SCREEN) if count.isascii() and count.isdecimal() and len(count) < 4 else 1
    lines = []
    for number in range(1, (max(most, 1) if many else 1) + 1):
        found = []
        for column in columns:
            name = name_of(number, column)
            text = clean(typed.get(name, "").replace("\r\n", "\n"))
            found.append(_read(Cell(column, text, bool(typed.get(f"{name}-na"))), text))
        lines.append(Line(number, found))
    return Grid(columns, many, lines)


def of_table(columns: Sequence[CallColumn], sheet: Sheet, *, many: bool) -> Grid:
    """A sheet as it was uploaded; headings that no column has, and columns without heading, are wrong by name."""
    places, wrong = _places(columns, sheet.headings)
    lines = []
    for number, values in sheet.rows:
        found = [_of_cell(column, values, places.get(column.public_id)) for column in columns]
        lines.append(Line(number, found))
    if not many and len(lines) > 1:
        wrong.append(Message(N_("The table has several rows, but one row is asked for.")))
    return Grid(columns, many, lines, wrong)


def name_of(number: int, column: CallColumn) -> str:
    """What the field of a cell is called in the form."""
    return f"r{number}-{column.public_id}"


def _stored(column: CallColumn, row: Mapping[str, Any]) -> Cell:
    value = row.get(column.public_id)
    if cells.is_na(value):
        return Cell(column, na=True)
    shown = cells.yes_no_of(value) if column.kind == ColumnKind.YES_NO else cells.show(column, value)
    return Cell(column, shown, value=value)


def _read(cell: Cell, typed: str | date) -> Cell:
    """The cell with its value, or with what is wrong. What does not apply has no value beside."""
    if cell.na and typed:
        cell.problem = Message(N_("it is filled in and marked as not applying; keep one of the two"))
    elif typed and not cell.na:
        try:
            cell.value = cells.read(cell.column, typed)
        except Invalid as error:
            cell.problem = error.message
    return cell


def _of_cell(column: CallColumn, values: Sequence[Any], place: int | None) -> Cell:
    value = values[place] if place is not None and place < len(values) else None
    match value:
        case None:
            return Cell(column)
        case Formula():
            return Cell(column, "=", problem=Message(N_("it holds a formula; put its value there")))
        case date():
            return _read(Cell(column, say.field_date(value)), value)
    if cells.says_na(value):
        return Cell(column, na=True)
    return _read(Cell(column, str(value)), value)


def _places(columns: Sequence[CallColumn], headings: Sequence[str]) -> tuple[dict[str, int], list[Message]]:
    named = {fold(column.label): column.public_id for column in columns}
    places: dict[str, int] = {}
    wrong = []
    for place, heading in enumerate(headings):
        key = named.get(fold(heading).rstrip("*"))
        if key is not None and key not in places:
            places[key] = place
        elif heading:
            wrong.append(Message(N_("The column «%(column)s» was not asked for."), column=heading[:200]))
    wrong += [
        Message(N_("The column «%(column)s» is missing."), column=column.label)
        for column in columns
        if column.public_id not in places
    ]
    return places, wrong


def _named(row: int, cell: Cell) -> Message:
    assert cell.problem is not None
    return Message(
        N_("Row %(row)s, «%(column)s»: %(problem)s"), row=row, column=cell.column.label, problem=cell.problem
    )
