"""Recurrence, against days found by looking at every day of two hundred years (`years.csv`, not our own calendar)."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.lang import recurrence, say
from coordination.lang.jalali import from_jalali, to_jalali
from coordination.lang.locale import using
from coordination.lang.recurrence import RecurrenceProblem, check, days, describe, place

WEDNESDAY, MONDAY, SUNDAY, SATURDAY, FRIDAY = 3, 1, 7, 6, 5
ONE_DAY = timedelta(days=1)


def _months() -> dict[tuple[int, int], list[date]]:
    """Every day of each Jalali month of 1300 to 1499, from the table of Nowruz and lengths."""
    found: dict[tuple[int, int], list[date]] = {}
    with (Path(__file__).parent / "years.csv").open(newline="") as table:
        for row in csv.DictReader(table):
            day = date.fromisoformat(row["nowruz"])
            for month, length in enumerate(map(int, row["days_of_months"].split()), start=1):
                found[int(row["year"]), month] = [day + n * ONE_DAY for n in range(length)]
                day += length * ONE_DAY
    return {key: value for key, value in found.items() if key[0] < 1500}


MONTHS = _months()
FIRST, END = date(1921, 3, 21), MONTHS[1499, 12][-1] + ONE_DAY


def weekdays_of_months(weekday: int) -> dict[tuple[int, int], list[date]]:
    return {key: [day for day in month if day.isoweekday() == weekday] for key, month in MONTHS.items()}


def listed(rule: dict[str, Any], start: date = FIRST, end: date = END, *, since: date | None = None) -> list[date]:
    return list(days(rule, since or start, start, end))


def jalali(*days_: tuple[int, int, int]) -> list[date]:
    return [from_jalali(*day) for day in days_]


# --- the table over 2,400 months ----------------------------------------------------------------------------------


def test_the_table_has_2400_months() -> None:
    assert len(MONTHS) == 2400


@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_the_nth_wednesday_of_each_of_2400_months(nth: int) -> None:
    wanted = [found[nth - 1] for found in weekdays_of_months(WEDNESDAY).values()]
    assert listed({"unit": "jmonth", "every": 1, "nth": nth, "weekday": WEDNESDAY}) == wanted


def test_the_first_wednesday_of_each_of_2400_months_lies_in_its_first_week() -> None:
    found = listed({"unit": "jmonth", "every": 1, "nth": 1, "weekday": WEDNESDAY})
    assert len(found) == 2400
    assert {(day.isoweekday(), to_jalali(day)[2] <= 7) for day in found} == {(WEDNESDAY, True)}


def test_a_fifth_weekday_comes_only_in_months_that_have_one() -> None:
    wanted = [found[4] for found in weekdays_of_months(SUNDAY).values() if len(found) == 5]
    assert listed({"unit": "jmonth", "every": 1, "nth": 5, "weekday": SUNDAY}) == wanted
    assert 0 < len(wanted) < 2400


def test_the_last_weekday_of_each_of_2400_months() -> None:
    wanted = [found[-1] for found in weekdays_of_months(MONDAY).values()]
    assert listed({"unit": "jmonth", "every": 1, "nth": -1, "weekday": MONDAY}) == wanted


def test_day_31_is_the_last_day_of_each_of_2400_months() -> None:
    assert listed({"unit": "jmonth", "every": 1, "day": 31}) == [month[-1] for month in MONTHS.values()]


def test_day_30_is_the_last_day_of_a_short_esfand_only() -> None:
    wanted = [month[min(30, len(month)) - 1] for month in MONTHS.values()]
    assert listed({"unit": "jmonth", "every": 1, "day": 30}) == wanted


def test_half_months_three_apart_over_two_hundred_years() -> None:
    halves = [half for month in MONTHS.values() for half in (month[:15], month[15:])]
    wanted = [half[min(15, len(half)) - 1] for half in halves[::3]]
    assert listed({"unit": "jhalfmonth", "every": 3, "day": 15}) == wanted


# --- single months, by hand ---------------------------------------------------------------------------------------


def test_day_31_of_the_months_of_1404() -> None:
    lengths = [31] * 6 + [30] * 5 + [29]
    wanted = jalali(*((1404, month, length) for month, length in enumerate(lengths, start=1)))
    assert listed({"unit": "jmonth", "every": 1, "day": 31}, from_jalali(1404, 1, 1), from_jalali(1405, 1, 1)) == wanted


@pytest.mark.parametrize(("year", "last"), [(1399, 30), (1400, 29), (1403, 30), (1404, 29), (1405, 29)])
def test_the_last_day_of_esfand_in_leap_and_common_years(year: int, last: int) -> None:
    start = from_jalali(year, 12, 1)
    end = from_jalali(year + 1, 1, 1)
    assert listed({"unit": "jmonth", "every": 1, "day": 31}, start, end) == jalali((year, 12, last))
    assert listed({"unit": "jmonth", "every": 1, "day": 30}, start, end) == jalali((year, 12, last))


def test_every_second_month_is_counted_from_the_month_of_the_beginning() -> None:
    rule = {"unit": "jmonth", "every": 2, "day": 10}
    found = listed(rule, from_jalali(1405, 1, 1), from_jalali(1405, 12, 1), since=from_jalali(1404, 11, 25))
    assert found == jalali((1405, 1, 10), (1405, 3, 10), (1405, 5, 10), (1405, 7, 10), (1405, 9, 10), (1405, 11, 10))


def test_a_day_before_the_beginning_in_its_month_is_left_out() -> None:
    rule = {"unit": "jmonth", "every": 1, "day": 10}
    found = listed(rule, from_jalali(1405, 1, 1), from_jalali(1405, 4, 1), since=from_jalali(1405, 2, 11))
    assert found == jalali((1405, 3, 10))


def test_a_month_and_a_half_goes_from_day_10_to_day_25() -> None:
    rule = {"unit": "jhalfmonth", "every": 3, "day": 10}
    assert listed(rule, from_jalali(1405, 1, 1), from_jalali(1405, 7, 1)) == jalali(
        (1405, 1, 10), (1405, 2, 25), (1405, 4, 10), (1405, 5, 25)
    )


# --- weeks and days -----------------------------------------------------------------------------------------------


def test_every_six_weeks_on_saturday() -> None:
    start = from_jalali(1405, 1, 1)
    found = listed({"unit": "week", "every": 6, "weekdays": [SATURDAY]}, start, start + timedelta(days=150))
    assert found == jalali((1405, 1, 1), (1405, 2, 12), (1405, 3, 23), (1405, 5, 3))


def test_weeks_begin_on_saturday() -> None:
    thursday = from_jalali(1405, 9, 5)
    found = listed({"unit": "week", "every": 2, "weekdays": [SATURDAY, 4]}, thursday, thursday + timedelta(days=20))
    assert found == jalali((1405, 9, 5), (1405, 9, 14), (1405, 9, 19))


def test_a_beginning_after_the_weekday_waits_for_the_next_one_not_for_a_whole_round() -> None:
    thursday = from_jalali(1405, 9, 5)
    found = listed({"unit": "week", "every": 6, "weekdays": [WEDNESDAY]}, thursday, thursday + timedelta(days=60))
    assert found == jalali((1405, 9, 11), (1405, 10, 23))


def test_every_second_week_over_years_is_fourteen_days_apart() -> None:
    found = listed({"unit": "week", "every": 2, "weekdays": [WEDNESDAY]})
    assert {later - earlier for earlier, later in pairwise(found)} == {timedelta(days=14)}


def test_every_45_days_counts_from_the_beginning() -> None:
    since = from_jalali(1405, 1, 15)
    found = listed({"unit": "day", "every": 45}, from_jalali(1405, 6, 1), from_jalali(1405, 9, 1), since=since)
    assert found == [since + timedelta(days=n) for n in (180, 225)]


def test_when_needed_names_no_day() -> None:
    assert listed({"unit": "when_needed"}) == []


def test_from_one_cadence_to_the_next_no_day_is_lost_or_double() -> None:
    change, end = from_jalali(1405, 7, 1), from_jalali(1406, 1, 1)
    before = listed({"unit": "jmonth", "every": 1, "nth": 1, "weekday": WEDNESDAY}, from_jalali(1405, 4, 1), change)
    after = listed({"unit": "week", "every": 6, "weekdays": [MONDAY]}, change, end)
    assert before == jalali((1405, 4, 3), (1405, 5, 7), (1405, 6, 4))
    assert after == jalali((1405, 7, 6), (1405, 8, 18), (1405, 9, 30), (1405, 11, 12), (1405, 12, 24))


def test_days_end_with_the_exact_calendar() -> None:
    rule = {"unit": "jmonth", "every": 1, "day": 1}
    found = listed(rule, from_jalali(1500, 11, 1), date(2200, 1, 1))
    assert found == jalali((1500, 11, 1), (1500, 12, 1))


RULES = st.one_of(
    st.builds(
        lambda every, weekdays: {"unit": "week", "every": every, "weekdays": weekdays},
        st.integers(1, 52), st.lists(st.integers(1, 7), min_size=1, max_size=7, unique=True),
    ),
    st.builds(
        lambda every, nth, weekday: {"unit": "jmonth", "every": every, "nth": nth, "weekday": weekday},
        st.integers(1, 24), st.sampled_from([1, 2, 3, 4, 5, -1]), st.integers(1, 7),
    ),
    st.builds(
        lambda every, day: {"unit": "jmonth", "every": every, "day": day}, st.integers(1, 24), st.integers(1, 31)
    ),
    st.builds(
        lambda every, day: {"unit": "jhalfmonth", "every": every, "day": day}, st.integers(1, 48), st.integers(1, 15)
    ),
    st.builds(lambda every: {"unit": "day", "every": every}, st.integers(1, 366)),
)  # fmt: skip
SOME_DAY = st.dates(date(1990, 1, 1), date(2060, 1, 1))


@given(RULES, SOME_DAY, st.integers(0, 2000), st.integers(1, 1500))
@settings(max_examples=200, deadline=None)
def test_a_window_shows_the_same_days_as_the_whole(rule: dict[str, Any], since: date, later: int, length: int) -> None:
    start = since + timedelta(days=later)
    end = start + timedelta(days=length)
    whole = list(days(rule, since, since, end))
    assert list(days(rule, since, start, end)) == [day for day in whole if day >= start]
    assert whole == sorted(set(whole))


# --- days off -----------------------------------------------------------------------------------------------------

OFF = {date(2026, 11, 24), date(2026, 11, 25)}


def works(day: date) -> bool:
    return day not in OFF


@pytest.mark.parametrize(
    ("on_holiday", "wanted"),
    [("keep", date(2026, 11, 24)), ("skip", None), ("next", date(2026, 11, 26)), ("previous", date(2026, 11, 23))],
)
def test_a_day_off_is_treated_as_the_cadence_says(on_holiday: str, wanted: date | None) -> None:
    assert place(date(2026, 11, 24), on_holiday, works) == wanted


@pytest.mark.parametrize("on_holiday", ["keep", "skip", "next", "previous"])
def test_a_working_day_stays(on_holiday: str) -> None:
    assert place(date(2026, 11, 23), on_holiday, works) == date(2026, 11, 23)


def test_without_any_working_day_near_nothing_is_placed() -> None:
    assert place(date(2026, 11, 24), "next", lambda _day: False) is None


# --- rules that are none, and words ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({}, "How often"),
        ({"unit": "year", "every": 1}, "How often"),
        ({"unit": "week", "every": 2}, "The weekday is missing"),
        ({"unit": "week", "every": 2, "weekdays": []}, "The weekday is missing"),
        ({"unit": "week", "every": 2, "weekdays": [8]}, "The weekday is missing"),
        ({"unit": "week", "every": 0, "weekdays": [1]}, "between 1 and 52"),
        ({"unit": "week", "every": True, "weekdays": [1]}, "between 1 and 52"),
        ({"unit": "jmonth", "every": 1, "nth": 6, "weekday": 3}, "Which one of the month"),
        ({"unit": "jmonth", "every": 1, "nth": 1}, "The weekday is missing"),
        ({"unit": "jmonth", "every": 1, "day": 32}, "between 1 and 31"),
        ({"unit": "jmonth", "every": 1}, "between 1 and 31"),
        ({"unit": "jmonth", "every": 1, "nth": 1, "weekday": 3, "day": 4}, "do not belong together"),
        ({"unit": "jhalfmonth", "every": 3, "day": 16}, "between 1 and 15"),
        ({"unit": "day", "every": "45"}, "between 1 and 366"),
        ({"unit": "when_needed", "every": 1}, "do not belong together"),
    ],
)
def test_a_rule_that_is_none_is_refused_in_words(rule: dict[str, Any], says: str) -> None:
    with pytest.raises(RecurrenceProblem, match=says):
        check(rule)
    with pytest.raises(RecurrenceProblem):
        list(days(rule, FIRST, FIRST, END))


@pytest.mark.parametrize(
    ("rule", "english"),
    [
        ({"unit": "week", "every": 1, "weekdays": [3]}, "every week on Wednesday"),
        ({"unit": "week", "every": 2, "weekdays": [3, 6, 1]}, "every 2 weeks on Saturday, Monday and Wednesday"),
        ({"unit": "jmonth", "every": 1, "nth": 1, "weekday": 3}, "the first Wednesday of every month"),
        ({"unit": "jmonth", "every": 3, "nth": -1, "weekday": 7}, "the last Sunday of the month, every 3 months"),
        ({"unit": "jmonth", "every": 1, "day": 31}, "day 31 of every month"),
        ({"unit": "jmonth", "every": 2, "day": 5}, "day 5 of the month, every 2 months"),
        ({"unit": "jhalfmonth", "every": 3, "day": 10}, "every 3 half-months, on day 10 or 25 of the month"),
        ({"unit": "day", "every": 45}, "every 45 days"),
        ({"unit": "when_needed"}, "when needed"),
    ],
)
def test_a_rule_reads_as_a_sentence(rule: dict[str, Any], english: str) -> None:
    assert str(describe(rule)) == english


def test_weekdays_are_said_in_persian_from_saturday() -> None:
    assert recurrence.WeekdayNames([WEDNESDAY, SATURDAY]).said("fa") == "شنبه و چهارشنبه"


def test_a_rule_is_said_in_the_readers_language(speaking: Flask) -> None:
    with speaking.app_context(), using("fa"):
        said = say.message(describe({"unit": "jmonth", "every": 1, "nth": 1, "weekday": WEDNESDAY}))
    assert "چهارشنبه" in said
