"""Reading what people type for when something was: a day, two days, a month, a season, a half-year, a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from coordination.lang.dates_typed import UnreadableDate, parse_date
from coordination.lang.jalali import (
    MONTHS_EN,
    MONTHS_FA,
    SEASONS_EN,
    SEASONS_FA,
    DateProblem,
    WrittenDate,
    jalali_year,
    to_jalali,
)
from coordination.lang.msgid import N_
from coordination.lang.spans import DAY, HALF, MONTH, SEASON, YEAR, SpanName, range_of
from coordination.lang.text import clean, digits, fold

_YEAR_AT_END = re.compile(r"^(.*?)[\s،,]*(?:سال )?((?:1[34]\d{2}))$", re.ASCII)
_SHORT_YEAR_AT_END = re.compile(r"^(.*\S)[\s،,]+(?:سال )?(3[2-9]|[4-9]\d)$", re.ASCII)
"""As old papers write a year of the 1300s; a smaller number could be a day of the month."""
_YEAR_FIRST = re.compile(r"^(?:سال )?(1[34]\d{2})[\s،,]+(.+)$", re.ASCII)
_YEAR_AND_MONTH = re.compile(r"(1[345]\d{2})[/\-.](\d{1,2})", re.ASCII)
_TO = re.compile(r"\s+(?:تا|الی|to|until)\s+|\s*[–—]\s*", re.IGNORECASE)
_HAS_YEAR = re.compile(r"\d{4}", re.ASCII)
_ONLY_DAY = re.compile(r"\d{1,2}", re.ASCII)
_JOINTS = re.compile(r"[-–—/&]|\band\b|\s+و\s+", re.IGNORECASE)


def _words(*places: tuple[int, tuple[str, ...]]) -> Mapping[str, int]:
    return {fold(word): number for number, words in places for word in words}


def _names(before: str, after: str, persian: tuple[str, ...], english: tuple[str, ...]) -> Mapping[str, int]:
    both = enumerate(zip(persian, english, strict=True), start=1)
    return _words(*((number, (fa, f"{before}{fa}{after}", en)) for number, (fa, en) in both))


_MONTHS: Final = _names("", " ماه", MONTHS_FA, MONTHS_EN)
_SEASONS: Final = {**_names("فصل ", "", SEASONS_FA, SEASONS_EN), fold("پائیز"): 3, "fall": 3}
_HALVES: Final = _words(
    (1, ("نیمه نخست", "نیمه اول", "نیمسال اول", "نیم سال نخست", "شش ماهه اول", "شش ماهه نخست", "first half", "half 1",
         "first half of", "h1")),
    (2, ("نیمه دوم", "نیمسال دوم", "شش ماهه دوم", "second half", "half 2", "second half of", "h2")),
)  # fmt: skip


class UnreadableSpan(DateProblem):
    """What was typed is neither a day nor a span."""


class Span(NamedTuple):
    """First and last day, both included, and how exactly the time is known (``lang.spans``)."""

    first: date
    last: date
    precision: str


def parse_span(text: str, today: date) -> Span:
    """The time meant by ``text``: all that ``parse_date`` takes, «۳ تا ۵ مهر ۱۴۰۵», «مهر ۱۴۰۵», 1405/07,
    «تابستان ۱۳۹۴», «تابستان ۹۴», «پاییز و زمستان ۱۳۹۲», «نیمه نخست ۱۳۹۶», «۱۳۹۴», and the same in English; without a
    year, of this Jalali year.

    What is only half known stays so. Raises ``DateProblem``.
    """
    typed = digits(clean(text)).strip("،, .")
    if found := _YEAR_AND_MONTH.fullmatch(typed):
        year, month = int(found[1]), int(found[2])
        if 1 <= month <= 12:
            return Span(*range_of(MONTH, year, month), MONTH)
    named = _named(typed, today)
    if named is not None:
        return named
    ends = _TO.split(typed)
    if len(ends) == 2 and all(ends):
        return _between(ends[0], ends[1], today)
    try:
        day = parse_date(typed, today)
    except UnreadableDate as problem:
        raise _unreadable(today) from problem
    return Span(day, day, DAY)


def _named(typed: str, today: date) -> Span | None:
    """A year alone, or a month, season or half-year by its name."""
    words, year = typed, jalali_year(today)
    found = _YEAR_AT_END.fullmatch(typed)
    if found:
        words, year = found[1], int(found[2])
        if fold(words) in ("", fold("سال"), "year"):
            return Span(*range_of(YEAR, year), YEAR)
    elif found := _SHORT_YEAR_AT_END.fullmatch(typed):
        words, year = found[1], 1300 + int(found[2])
    elif found := _YEAR_FIRST.fullmatch(typed):
        words, year = found[2], int(found[1])
    key = fold(words)
    for precision, names in ((MONTH, _MONTHS), (SEASON, _SEASONS), (HALF, _HALVES)):
        if key in names:
            return Span(*range_of(precision, year, names[key]), precision)
    seasons = [_SEASONS.get(fold(part)) for part in _JOINTS.split(words)]
    if seasons in ([1, 2], [3, 4]):
        return Span(*range_of(HALF, year, 1 if seasons == [1, 2] else 2), HALF)
    return None


def _between(begins: str, ends: str, today: date) -> Span:
    """Two days; what the first does not say, it takes from the second («۳ تا ۵ مهر ۱۴۰۵»)."""
    last = parse_date(ends, today)
    year, month, _day = to_jalali(last)
    if _ONLY_DAY.fullmatch(begins):
        first = parse_date(f"{year}/{month}/{begins}", today)
    elif not _HAS_YEAR.search(begins) and fold(begins).lstrip("0123456789") in _MONTHS:
        first = parse_date(f"{begins} {year}", today)
        if first > last:
            first = parse_date(f"{begins} {year - 1}", today)
    else:
        first = parse_date(begins, today)
    if first > last:
        raise UnreadableSpan(
            N_("The time was not taken: its last day is before its first. For example: %(sample)s"),
            sample=SpanName(last, first, DAY),
        )
    return Span(first, last, DAY)


def _unreadable(today: date) -> UnreadableSpan:
    return UnreadableSpan(
        N_(
            "The time was not understood: write a day, or a month, season, half-year or year."
            " For example: %(day)s or %(span)s"
        ),
        day=WrittenDate(today), span=SpanName(*range_of(SEASON, jalali_year(today), 2), SEASON),
    )  # fmt: skip
