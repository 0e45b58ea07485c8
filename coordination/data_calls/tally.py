"""What the answers to a data call come to: sums and counts per column, per agency, and who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coordination.data_calls import cells
from coordination.data_calls.models import AnswerSheet, CallColumn, ColumnKind, DataCall, SheetState
from coordination.directory.models import Agency

COUNTED = (ColumnKind.CHOICE, ColumnKind.YES_NO)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rows of one agency, or of all, come to in one column: the sum of numbers, how often each word was
    chosen, the texts and days as they were given, and how many cells hold a value or do not apply."""

    sum: int | None
    counts: Mapping[Any, int]
    texts: Sequence[str]
    filled: int
    not_applying: int


@dataclass(frozen=True, slots=True)
class Line:
    """The answers of one agency, by the number of the column; ``accepted`` is False for what is only handed in."""

    sheet: AnswerSheet
    agency: Agency
    accepted: bool
    rows: int
    answers: Mapping[int, Answer]

    def sum_of(self, column: CallColumn) -> int | None:
        """The agency's sum of a column of numbers; None where it gave none."""
        return self.answers[column.id].sum


@dataclass(frozen=True, slots=True)
class Tally:
    """Columns in their order, a line an agency, the answers of all by the number of the column, the agencies that have
    not answered, and how many sheets are handed in and not counted."""

    columns: Sequence[CallColumn]
    lines: Sequence[Line]
    totals: Mapping[int, Answer]
    missing: Sequence[Agency]
    uncounted: int

    @property
    def sums(self) -> dict[int, int]:
        """The sum of each column of numbers, by the number of the column."""
        return {number: answer.sum for number, answer in self.totals.items() if answer.sum is not None}


def tally(call: DataCall, *, with_submitted: bool = False) -> Tally:
    """The tally of accepted sheets; with ``with_submitted`` those handed in count too, and are marked. The call is
    loaded with its columns and its sheets with their agencies."""
    states = {SheetState.ACCEPTED, SheetState.SUBMITTED} if with_submitted else {SheetState.ACCEPTED}
    counted = [sheet for sheet in call.sheets if sheet.state in states]
    lines = [
        Line(
            sheet,
            sheet.agency,
            sheet.state == SheetState.ACCEPTED,
            len(sheet.rows),
            {column.id: _answer(column, sheet.rows) for column in call.columns},
        )
        for sheet in sorted(counted, key=lambda one: (one.agency.sort_key, one.id))
    ]
    every = [row for sheet in counted for row in sheet.rows]
    return Tally(
        call.columns,
        lines,
        {column.id: _answer(column, every) for column in call.columns},
        missing_of(call),
        sum(1 for sheet in call.sheets if sheet.state == SheetState.SUBMITTED and sheet not in counted),
    )


def missing_of(call: DataCall) -> list[Agency]:
    """The agencies asked that have not handed in a sheet, by name."""
    pending = [sheet.agency for sheet in call.sheets if sheet.state == SheetState.PENDING]
    return sorted(pending, key=lambda agency: (agency.sort_key, agency.id))


def _answer(column: CallColumn, rows: Sequence[Mapping[str, Any]]) -> Answer:
    given = [row[column.public_id] for row in rows if row.get(column.public_id) is not None]
    values = [value for value in given if not cells.is_na(value)]
    is_number = column.kind in cells.NUMBERS
    return Answer(
        sum(values) if is_number and values else None,
        _counts(column, values) if column.kind in COUNTED else {},
        [] if is_number or column.kind in COUNTED else [cells.show(column, value) for value in values],
        len(values),
        len(given) - len(values),
    )


def _counts(column: CallColumn, values: Sequence[Any]) -> dict[Any, int]:
    """In the order of the column's own words, those that nobody chose too."""
    found = Counter(values)
    words = [True, False] if column.kind == ColumnKind.YES_NO else column.choices
    return {word: found[word] for word in words}
