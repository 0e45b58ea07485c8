"""Activities taken in from a table: its columns, how each cell is read, and what of a row makes an activity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from coordination.activities.commands import Facts, Taking
from coordination.activities.fields import SEVERAL, SEVERAL_WORDS
from coordination.activities.kinds import USUAL_PART
from coordination.activities.models import ACTIVITY_LABELS, ActivityKind, Part
from coordination.activities.openly import code_in
from coordination.imports.checks import Preview, Row, places_of, read_row, refuse
from coordination.imports.sheets import Sheet
from coordination.imports.tables import Column, Table, one_of, several, whole_number, words
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang import zone
from coordination.lang.jalali import FIRST_YEAR, LAST_YEAR, MONTHS_EN, MONTHS_FA, DateProblem
from coordination.lang.spans_typed import Span, parse_span
from coordination.lang.text import digits, fold

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEVERAL: Final = frozenset(map(fold, SEVERAL_WORDS))
_MONTHS: Final = {fold(name): n for names in (MONTHS_FA, MONTHS_EN) for n, name in enumerate(names, start=1)}
TEXTS = ("title_fa", "place", "audience", "note_fa")

Known = Mapping[str, frozenset[int]]
"""Agencies by every folded name, alias and code."""


def _span(cell: str | date) -> Span:
    if isinstance(cell, date):
        return Span(cell, cell, "day")
    try:
        return parse_span(cell, zone.today())
    except DateProblem as problem:
        raise Invalid(Message(problem.text, **problem.params)) from problem


def _number(lowest: int, highest: int) -> Callable[[str | date], int]:
    read = whole_number(highest)

    def checked(cell: str | date) -> int:
        number = int(read(cell))
        if number < lowest:
            raise Invalid(Message(N_("the number must be at least %(lowest)s"), lowest=lowest))
        return number

    return checked


def _times(cell: str | date) -> int | str:
    if isinstance(cell, str) and fold(cell) in _SEVERAL:
        return SEVERAL
    return _number(1, 1000)(cell)


def _year(cell: str | date) -> int:
    year = whole_number(9999)(cell)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Invalid(Message(N_("a Jalali year belongs here, such as %(sample)s"), sample="1394"))
    return int(year)


def _season(cell: str | date) -> str:
    text = "" if isinstance(cell, date) else cell
    try:
        found = parse_span(f"{text} 1400", zone.today())
    except DateProblem:
        found = None
    if found is None or found.precision not in ("season", "half"):
        raise Invalid(N_("a season or two seasons of a half-year belong here"))
    return text


def _month(cell: str | date) -> int:
    text = "" if isinstance(cell, date) else digits(cell)
    month = _MONTHS.get(fold(text)) or (int(text) if text.isascii() and text.isdecimal() else 0)
    if not 1 <= month <= 12:
        raise Invalid(N_("the name or the number of a Jalali month belongs here"))
    return month


TABLE = Table(
    "activities",
    N_("Activities"),
    (
        Column("kind", N_("Kind"), one_of(ACTIVITY_LABELS), required=True, choices=ACTIVITY_LABELS),
        Column("title_fa", N_("Title"), words(400), required=True),
        Column("when", N_("When"), _span, note=N_("A day, month, season, half-year or year.")),
        Column("jalali_year", N_("Year"), _year, note=N_("Where «When» is empty.")),
        Column("season", N_("Season"), _season),
        Column("jalali_month", N_("Month"), _month),
        Column("partner_agencies", N_("With whom"), several, note=N_("Codes or names, with semicolons between them.")),
        Column("addressee", N_("Addressee"), several),
        Column("times", N_("How often"), _times, note=N_("A number, or “several”. Empty: once.")),
        Column("days", N_("Days"), _number(1, 366)),
        Column("people", N_("People"), _number(0, 1_000_000)),
        Column("place", N_("Place"), words(200)),
        Column("audience", N_("For whom"), words(200)),
        Column("note_fa", N_("Note"), words(2000)),
    ),
)


def check(sheet: Sheet, known: Known) -> Preview:
    """Read every row; nothing is written. Raises Invalid where a required column is missing."""
    places, left_out = places_of(TABLE, sheet.headings)
    if not {"when", "jalali_year"} & {column.key for column in places}:
        raise Invalid(
            N_("The table was not read: no column says when. It needs «When», or «Year» with season or month."),
            advice=N_("Take the empty table from this page and keep its headings."),
        )
    rows = [read_row(TABLE, places, number, cells) for number, cells in sheet.rows]
    for row in rows:
        _complete(row, known)
    return Preview(TABLE, rows, left_out)


def _complete(row: Row, known: Known) -> None:
    """Find when it was and who took part, and refuse codes of children's files."""
    bad = {column.key for column in TABLE.columns if column.key in row.cells and column.key not in row.values}
    if not bad & {"when", "jalali_year", "season", "jalali_month"}:
        _when(row)
    _bodies(row, known, "partner_agencies")
    _bodies(row, known, "addressee")
    for key in TEXTS:
        if code := code_in(row.values.get(key, "")):
            refuse(row, TABLE.column(key), Message(N_("%(code)s is the code of a child's file"), code=code))


def _when(row: Row) -> None:
    if "when" in row.values:
        return
    year = row.values.get("jalali_year")
    if year is None:
        refuse(row, TABLE.column("when"), Message(N_("the cell is empty, and so is «Year»")))
        return
    typed = str(year)
    if "jalali_month" in row.values:
        typed = f"{year}/{row.values['jalali_month']}"
    elif "season" in row.values:
        typed = f"{row.values['season']} {year}"
    row.values["when"] = parse_span(typed, zone.today())


def _bodies(row: Row, known: Known, key: str) -> None:
    """Agencies by name or code; what is no code and nobody's name stays a name."""
    found: list[int | str] = []
    for typed in row.values.get(key, ()):
        fitting = known.get(fold(typed), frozenset())
        if len(fitting) == 1:
            found.append(next(iter(fitting)))
        elif fitting:
            refuse(
                row,
                TABLE.column(key),
                Message(N_("several agencies are called «%(typed)s»; give the code"), typed=typed),
            )
        elif _CODE.fullmatch(typed):
            refuse(row, TABLE.column(key), Message(N_("no agency has the code %(typed)s"), typed=typed))
        else:
            found.append(typed)
    row.values[key] = found


def facts_of(row: Row) -> Facts:
    """What a row without problems says, for ``commands.record``."""
    values = row.values
    kind, when = ActivityKind(values["kind"]), values["when"]
    usual = USUAL_PART.get(kind, Part.COOPERATING)
    named = [(usual, body) for body in values["partner_agencies"]]
    named += [(Part.ADDRESSEE, body) for body in values["addressee"]]
    times = values.get("times", 1)
    return Facts(
        kind=kind,
        title=values["title_fa"],
        from_on=when.first,
        to_on=when.last,
        precision=when.precision,
        partners=[Taking(part, name=body) if isinstance(body, str) else Taking(part, body) for part, body in named],
        times=None if times == SEVERAL else times,
        days=values.get("days"),
        people=values.get("people"),
        place=values.get("place", ""),
        audience=values.get("audience", ""),
        note=values.get("note_fa", ""),
    )
