"""Spans of the Jalali calendar: a month, season, half-year or year as days, and a span of days in words.

A thing whose day is not known keeps the first and last day within which it lies, and how exactly that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from coordination.kernel.messages import Message
from coordination.lang.jalali import (
    half_range,
    jalali_year,
    jalali_year_range,
    month_name,
    month_range,
    season_name,
    season_range,
    to_jalali,
)
from coordination.lang.text import persian_digits

DAY, MONTH, SEASON, HALF, YEAR = "day", "month", "season", "half", "year"
PARTS: Final = {MONTH: 12, SEASON: 4, HALF: 2, YEAR: 1}
"""How many spans of each kind a year has."""
HALVES_FA = ("نیمه نخست", "نیمه دوم")
HALVES_EN = ("First half of", "Second half of")


@dataclass(frozen=True, slots=True)
class SpanName:
    """A span inside a message: «تابستان ۱۳۹۴», "Summer 1394", or its first and last day."""

    first: date
    last: date
    precision: str

    def said(self, language: str) -> str:
        """The words in ``fa`` or ``en``; what is no whole span of its precision is said by its two days."""
        return _said(self.first, self.last, self.precision, language)

    def __str__(self) -> str:
        return self.said("en")


def range_of(precision: str, year: int, part: int = 1) -> tuple[date, date]:
    """First and last day of a month, season, half-year or year, both included; ``part`` counts from 1.

    Raises ``ValueError`` for a part that a year has not, ``YearOutOfRange`` outside of 1300 to 1500.
    """
    if not 1 <= part <= PARTS[precision]:
        raise ValueError(part)
    match precision:
        case "month":
            return month_range(year, part)
        case "season":
            return season_range(year, part)
        case "half":
            return half_range(year, part)
        case _:
            return jalali_year_range(year)


def precision_of(first: date, last: date) -> str:
    """``day``, ``month``, ``season``, ``half`` or ``year`` where the days are exactly one; else nothing."""
    if first == last:
        return DAY
    for precision in PARTS:
        if range_of(precision, *_place(first, precision)) == (first, last):
            return precision
    return ""


def part_of(first: date, precision: str) -> int:
    """Which month, season or half of its year begins on ``first`` or holds it; 1 for a year."""
    return _place(first, precision)[1]


def words(first: date, last: date, precision: str = "") -> Message:
    """A span as people say it: a day, «مهر ۱۴۰۵», «تابستان ۱۳۹۴», «نیمه نخست ۱۳۹۶», «۱۴۰۵», or «… تا …»."""
    return Message("%(span)s", span=SpanName(first, last, precision))


def months_of(first: date, last: date) -> list[tuple[int, int]]:
    """The Jalali months that a span touches, as (year, month), in order; none where it ends before it begins."""
    found: list[tuple[int, int]] = []
    day = first
    while day <= last:
        year, month, _day = to_jalali(day)
        found.append((year, month))
        day = month_range(year, month)[1] + timedelta(days=1)
    return found


def this_year(today: date) -> int:
    """The Jalali year that is running."""
    return jalali_year(today)


def _place(first: date, precision: str) -> tuple[int, int]:
    year, month, _day = to_jalali(first)
    months = 12 // PARTS[precision]
    return year, (month - 1) // months + 1


def _said(first: date, last: date, precision: str, language: str) -> str:
    exact = precision_of(first, last)
    if not exact or (precision and exact != precision):
        text = _from_to(first, last, language)
    else:
        year, month, day = to_jalali(first)
        match exact:
            case "day":
                text = f"{day} {month_name(month, language)} {year}"
            case "month":
                text = f"{month_name(month, language)} {year}"
            case "season":
                text = f"{season_name(part_of(first, SEASON), language)} {year}"
            case "half":
                halves = HALVES_FA if language == "fa" else HALVES_EN
                text = f"{halves[part_of(first, HALF) - 1]} {year}"
            case _:
                text = str(year)
    return persian_digits(text) if language == "fa" else text


def _from_to(first: date, last: date, language: str) -> str:
    """«۳ مهر تا ۵ آبان ۱۴۰۵»: the year, and within one month the month, is said once."""
    if first == last:
        year, month, day = to_jalali(first)
        return f"{day} {month_name(month, language)} {year}"
    (year, month, day), (last_year, last_month, last_day) = to_jalali(first), to_jalali(last)
    begins = str(day)
    if (year, month) != (last_year, last_month):
        begins += f" {month_name(month, language)}"
    if year != last_year:
        begins += f" {year}"
    to = "تا" if language == "fa" else "to"
    return f"{begins} {to} {last_day} {month_name(last_month, language)} {last_year}"
