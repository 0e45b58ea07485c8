"""One cell of an answer sheet: read from what was typed, and shown again as it is read."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext

from coordination.activities.openly import code_in
from coordination.data_calls.models import CallColumn, ColumnKind
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang import locale, say, zone
from coordination.lang.dates_typed import parse_date
from coordination.lang.jalali import DateProblem
from coordination.lang.text import clean, digits, fold

NA = {"na": True}
"""What is stored where the agency says that the column does not apply to it."""
NA_WORD = N_("does not apply")
YES, NO = N_("yes"), N_("no")
LONGEST = 1000
MOST = 10**15
"""Rial and counts beyond it would no longer be exact in a spreadsheet."""
LONGEST_NUMBER = 18
NUMBERS = (ColumnKind.COUNT, ColumnKind.RIAL)
_GROUPING = str.maketrans(dict.fromkeys("٬,،  _'"))
_MINUS = str.maketrans({"−": "-", "–": "-"})


def is_na(value: Any) -> bool:
    """Whether a stored value says that the column does not apply."""
    return isinstance(value, dict)


def says_na(text: str | date) -> bool:
    """Whether a cell of a table says so, in either language."""
    return isinstance(text, str) and fold(text) in _both(NA_WORD)


def read(column: CallColumn, typed: str | date) -> Any:
    """The value of a cell that is not empty: a number, a text, an ISO date, a choice, or true and false. ``typed`` is
    text in any digits, or a date cell. Raises Invalid, saying what belongs there."""
    match column.kind:
        case ColumnKind.COUNT | ColumnKind.RIAL:
            return _number(column, typed)
        case ColumnKind.DATE:
            return _day(typed)
        case ColumnKind.CHOICE:
            return _choice(column, typed)
        case ColumnKind.YES_NO:
            return _yes_no(typed)
    return _text(typed)


def show(column: CallColumn, value: Any) -> str:
    """A stored value as its field shows it and reads it again: numbers and days in the digits of the page."""
    if value is None:
        return ""
    if is_na(value):
        return str(gettext(NA_WORD))
    match column.kind:
        case ColumnKind.COUNT | ColumnKind.RIAL:
            return say.number(value)
        case ColumnKind.DATE:
            return say.field_date(date.fromisoformat(value))
        case ColumnKind.YES_NO:
            return str(gettext(YES) if value else gettext(NO))
    return str(value)


def yes_no_of(value: Any) -> str:
    """A stored yes or no as the value of its field; nothing for any other value."""
    return "" if not isinstance(value, bool) else "1" if value else "0"


def words_of(column: CallColumn) -> list[str]:
    """The words that a cell of the column takes; none where anything may be typed."""
    match column.kind:
        case ColumnKind.CHOICE:
            return list(column.choices)
        case ColumnKind.YES_NO:
            return [gettext(YES), gettext(NO)]
    return []


def bounds_of(column: CallColumn) -> tuple[int, int]:
    """Between which numbers a count or a sum lies: from nought, where nothing else is said."""
    return (0 if column.lowest is None else column.lowest), (MOST if column.highest is None else column.highest)


def _number(column: CallColumn, typed: str | date) -> int:
    text = "" if isinstance(typed, date) else digits(clean(typed)).translate(_MINUS).translate(_GROUPING)
    bare = text.removeprefix("-")
    if not bare.isascii() or not bare.isdecimal() or len(bare) > LONGEST_NUMBER:
        raise Invalid(Message(N_("a whole number belongs here, in digits only; a sample: %(sample)s"), sample=12))
    value, (lowest, highest) = int(text), bounds_of(column)
    if value < lowest:
        raise Invalid(Message(N_("the number must be at least %(lowest)s"), lowest=lowest))
    if value > highest:
        raise Invalid(Message(N_("the number may be at most %(highest)s"), highest=highest))
    return value


def _day(typed: str | date) -> str:
    if isinstance(typed, date):
        return typed.isoformat()
    try:
        return parse_date(typed, zone.today()).isoformat()
    except DateProblem as problem:
        raise Invalid(Message(problem.text, **problem.params)) from problem


def _choice(column: CallColumn, typed: str | date) -> str:
    sought = "" if isinstance(typed, date) else fold(typed)
    for choice in column.choices:
        if fold(choice) == sought:
            return choice
    raise Invalid(
        Message(N_("one of these belongs here: %(choices)s"), choices=gettext(", ").join(column.choices)),
    )


def _yes_no(typed: str | date) -> bool:
    sought = "" if isinstance(typed, date) else fold(typed)
    if sought in _both(YES) | {"1", "true", "✓"}:
        return True
    if sought in _both(NO) | {"0", "false"}:
        return False
    raise Invalid(Message(N_("«%(yes)s» or «%(no)s» belongs here"), yes=Message(YES), no=Message(NO)))


def _text(typed: str | date) -> str:
    text = say.field_date(typed) if isinstance(typed, date) else clean(typed)
    if len(text) > LONGEST:
        raise Invalid(Message(N_("the text is longer than %(most)s characters"), most=LONGEST))
    if code_in(text):
        raise Invalid(N_("the code of a child's file stands here; write without it"))
    return text


def _both(msgid: str) -> set[str]:
    """A word in either language, folded."""
    found = set()
    for language in ("fa", "en"):
        with locale.using(language):
            found.add(fold(gettext(msgid)))
    return found
