"""How a line begins: a bullet, a number, a letter; and several items on one line taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coordination.lang.text import digits

DASHES: Final = "-–—−‐‑‒"
DOTS: Final = "*•●○◦▪■□◆◇►▶▸➢➤→‣✓✔✱٭﹡⁃·"
_CLOSE: Final = rf"[{DASHES}ـ.)\]،:/]"
_DIGIT: Final = "[0-9۰-۹٠-٩]"
# A number is followed by a sign that no further digit follows (a date, an hour, a fraction has its digits there).
_NUMBER: Final = re.compile(rf"[(\[]?({_DIGIT}{{1,2}})\s?{_CLOSE}+(?!{_DIGIT})|([①-⑳])", re.UNICODE)
_TURNED: Final = re.compile(rf"[{DASHES}]({_DIGIT}{{1,2}})\s+(?=[^\W\d])")
"""A number whose sign stands before it, as texts of both directions come out («-1 کارگاه»)."""
_SECOND: Final = re.compile(rf"{_DIGIT}{{1,2}}[{DASHES}.]({_DIGIT}{{1,2}})\s?{_CLOSE}+(?!{_DIGIT})")
_UNDER_LETTER: Final = re.compile(
    rf"(?:الف|[بپتثجچحخد]|[A-Za-z])\s?[{DASHES}.]\s?({_DIGIT}{{1,2}})\s?(?:{_CLOSE}+|\s)(?!{_DIGIT})(?=\D)"
)
_SECTION: Final = re.compile(
    "(?:بخش|فصل|محور|قسمت|مبحث|section|part|chapter) "
    rf"(یکم|اول|نخست|دوم|سوم|چهارم|پنجم|ششم|هفتم|هشتم|نهم|دهم|{_DIGIT}{{1,2}}|[A-Za-z])\s?{_CLOSE}+",
    re.IGNORECASE,
)
"""«بخش دوم:» counts headings as letters do."""
# A kashida after a letter is a sign only where a space stands beside it; within a word it is only a long letter.
_PERSIAN: Final = re.compile(rf"[(\[]?(الف|[اآبپتثجچحخدذرزژسشهوطی])(?:\s?[{DASHES}.)\]:]+ـ*|\s+ـ+|ـ+(?=\s))")
_LATIN: Final = re.compile(rf"[(\[]?([A-Za-z]|[ivx]{{2,4}}|[IVX]{{2,4}})\s?[{DASHES}.):\]]+(?=\s|$)")
_BULLET: Final = re.compile(rf"[{re.escape(DOTS)}]+|[{DASHES}ـ]+(?=\D|$)")
_DOT_INSIDE: Final = re.compile(rf"(?<=\s)[{re.escape(DOTS)}](?=\s*[^\W\d_])")
_NUMBER_INSIDE: Final = re.compile(rf"(?:(?<=\s)|(?<=[.؛،:]))({_DIGIT}{{1,2}})\s?{_CLOSE}\s?(?=[^\W\d_])")
_LETTER_INSIDE: Final = re.compile(rf"(?<=\s)(الف|[بپتثجچحخدهو])\s?[{DASHES}.)]\s?(?=[^\W\d_])")
ALPHABETS: Final = (("الف", *"بپتثجچحخدذرزژسش"), ("الف", *"بجدهوزحطی"))


class Sort(StrEnum):
    """What sort of mark a line begins with."""

    NUMBER = "number"
    SECOND = "second"
    LETTER = "letter"
    LATIN = "latin"
    DASH = "dash"
    DOT = "dot"


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a line: its sort (each kind of dot is one of its own), what it counts, how long it is."""

    sort: str
    value: str
    length: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: as typed, the line's number (from 1), its mark, whether an empty line stood before."""

    raw: str
    number: int
    mark: Mark | None
    after_gap: bool = False

    @property
    def words(self) -> str:
        """What it says after its mark."""
        return (self.raw[self.mark.length :] if self.mark else self.raw).strip()


def read_mark(line: str) -> Mark | None:
    """The mark with which a line begins, spaces before it counted."""
    indent = len(line) - len(line.lstrip())
    rest = line[indent:]
    for pattern, sort in (
        (_SECTION, Sort.LETTER), (_UNDER_LETTER, Sort.SECOND), (_SECOND, Sort.SECOND), (_NUMBER, Sort.NUMBER),
        (_TURNED, Sort.NUMBER), (_PERSIAN, Sort.LETTER),
        (_LATIN, Sort.LATIN), (_BULLET, Sort.DASH),
    ):  # fmt: skip
        if found := pattern.match(rest):
            return _mark(sort, found, indent)
    return None


def pieces(line: str, number: int, *, after_gap: bool) -> Iterator[Piece]:
    """The items of one line, in order; put together again they are the line."""
    mark = read_mark(line)
    start = 0
    for cut in _cuts(line, mark):
        yield Piece(line[start:cut], number, read_mark(line[start:cut]), after_gap)
        start, after_gap = cut, False
    yield Piece(line[start:], number, read_mark(line[start:]), after_gap)


def _mark(sort: Sort, found: re.Match[str], indent: int) -> Mark:
    value = digits(next((group for group in found.groups() if group), "")) if found.re.groups else found.group()
    if sort == Sort.DASH and value[0] in DOTS:
        return Mark(f"{Sort.DOT}{value[0]}", "", indent + found.end())
    return Mark(sort, "" if sort == Sort.DASH else value, indent + found.end())


def _cuts(line: str, mark: Mark | None) -> list[int]:
    """Where further items of the line begin: at dots, and at the next number or letter of its own row. A dash parts
    nothing: it also stands before «۲ روز».
    """
    begin = mark.length if mark else 0
    dots = [found.start() for found in _DOT_INSIDE.finditer(line, begin)]
    numbers = _row(line, begin, _NUMBER_INSIDE, _next_number(mark))
    letters = _next_letters(mark)
    lettered = min((_row(line, begin, _LETTER_INSIDE, row) for row in letters), key=len, default=[]) if letters else []
    return sorted({*dots, *numbers, *lettered})


def _next_number(mark: Mark | None) -> list[str]:
    first = int(mark.value) + 1 if mark and mark.sort == Sort.NUMBER and mark.value.isdecimal() else 1
    return [str(number) for number in range(first, first + 40)]


def _next_letters(mark: Mark | None) -> list[list[str]]:
    if not mark or mark.sort != Sort.LETTER:
        return []
    return [list(row[row.index(mark.value) + 1 :]) for row in ALPHABETS if mark.value in row]


def _row(line: str, begin: int, pattern: re.Pattern[str], wanted: list[str]) -> list[int]:
    """Where the wanted numbers or letters stand, one after the other; a row that begins with 1 needs its 2."""
    cuts: list[int] = []
    for found in pattern.finditer(line, begin):
        if len(cuts) < len(wanted) and digits(found[1]) == wanted[len(cuts)]:
            cuts.append(found.start(1))
    return cuts if len(cuts) > 1 or wanted[:1] != ["1"] else []
