"""Reading what people type as a date, a time of day or both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Final

from coordination.lang import zone
from coordination.lang.jalali import (
    MONTHS_EN,
    MONTHS_FA,
    WEEKDAYS_EN,
    WEEKDAYS_FA,
    DateProblem,
    WrittenDate,
    from_jalali,
    jalali_year,
)
from coordination.lang.msgid import N_
from coordination.lang.text import clean, digits, fold

GREGORIAN_FROM = 1700
"""A year below it is Jalali."""

_IN_DAYS: Final[Mapping[str, int]] = {
    fold(word): distance
    for distance, words in {
        -2: ("پریروز",),
        -1: ("دیروز", "yesterday"),
        0: ("امروز", "today"),
        1: ("فردا", "tomorrow"),
        2: ("پس‌فردا",),
    }.items()
    for word in words
}
_MONTHS: Final[Mapping[str, int]] = {
    fold(name): number for names in (MONTHS_FA, MONTHS_EN) for number, name in enumerate(names, start=1)
} | {fold("امرداد"): 5}
_WEEKDAYS: Final = frozenset(map(fold, (*WEEKDAYS_FA, *WEEKDAYS_EN)))

_NUMBERS = re.compile(r"(\d{4})[/\-.؍](\d{1,2})[/\-.؍](\d{1,2})", re.ASCII)
_WORDS = re.compile(r"(\d{1,2}) ?([^\d\s]+)(?: ماه)?(?:[ ،,]+(?:سال )?(\d{4}))?", re.ASCII)
_TIME = re.compile(r"(\d{1,2})[:٫.](\d{2})", re.ASCII)
_TIME_AT_END = re.compile(r"^(.*?)[\s،,]+(?:ساعت |at )?(\d{1,2}:\d{2})$", re.ASCII | re.IGNORECASE)


class UnreadableDate(DateProblem):
    """What was typed is no date in any form that is known."""


class UnreadableTime(DateProblem):
    """What was typed is no time of day."""


def parse_date(text: str, today: date) -> date:
    """The date meant by ``text``: ۱۴۰۵/۰۸/۳۰ in any digits and separators, 2026-11-21, ۳۰ آبان ۱۴۰۵, ۳۰ آبان (of this
    Jalali year), a weekday before it, or a word such as فردا / tomorrow.

    Raises ``DateProblem``: ``NoSuchDay`` for a day that is not there, ``YearOutOfRange``, ``UnreadableDate``
    for the rest.
    """
    typed = digits(clean(text)).strip("،, ")
    if fold(typed) in _IN_DAYS:
        return today + timedelta(days=_IN_DAYS[fold(typed)])
    if found := _NUMBERS.fullmatch(typed):
        year, month, day = map(int, found.groups())
        return _gregorian(year, month, day, today) if year >= GREGORIAN_FROM else from_jalali(year, month, day)
    if (found := _WORDS.fullmatch(_without_weekday(typed))) and (named := _MONTHS.get(fold(found[2]))):
        return from_jalali(int(found[3] or jalali_year(today)), named, int(found[1]))
    raise _unreadable(today)


def parse_time(text: str) -> time:
    """A time of day, ``14:30`` in any digits; raises ``UnreadableTime``."""
    found = _TIME.fullmatch(digits(clean(text)))
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise UnreadableTime(
        N_("The time was not taken: write hour and minute. For example: %(sample)s"), sample=time(14, 30)
    )


def parse_moment(text: str, today: date) -> datetime:
    """A date and a time of day here (``۱۴۰۵/۸/۳۰ ۱۴:۳۰``, ``فردا ساعت ۹:۰۰``) as aware UTC; raises ``DateProblem``."""
    found = _TIME_AT_END.fullmatch(digits(clean(text)))
    if not found:
        parse_date(text, today)
        raise UnreadableTime(
            N_("The time was not taken: write it after the date. For example: %(sample)s %(time)s"),
            sample=WrittenDate(today), time=time(14, 30),
        )  # fmt: skip
    day, hour = parse_date(found[1], today), parse_time(found[2])
    return zone.at(day, hour)


def _without_weekday(typed: str) -> str:
    """``typed`` without a weekday at its beginning (also سه شنبه in two words)."""
    words = typed.replace("،", " ").split()
    for count in (1, 2):
        if fold("".join(words[:count])) in _WEEKDAYS:
            return " ".join(words[count:])
    return typed


def _gregorian(year: int, month: int, day: int, today: date) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise _unreadable(today) from None
    from_jalali(jalali_year(found), 1, 1)  # raises for a year that is out of range
    return found


def _unreadable(today: date) -> UnreadableDate:
    return UnreadableDate(
        N_("The date was not understood: write year, month and day. For example: %(sample)s"), sample=WrittenDate(today)
    )
