"""Recurrence in the Jalali calendar: which days a rule names, where a day off puts one, and the rule in words.

Rules are plain mappings, as they are stored; weekdays are those of ISO (Monday 1 … Sunday 7)::

    {"unit": "week", "every": 2, "weekdays": [3]}          every second week on Wednesday; the week begins on Saturday
    {"unit": "jmonth", "every": 1, "nth": 1, "weekday": 3} the first Wednesday of every month; nth -1 is the last one
    {"unit": "jmonth", "every": 2, "day": 31}              day 31 of every second month, in short months their last day
    {"unit": "jhalfmonth", "every": 3, "day": 10}          every month and a half: day 10, then 25, then 10 …
    {"unit": "day", "every": 45}                           every 45 days
    {"unit": "when_needed"}                                never by itself

Months and halves of months are counted from the one in which the rule begins to hold, weeks from its first day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from coordination.kernel.messages import Message
from coordination.lang import jalali
from coordination.lang.jalali import FIRST_YEAR, LAST_YEAR, WEEKDAYS_EN, WEEKDAYS_FA, DateProblem
from coordination.lang.msgid import N_

Rule = Mapping[str, Any]

LONGEST: Final = {"week": 52, "jmonth": 24, "jhalfmonth": 48, "day": 366}
"""The largest ``every`` of each unit."""
ORDINALS: Final = {
    1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth"), -1: N_("last"),
}  # fmt: skip
FURTHEST: Final = 30
"""So many days away a working day is looked for."""
HALF: Final = 15
"""Days of the first half of a month."""

_FIELDS: Final = {
    "week": {"unit", "every", "weekdays"},
    "jhalfmonth": {"unit", "every", "day"},
    "day": {"unit", "every"},
    "when_needed": {"unit"},
}
_FIRST, _AFTER_LAST = jalali.from_jalali(FIRST_YEAR, 1, 1), jalali.jalali_year_range(LAST_YEAR)[1] + timedelta(days=1)


class RecurrenceProblem(DateProblem):
    """A rule that names no days, with the msgid and parameters of a message that says why and what would help."""


@dataclass(frozen=True, slots=True)
class WeekdayNames:
    """Weekdays inside a message, Saturday first: said in the language of the reader."""

    weekdays: Sequence[int]

    def said(self, language: str) -> str:
        names = WEEKDAYS_FA if language == "fa" else WEEKDAYS_EN
        said = [names[day - 1] for day in sorted(self.weekdays, key=jalali.WEEK.index)]
        glue, last = ("، ", " و ") if language == "fa" else (", ", " and ")
        return last.join(part for part in (glue.join(said[:-1]), said[-1]) if part)

    def __str__(self) -> str:
        return self.said("en")


def check(rule: Rule) -> None:
    """Raises ``RecurrenceProblem`` for a rule that is not one of those above, or lacks a part."""
    unit = rule.get("unit")
    if unit == "when_needed":
        wanted = _FIELDS["when_needed"]
    elif unit == "jmonth":
        wanted = {"unit", "every", "nth", "weekday"} if "nth" in rule or "weekday" in rule else {"unit", "every", "day"}
    elif isinstance(unit, str) and unit in _FIELDS:
        wanted = _FIELDS[unit]
    else:
        raise RecurrenceProblem(N_("How often was not taken: choose weeks, months, days or «when needed»."))
    if "every" in wanted:
        _check_number(rule.get("every"), 1, LONGEST[str(unit)])
    if "weekdays" in wanted:
        _check_weekdays(rule.get("weekdays"))
    if "nth" in wanted and (not _is_whole(rule.get("nth")) or rule["nth"] not in ORDINALS):
        raise RecurrenceProblem(N_("Which one of the month was not said: choose the first to the fifth, or the last."))
    if "weekday" in wanted:
        _check_weekdays([rule.get("weekday")])
    if "day" in wanted:
        _check_day(rule.get("day"), HALF if unit == "jhalfmonth" else 31)
    if set(rule) != wanted:
        raise RecurrenceProblem(N_("How often was not taken: parts of it do not belong together. Choose again."))


def days(rule: Rule, valid_from: date, start: date, end: date) -> Iterator[date]:
    """The days of a rule that holds from ``valid_from`` on, from ``start`` up to but without ``end``, in order.

    Only days of the years 1300 to 1500 are given. Raises ``RecurrenceProblem`` for a rule that is none.
    """
    check(rule)
    first, last = max(start, valid_from, _FIRST), min(end, _AFTER_LAST)
    if first >= last or rule["unit"] == "when_needed":
        return
    anchor = max(valid_from, _FIRST)
    for day in _DAYS[rule["unit"]](rule, anchor, first):
        if day >= last:
            return
        if day >= first:
            yield day


def place(day: date, on_holiday: str, is_working: Callable[[date], bool]) -> date | None:
    """Where an occurrence on ``day`` comes to lie: a working day stays; a day off is kept (``keep``), left out
    (``skip``: None), or goes to the ``next`` working day or the ``previous`` one, None where none is near."""
    if on_holiday == "keep" or is_working(day):
        return day
    if on_holiday == "skip":
        return None
    step = timedelta(days=1 if on_holiday == "next" else -1)
    return next((at for n in range(1, FURTHEST + 1) if is_working(at := day + n * step)), None)


def describe(rule: Rule) -> Message:
    """The rule in words: «every 2 weeks on Wednesday». Raises ``RecurrenceProblem`` for a rule that is none."""
    check(rule)
    unit, every = rule["unit"], rule.get("every", 1)
    match unit:
        case "week":
            text = N_("every week on %(weekdays)s") if every == 1 else N_("every %(every)s weeks on %(weekdays)s")
            return Message(text, every=every, weekdays=WeekdayNames(rule["weekdays"]))
        case "jmonth" if "nth" in rule:
            text = (
                N_("the %(nth)s %(weekday)s of every month")
                if every == 1
                else N_("the %(nth)s %(weekday)s of the month, every %(every)s months")
            )
            ordinal = ORDINALS[rule["nth"]]
            return Message(text, every=every, nth=Message(ordinal), weekday=WeekdayNames([rule["weekday"]]))
        case "jmonth":
            text = (
                N_("day %(day)s of every month")
                if every == 1
                else N_("day %(day)s of the month, every %(every)s months")
            )
            return Message(text, every=every, day=rule["day"])
        case "jhalfmonth":
            return Message(
                N_("every %(every)s half-months, on day %(day)s or %(later)s of the month"),
                every=every, day=rule["day"], later=rule["day"] + HALF,
            )  # fmt: skip
        case "day":
            return Message(N_("every day") if every == 1 else N_("every %(every)s days"), every=every)
    return Message(N_("when needed"))


def _weeks(rule: Rule, anchor: date, first: date) -> Iterator[date]:
    week = _week_of(min(anchor + timedelta(days=(weekday - anchor.isoweekday()) % 7) for weekday in rule["weekdays"]))
    step = timedelta(weeks=rule["every"])
    week += max(0, (_week_of(first) - week) // step) * step
    offsets = sorted(timedelta(days=jalali.WEEK.index(weekday)) for weekday in set(rule["weekdays"]))
    while week < _AFTER_LAST:
        yield from (week + offset for offset in offsets)
        week += step


def _months(rule: Rule, anchor: date, first: date) -> Iterator[date]:
    for number in _numbers(_month_of(anchor), _month_of(first), rule["every"], (LAST_YEAR + 1) * 12):
        year, month = number // 12, number % 12 + 1
        if "nth" in rule:
            found = _nth(year, month, rule["nth"], rule["weekday"])
            if found is not None:
                yield found
        else:
            yield jalali.from_jalali(year, month, min(rule["day"], jalali.month_length(year, month)))


def _half_months(rule: Rule, anchor: date, first: date) -> Iterator[date]:
    for number in _numbers(_half_of(anchor), _half_of(first), rule["every"], (LAST_YEAR + 1) * 24):
        year, month = number // 24, number % 24 // 2 + 1
        day = rule["day"] + HALF * (number % 2)
        yield jalali.from_jalali(year, month, min(day, jalali.month_length(year, month)))


def _every_days(rule: Rule, anchor: date, first: date) -> Iterator[date]:
    step = timedelta(days=rule["every"])
    day = anchor + (first - anchor) // step * step
    while day < _AFTER_LAST:
        yield day
        day += step


_DAYS: Final[Mapping[str, Callable[[Rule, date, date], Iterator[date]]]] = {
    "week": _weeks,
    "jmonth": _months,
    "jhalfmonth": _half_months,
    "day": _every_days,
}


def _nth(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a month; None where the month has only four and a fifth is asked."""
    first, last = jalali.month_range(year, month)
    if nth == -1:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7, weeks=nth - 1)
    return found if found <= last else None


def _numbers(anchor: int, first: int, every: int, end: int) -> range:
    """Every such number from ``anchor`` on, begun near ``first``."""
    return range(anchor + (first - anchor) // every * every, end, every)


def _week_of(day: date) -> date:
    """The Saturday with which the week of ``day`` begins."""
    return day - timedelta(days=jalali.WEEK.index(day.isoweekday()))


def _month_of(day: date) -> int:
    year, month, _day = jalali.to_jalali(day)
    return year * 12 + month - 1


def _half_of(day: date) -> int:
    return _month_of(day) * 2 + (jalali.to_jalali(day)[2] > HALF)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_number(value: object, least: int, most: int) -> None:
    if not _is_whole(value) or not least <= value <= most:  # type: ignore[operator]
        raise RecurrenceProblem(
            N_("How often was not taken: the number must lie between %(least)s and %(most)s."), least=least, most=most
        )


def _check_weekdays(value: object) -> None:
    if (
        not isinstance(value, list | tuple)
        or not value
        or any(not _is_whole(day) or not 1 <= day <= 7 for day in value)
    ):
        raise RecurrenceProblem(N_("The weekday is missing. Choose the day of the week."))


def _check_day(value: object, most: int) -> None:
    if not _is_whole(value) or not 1 <= value <= most:  # type: ignore[operator]
        raise RecurrenceProblem(
            N_("The day of the month was not taken: it must lie between %(least)s and %(most)s."), least=1, most=most
        )
