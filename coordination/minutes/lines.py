"""Lines of the minutes that are records (مصوبه: اقدام: نکته: مخالف: ارجاع:, Decision: …), read from plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from coordination.lang.dates_said import begins_with_day, read_day
from coordination.lang.dates_typed import UnreadableDate
from coordination.lang.jalali import DateProblem
from coordination.lang.text import ZWNJ, clean, digits, fold


class LineKind(StrEnum):
    """What a line of the minutes is."""

    RESOLUTION = "resolution"
    ACTION = "action"
    NOTE = "note"
    DISSENT = "dissent"
    REFERRAL = "referral"


STARTS: Final[Mapping[str, Mapping[LineKind, str]]] = {
    "fa": {
        LineKind.RESOLUTION: "مصوبه:",
        LineKind.ACTION: "اقدام:",
        LineKind.NOTE: "نکته:",
        LineKind.DISSENT: "مخالف:",
        LineKind.REFERRAL: "ارجاع:",
    },
    "en": {
        LineKind.RESOLUTION: "Decision:",
        LineKind.ACTION: "Action:",
        LineKind.NOTE: "Note:",
        LineKind.DISSENT: "Dissent:",
        LineKind.REFERRAL: "Referral:",
    },
}
"""How a line begins, as the buttons write it."""


def word_of(kind: LineKind, language: str) -> str:
    """What a line of this kind is called: the word it begins with."""
    return STARTS[language][kind].rstrip(":")


_KINDS: Final = {fold(start.rstrip(":")): kind for starts in STARTS.values() for kind, start in starts.items()}
_START = re.compile(r"^\s*(?:[-–—•*▪·]\s*)?(?P<word>[^:：﹕︰]{2,24}?)\s*[:：﹕︰]", re.UNICODE)
_UNTIL = re.compile(rf"(?:(?<=[\s{ZWNJ}،,؛;(])|^)(?:تا|by|until)(?=[\s{ZWNJ}])", re.IGNORECASE)
_AT = re.compile(r"(?:(?<=\s)|(?<=[،,؛;(])|^)[@＠﹫]")
_CODE = re.compile(r"\bR\s*-\s*([0-9]{4})\s*-\s*([0-9]{1,9})\b", re.IGNORECASE)
_FROM = re.compile(r"(?:^|\s)از\s+\S{1,12}$")
_ENDS = " \t،,؛;"
LONGEST_OWNER = 120


@dataclass(frozen=True, slots=True)
class Line:
    """A recognised line: its place in the text (from 0), what it says without owner and date, and both.

    ``owner_text`` is what was typed after @ (the first of ``owners``), to be looked up by ``owner_and_rest``; ``due``
    the day, ``due_text`` what was typed for it, ``problem`` why that is no day; ``code`` a referral's code.
    """

    index: int
    kind: LineKind
    text: str
    owner_text: str = ""
    due: date | None = None
    due_text: str = ""
    code: str = ""
    problem: DateProblem | None = None
    owners: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_record(self) -> bool:
        """Whether a resolution or an action stands behind it: it says something."""
        return self.kind in (LineKind.RESOLUTION, LineKind.ACTION) and bool(self.text)


def parse(text: str, *, today: date, next_meeting_on: date | None = None) -> list[Line]:
    """The recognised lines of ``text`` in order; dates count from ``today``. Never raises, whatever the text is."""
    found = []
    for index, source in enumerate(text.split("\n")):
        kind = kind_of(source)
        if kind is None:
            continue
        body = source[_start_of(source) :]
        if kind == LineKind.ACTION:
            found.append(_action(index, source, body, today, next_meeting_on))
        else:
            found.append(Line(index, kind, clean(body), code=code_in(body), source=source))
    return found


def kind_of(source: str) -> LineKind | None:
    """What a line is by its start; None for running text."""
    start = _START.match(source)
    return _KINDS.get(fold(start["word"])) if start else None


def code_in(text: str) -> str:
    """The first referral's code in a text, in its own form (R-1405-2698); empty where there is none."""
    found = _CODE.search(digits(text))
    return f"R-{found[1]}-{int(found[2])}" if found else ""


def owner_and_rest(stretch: str, names: Mapping[str, object]) -> tuple[str, str] | None:
    """The longest beginning of ``stretch`` (whole words) that is one of ``names`` (folded), and what follows it."""
    words = stretch.split()
    for count in range(len(words), 0, -1):
        if fold(" ".join(words[:count])) in names:
            return " ".join(words[:count]), " ".join(words[count:]).strip(_ENDS)
    return None


def beginnings(stretch: str) -> list[str]:
    """Every beginning of ``stretch`` in whole words, the longest first: what could be a name."""
    words = stretch.split()[:12]
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]


def rewrite(line: Line, *, text: str | None = None, owner: str | None = None, due: str | None = None) -> str:
    """The line with other words, owner or date; what is not given stays as it was typed, the start of the line too."""
    start = line.source[: _start_of(line.source)].rstrip()
    if line.kind != LineKind.ACTION:
        return f"{start} {line.text if text is None else _one_line(text)}".rstrip()
    said = line.text if text is None else _one_line(text)
    owners = line.owners if owner is None else (_one_line(owner),) if owner else ()
    day = line.due_text if due is None else _one_line(due)
    until = "تا" if _is_persian(line.source) else "by"
    parts = [start, said, *(f"@{name}" for name in owners), f"{until} {day}" if day else ""]
    return " ".join(part for part in parts if part)


def turned(source: str, kind: LineKind) -> str:
    """The line with the start of another kind: a note that becomes an action."""
    start = STARTS["fa" if _is_persian(source) else "en"][kind]
    return f"{start} {source[_start_of(source) :].strip()}".rstrip()


def _start_of(source: str) -> int:
    """Where the words of a recognised line begin."""
    found = _START.match(source)
    return found.end() if found and _KINDS.get(fold(found["word"])) else 0


def _is_persian(source: str) -> bool:
    start = _START.match(source)
    word = start["word"] if start else source
    return not any("a" <= letter <= "z" for letter in word.casefold())


def _one_line(text: str) -> str:
    return clean(" ".join(text.split()))


def _action(index: int, source: str, body: str, today: date, next_meeting_on: date | None) -> Line:
    head, *stretches = _AT.split(body)
    day = _Day()
    pieces = [head, *stretches]
    # The last date of the line counts, wherever it stands.
    for place in range(len(pieces) - 1, -1, -1):
        pieces[place], day = _without_day(pieces[place], today, next_meeting_on, after_owner=place > 0)
        if day.said:
            break
    owners = tuple(name[:LONGEST_OWNER] for piece in pieces[1:] if (name := clean(piece).strip(_ENDS + ".")))
    return Line(
        index,
        LineKind.ACTION,
        clean(pieces[0]).strip(_ENDS),
        owner_text=owners[0] if owners else "",
        due=day.on,
        due_text=day.said,
        code=code_in(body),
        problem=day.problem,
        owners=owners,
        source=source,
    )


@dataclass(frozen=True, slots=True)
class _Day:
    said: str = ""
    on: date | None = None
    problem: DateProblem | None = None


def _without_day(piece: str, today: date, next_meeting_on: date | None, *, after_owner: bool) -> tuple[str, _Day]:
    """``piece`` without its last «تا …» that is a day, and that day.

    A day that is not in the calendar is kept with its problem. After an owner the last «تا» is meant as a date whatever
    follows; elsewhere «تا» with anything else belongs to the sentence.
    """
    places = list(_UNTIL.finditer(piece))
    for place in reversed(places):
        before, said = piece[: place.start()], clean(piece[place.end() :]).strip(_ENDS + ".")
        try:
            return before, _Day(said, read_day(said, today, next_meeting_on=next_meeting_on))
        except UnreadableDate:
            pass
        except DateProblem as problem:
            return before, _Day(said, None, problem)
    for place in reversed(places):
        before, words = piece[: place.start()], piece[place.end() :].split()
        found = None if _FROM.search(before.rstrip()) else begins_with_day(words, today)
        if found:
            day, count = found
            rest = " ".join(words[count:])
            return f"{before.rstrip()} {rest}", _Day(" ".join(words[:count]).strip(_ENDS), day)
    if after_owner and places:
        return _kept_as_text(piece, places[-1], today)
    return piece, _Day()


def _kept_as_text(piece: str, place: re.Match[str], today: date) -> tuple[str, _Day]:
    said = clean(piece[place.end() :]).strip(_ENDS + ".")
    if not said:
        return piece[: place.start()], _Day()
    try:
        return piece[: place.start()], _Day(said, read_day(said, today))
    except DateProblem as problem:
        return piece[: place.start()], _Day(said, None, problem)
