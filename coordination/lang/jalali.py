"""The Jalali calendar: conversion, names, ranges; the only importer of ``persiantools``.

Dates are Gregorian ``datetime.date`` everywhere else. Exact for the years 1300 to 1500 (a table in the tests).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from persiantools.jdatetime import JalaliDate

from coordination.lang.msgid import N_
from coordination.lang.text import persian_digits

FIRST_YEAR, LAST_YEAR = 1300, 1500

MONTHS_FA = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
MONTHS_EN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip
SEASONS_FA = ("بهار", "تابستان", "پاییز", "زمستان")
SEASONS_EN = ("Spring", "Summer", "Autumn", "Winter")
# In the order of ISO: Monday is 1.
WEEKDAYS_FA = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = (6, 7, 1, 2, 3, 4, 5)
"""ISO weekday numbers in the order of the Persian week."""


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month inside a message: said in the language of the reader."""

    month: int

    def said(self, language: str) -> str:
        return month_name(self.month, language)

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True, slots=True)
class YearName:
    """A year inside a message: in the digits of the reader, never grouped in thousands."""

    year: int

    def said(self, language: str) -> str:
        return _digits_of(str(self.year), language)

    def __str__(self) -> str:
        return self.said("en")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date inside a message as it is typed into a field: a sample for the reader."""

    day: date

    def said(self, language: str) -> str:
        return written(self.day, language)

    def __str__(self) -> str:
        return self.said("en")


class DateProblem(ValueError):
    """A date that cannot be taken, with the msgid and parameters of a message that says why and what would help."""

    def __init__(self, text: str, **params: object) -> None:
        super().__init__(text % params)
        self.text = text
        self.params = params


class NoSuchDay(DateProblem):
    """The month is shorter; ``length`` is the number of its days (0 where the month itself does not exist)."""

    def __init__(self, text: str, *, length: int, **params: object) -> None:
        super().__init__(text, length=length, **params)
        self.length = length


class YearOutOfRange(DateProblem):
    """A year for which no exact calendar is kept."""


def to_jalali(day: date) -> tuple[int, int, int]:
    """(year, month, day) of a Gregorian date."""
    found = JalaliDate.to_jalali(day.year, day.month, day.day)  # type: ignore[no-untyped-call]
    return found.year, found.month, found.day


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian date; raises ``YearOutOfRange`` outside 1300–1500 and ``NoSuchDay`` for a day that is not there."""
    _check_year(year)
    if not 1 <= month <= 12:
        raise NoSuchDay(N_("The date was not taken: a year has 12 months. For example: %(sample)s"),
                        length=0, sample=WrittenDate(_gregorian(year, 1, 1)))  # fmt: skip
    length = month_length(year, month)
    if not 1 <= day <= length:
        raise NoSuchDay(
            N_("The date was not taken: %(month)s %(year)s has %(length)s days. For example: %(sample)s"),
            length=length, month=MonthName(month), year=YearName(year),
            sample=WrittenDate(_gregorian(year, month, length)),
        )  # fmt: skip
    return _gregorian(year, month, day)


def is_leap(year: int) -> bool:
    """Whether Esfand of ``year`` has 30 days."""
    return bool(JalaliDate.is_leap(year))


def month_length(year: int, month: int) -> int:
    """31 days to Shahrivar, 30 to Bahman, Esfand 29 or 30."""
    if month <= 6:
        return 31
    return 30 if month < 12 or is_leap(year) else 29


def month_name(month: int, language: str) -> str:
    """The name of month 1–12 in ``fa`` or ``en``."""
    return (MONTHS_FA if language == "fa" else MONTHS_EN)[month - 1]


def season_name(season: int, language: str) -> str:
    """The name of season 1 (spring) to 4 in ``fa`` or ``en``."""
    return (SEASONS_FA if language == "fa" else SEASONS_EN)[season - 1]


def weekday_name(day: date, language: str) -> str:
    """The weekday of a date in ``fa`` or ``en``."""
    return (WEEKDAYS_FA if language == "fa" else WEEKDAYS_EN)[day.weekday()]


def written(day: date, language: str) -> str:
    """A date as it stands in a field: ۱۴۰۵/۱۰/۸ in ``fa``, 1405/10/8 in ``en``."""
    return _digits_of("/".join(map(str, to_jalali(day))), language)


def jalali_year(day: date) -> int:
    """The Jalali year in which a date lies."""
    return to_jalali(day)[0]


def jalali_year_range(year: int) -> tuple[date, date]:
    """First and last day of a Jalali year, both included."""
    return _months(year, 1, 12)


def half_range(year: int, half: int) -> tuple[date, date]:
    """First and last day of half-year 1 or 2, both included."""
    return _months(year, half * 6 - 5, half * 6)


def season_range(year: int, season: int) -> tuple[date, date]:
    """First and last day of season 1 (spring) to 4, both included."""
    return _months(year, season * 3 - 2, season * 3)


def month_range(year: int, month: int) -> tuple[date, date]:
    """First and last day of a Jalali month, both included."""
    return _months(year, month, month)


def _digits_of(text: str, language: str) -> str:
    return persian_digits(text) if language == "fa" else text


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    _check_year(year)
    end = _gregorian(year + 1, 1, 1) if last == 12 else _gregorian(year, last + 1, 1)
    return _gregorian(year, first, 1), end - timedelta(days=1)


def _gregorian(year: int, month: int, day: int) -> date:
    found: date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return found


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise YearOutOfRange(
            N_("The date was not taken: the year must lie between %(first)s and %(last)s."),
            first=YearName(FIRST_YEAR), last=YearName(LAST_YEAR),
        )  # fmt: skip
