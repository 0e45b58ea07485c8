"""Reading a day as people say it while they speak: a date without its year, a span from today, a weekday, an end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from coordination.lang.dates_typed import UnreadableDate, parse_date
from coordination.lang.jalali import (
    MONTHS_EN,
    MONTHS_FA,
    WEEKDAYS_EN,
    WEEKDAYS_FA,
    DateProblem,
    WrittenDate,
    from_jalali,
    month_length,
    month_name,
    to_jalali,
)
from coordination.lang.msgid import N_
from coordination.lang.text import clean, digits, fold, persian_digits

LONGEST = 60
"""Characters; a longer text is a sentence, no day."""


class NoNextMeeting(DateProblem):
    """The day of the next meeting was meant, and none is planned."""


_COUNTS_FA = (
    "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده", "سیزده", "چهارده", "پانزده",
    "شانزده", "هفده", "هجده", "نوزده", "بیست", "بیست و یک", "بیست و دو", "بیست و سه", "بیست و چهار", "بیست و پنج",
    "بیست و شش", "بیست و هفت", "بیست و هشت", "بیست و نه", "سی", "سی و یک",
)  # fmt: skip
_COUNTS_EN = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen",
)  # fmt: skip
_COUNTS: Final[Mapping[str, int]] = {
    **{fold(word): number for words in (_COUNTS_FA, _COUNTS_EN) for number, word in enumerate(words, start=1)},
    **{fold(f"{word}م"): number for number, word in enumerate(_COUNTS_FA, start=1)},
    "a": 1, "an": 1, "چند": 0, fold("اول"): 1, fold("سوم"): 3, fold("سی‌ام"): 30, fold("نیمه"): 15, fold("نیمه‌ی"): 15,
}  # fmt: skip
_MONTHS: Final[Mapping[str, int]] = {
    fold(name): number for names in (MONTHS_FA, MONTHS_EN) for number, name in enumerate(names, start=1)
} | {fold("امرداد"): 5, "day": 10, "di": 10}
_WEEKDAYS: Final[Mapping[str, int]] = {
    fold(name): number for names in (WEEKDAYS_FA, WEEKDAYS_EN) for number, name in enumerate(names, start=1)
} | {fold("آدینه"): 5}
_UNITS: Final[Mapping[str, str]] = {
    fold(word): unit
    for unit, words in {
        "day": ("روز", "day", "days"),
        "week": ("هفته", "week", "weeks"),
        "month": ("ماه", "month", "months"),
        "year": ("سال", "year", "years"),
    }.items()
    for word in words
}
_AHEAD: Final[Mapping[str, int]] = {
    fold(word): distance
    for distance, words in {
        0: ("امروز", "today", "پایان امروز"),
        1: ("فردا", "tomorrow"),
        2: ("پس‌فردا", "day after tomorrow", "the day after tomorrow"),
    }.items()
    for word in words
}


def _any_of(words: Mapping[str, object] | tuple[str, ...]) -> str:
    """A pattern for one of the folded words, the longest first."""
    return "|".join(sorted((re.escape(fold(word)) for word in words), key=len, reverse=True))


_NEXT = _any_of(("آینده", "بعد", "بعدی", "دیگر", "پیش رو"))
_NEXT_MEETING = re.compile(rf"(?:{_any_of(('جلسه', 'نشست'))})(?:ی?(?:{_NEXT}))|(?:the)?nextmeeting")
_SPAN = re.compile(
    rf"(?:in|within|{_any_of(('ظرف', 'طی'))})?(?P<count>\d{{1,3}}|{_any_of(_COUNTS)})(?P<unit>{_any_of(_UNITS)})"
    rf"(?:{_NEXT}|fromnow|later)?"
)
_WEEKDAY = re.compile(
    rf"(?:next|on|this)?(?P<weekday>{_any_of(_WEEKDAYS)})"
    rf"(?:(?P<week>{_any_of(('هفته آینده', 'هفته بعد', 'هفته دیگر'))}|nextweek|ofnextweek)|(?:{_NEXT})|"
    rf"{_any_of(('این هفته', 'همین هفته'))})?"
)
_END = re.compile(rf"(?:{_any_of(('پایان', 'آخر', 'انتهای'))}|(?:the)?endof(?:the)?)(?P<of>.+)")
_DAY_OF_MONTH = re.compile(
    rf"(?:(?P<weekday>{_any_of(_WEEKDAYS)})[،,]?)?(?P<day>\d{{1,2}}|{_any_of(_COUNTS)})(?:ام|م|st|nd|rd|th)?(?:of)?"
    rf"(?P<month>{_any_of(_MONTHS)})(?:ماه)?[،,]?(?:سال)?(?P<year>\d{{4}})?"
)
_MONTH_AND_DAY_EN = re.compile(rf"(?P<month>{_any_of(MONTHS_EN)})(?P<day>\d{{1,2}})[،,]?(?P<year>\d{{4}})?")
_MONTH_AND_DAY = re.compile(r"(?P<month>\d{1,2})[/.](?P<day>\d{1,2})")
_THIS_MONTH = frozenset(map(fold, ("ماه", "این ماه", "ماه جاری", "همین ماه", "month", "this month")))
_NEXT_MONTH = frozenset(map(fold, ("ماه آینده", "ماه بعد", "ماه دیگر", "next month")))
_THIS_WEEK = frozenset(map(fold, ("هفته", "این هفته", "هفته جاری", "week", "this week")))
_NEXT_WEEK = frozenset(map(fold, ("هفته آینده", "هفته بعد", "هفته دیگر", "next week")))
_THIS_YEAR = frozenset(map(fold, ("سال", "امسال", "این سال", "سال جاری", "year", "this year")))
_BEFORE = re.compile(rf"^(?:{_any_of(('روز', 'تاریخ', 'حداکثر', 'نهایتا'))})(?=.)")
_ENDS = " \t،,.؛;:!؟?)»\"'"
_THURSDAY = 4


def read_day(text: str, today: date, *, next_meeting_on: date | None = None) -> date:
    """The day meant by ``text`` when it is said on ``today``: every form of ``parse_date``; ۱۵ دی (the next one to
    come), ۱۰/۱۵, پانزدهم دی; دو هفته, ۱۰ روز, یک ماه; فردا; شنبه, شنبه هفته بعد; پایان دی, آخر ماه; جلسه بعد;
    and the English ones (two weeks, 15 Dey, next meeting, end of Dey).

    Raises ``DateProblem``: ``NoNextMeeting``, ``NoSuchDay``, ``YearOutOfRange``, or ``UnreadableDate`` for what is
    no day at all.
    """
    typed = digits(clean(text)).strip(_ENDS)
    key = fold(typed)
    if key and len(typed) <= LONGEST:
        found = _read(key, today, next_meeting_on)
        if found is None and (shorter := _BEFORE.sub("", key)) != key:
            found = _read(shorter, today, next_meeting_on)
        if found is not None:
            return found
        if key[0].isdigit():
            return parse_date(typed, today)
    raise UnreadableDate(
        N_("The date was not understood: write year, month and day. For example: %(sample)s"), sample=WrittenDate(today)
    )


def begins_with_day(words: list[str], today: date) -> tuple[date, int] | None:
    """The day that the first of ``words`` name beyond doubt (by a month, a weekday or in numbers), and of how many
    words it is made: ۱۵ دی in «۱۵ دی فهرست را بفرستد». A bare span (ده روز) may belong to the sentence: it is none."""
    for count in range(min(len(words), 5), 0, -1):
        said = " ".join(words[:count])
        if _SPAN.fullmatch(fold(digits(clean(said)).strip(_ENDS))):
            continue
        try:
            return read_day(said, today), count
        except DateProblem:
            continue
    return None


def as_said(day: date, today: date, language: str) -> str:
    """How a day is written into a line so that ``read_day`` finds it again: ۱۵ دی, with the year where it is not the
    next one to come."""
    year, month, of_month = to_jalali(day)
    short = f"{of_month} {month_name(month, language)}"
    try:
        said = short if read_day(short, today) == day else f"{short} {year}"
    except DateProblem:
        said = f"{short} {year}"
    return persian_digits(said) if language == "fa" else said


def add_months(day: date, months: int) -> date:
    """The same day of a later Jalali month, or its last one where it is shorter."""
    year, month, of_month = to_jalali(day)
    count = year * 12 + month - 1 + months
    year, month = count // 12, count % 12 + 1
    return from_jalali(year, month, min(of_month, month_length(year, month)))


def _read(key: str, today: date, next_meeting_on: date | None) -> date | None:
    if key in _AHEAD:
        return today + timedelta(days=_AHEAD[key])
    if _NEXT_MEETING.fullmatch(key):
        if next_meeting_on is None:
            raise NoNextMeeting(N_("No later meeting of this group is planned yet. Type a date."))
        return next_meeting_on
    if found := _SPAN.fullmatch(key):
        return _after(today, _number(found["count"]), _UNITS[found["unit"]])
    if found := _WEEKDAY.fullmatch(key):
        return _weekday(today, _WEEKDAYS[found["weekday"]], in_next_week=bool(found["week"]))
    if found := _END.fullmatch(key):
        return _end(found["of"], today)
    for pattern in (_DAY_OF_MONTH, _MONTH_AND_DAY_EN):
        if found := pattern.fullmatch(key):
            return _of_month(today, _MONTHS[found["month"]], _number(found["day"]), found["year"])
    if found := _MONTH_AND_DAY.fullmatch(key):
        return _of_month(today, int(found["month"]), int(found["day"]), None)
    return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _COUNTS[text]


def _after(today: date, count: int, unit: str) -> date | None:
    if count == 0:
        return None
    if unit in ("day", "week"):
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(today, count * (12 if unit == "year" else 1))


def _weekday(today: date, weekday: int, *, in_next_week: bool) -> date:
    if in_next_week:
        return _next_saturday(today) + timedelta(days=(weekday + 1) % 7)
    return today + timedelta(days=(weekday - today.isoweekday() - 1) % 7 + 1)


def _next_saturday(today: date) -> date:
    return today + timedelta(days=7 - (today.isoweekday() + 1) % 7)


def _of_month(today: date, month: int, day: int, year: str | None) -> date:
    if year is not None:
        return from_jalali(int(year), month, day)
    this_year = to_jalali(today)[0]
    found = from_jalali(this_year, month, day)
    return found if found >= today else from_jalali(this_year + 1, month, day)


def _end(of: str, today: date) -> date | None:
    year, month, _day = to_jalali(today)
    if of in _THIS_MONTH:
        return _last(year, month)
    if of in _NEXT_MONTH:
        return _last(year + month // 12, month % 12 + 1)
    if of in _THIS_WEEK:  # the last day on which offices work
        return today + timedelta(days=(_THURSDAY - today.isoweekday()) % 7)
    if of in _NEXT_WEEK:
        return _weekday(today, _THURSDAY, in_next_week=True)
    if of in _THIS_YEAR:
        return _last(year, 12)
    named = _MONTHS.get(of.removesuffix("ماه"))
    if named is None:
        return None
    return _last(year if named >= month else year + 1, named)


def _last(year: int, month: int) -> date:
    return from_jalali(year, month, month_length(year, month))
