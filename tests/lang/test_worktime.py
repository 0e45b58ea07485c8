"""Clocks of working time: hours of an agency, Thursdays, Fridays, holidays, pauses."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.lang import worktime
from coordination.lang.jalali import from_jalali
from coordination.lang.worktime import DEFAULT_HOURS, WorkCalendar, add_working_days, due_after_pause

TEHRAN = ZoneInfo("Asia/Tehran")
CALENDAR = WorkCalendar(DEFAULT_HOURS, frozenset(), TEHRAN)


def at(day: int, hour: int, minute: int = 0, month: int = 8) -> datetime:
    """A local moment of Aban 1405 (30 Aban is a Saturday)."""
    return datetime.combine(from_jalali(1405, month, day), time(hour, minute), TEHRAN).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (at(23, 10), 1, at(24, 16)),  # Saturday → Sunday
        (at(23, 6), 1, at(24, 16)),  # before opening
        (at(23, 20), 1, at(24, 16)),  # after closing
        (at(27, 10), 1, at(28, 13)),  # Wednesday → Thursday, which closes at 13
        (at(28, 10), 1, at(30, 16)),  # Thursday → Saturday, over Friday
        (at(29, 10), 1, at(30, 16)),  # begun on a Friday
        (at(23, 10), 7, at(1, 16, month=9)),
        (at(23, 23, 45), 2, at(25, 16)),
    ],
)
def test_working_days_end_at_closing_time(start: datetime, n: int, end: datetime) -> None:
    assert add_working_days(CALENDAR, start, n) == end


def test_a_holiday_is_not_counted() -> None:
    closed = WorkCalendar(DEFAULT_HOURS, frozenset({from_jalali(1405, 8, 24)}), TEHRAN)
    assert add_working_days(closed, at(23, 10), 1) == at(25, 16)


def test_a_thursday_without_hours_is_not_counted() -> None:
    closed = WorkCalendar({**DEFAULT_HOURS, 4: None}, frozenset(), TEHRAN)
    assert add_working_days(closed, at(27, 10), 1) == at(30, 16)


def test_a_day_open_to_midnight_closes_at_its_end() -> None:
    night = WorkCalendar(dict.fromkeys(range(1, 8), (time(0), time(0))), frozenset(), TEHRAN)
    assert add_working_days(night, at(23, 10), 1) == at(25, 0)


def test_a_start_late_in_the_evening_utc_counts_from_the_local_day() -> None:
    assert add_working_days(CALENDAR, datetime(2026, 11, 14, 20, 45, tzinfo=UTC), 1) == at(25, 16)


@pytest.mark.parametrize("n", [0, -1])
def test_fewer_than_one_working_day_is_refused(n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_working_days(CALENDAR, at(23, 10), n)


def test_a_calendar_without_hours_is_refused() -> None:
    with pytest.raises(ValueError, match="never ends"):
        WorkCalendar({1: None}, frozenset(), TEHRAN)


def test_a_closed_day_has_no_closing_time() -> None:
    with pytest.raises(ValueError, match="no hours"):
        CALENDAR.closing(from_jalali(1405, 8, 29))


@pytest.mark.parametrize(("start", "end"), [(at(23, 10), at(24, 0)), (at(23, 21), at(24, 1)), (at(23, 20), at(24, 0))])
def test_the_same_day_ends_at_midnight_but_lasts_four_hours(start: datetime, end: datetime) -> None:
    assert worktime.end_of_same_day(CALENDAR, start) == end


def test_hours_and_days_are_wall_clock() -> None:
    assert worktime.add_hours(at(28, 22), 24) == at(29, 22)
    assert worktime.add_days(CALENDAR, at(28, 22), 14) == at(12, 22, month=9)


def test_a_day_of_old_summer_time_keeps_the_hour() -> None:
    before = datetime(2021, 3, 21, 12, 0, tzinfo=TEHRAN)
    assert worktime.add_days(CALENDAR, before, 1) == datetime(2021, 3, 22, 12, 0, tzinfo=TEHRAN)


@given(st.integers(0, 60 * 24 * 40), st.integers(1, 30))
@settings(max_examples=100)
def test_counting_is_the_reverse_of_adding(minutes: int, n: int) -> None:
    start = at(1, 0) + timedelta(minutes=minutes)
    assert worktime.working_days_between(CALENDAR, start, add_working_days(CALENDAR, start, n)) == n


def test_nothing_lies_between_a_day_and_the_day_before() -> None:
    assert worktime.working_days_between(CALENDAR, at(25, 10), at(24, 10)) == 0


def resumed(due: datetime, paused: datetime, on: datetime, *, in_working_days: bool) -> datetime:
    return due_after_pause(CALENDAR, due=due, paused_at=paused, resumed_at=on, in_working_days=in_working_days)


def test_after_a_pause_the_working_days_that_were_left_remain() -> None:
    assert resumed(at(27, 16), at(24, 12), at(30, 9), in_working_days=True) == at(3, 16, month=9)


def test_after_a_pause_the_wall_clock_that_was_left_remains() -> None:
    assert resumed(at(27, 12), at(24, 12), at(30, 9), in_working_days=False) == at(3, 9, month=9)


@pytest.mark.parametrize("in_working_days", [True, False])
def test_after_a_pause_one_working_day_is_left_at_least(in_working_days: bool) -> None:
    assert resumed(at(24, 14), at(24, 12), at(28, 9), in_working_days=in_working_days) == at(30, 16)


@pytest.mark.parametrize("in_working_days", [True, False])
def test_a_clock_paused_when_late_gets_one_working_day(in_working_days: bool) -> None:
    assert resumed(at(23, 16), at(25, 12), at(26, 9), in_working_days=in_working_days) == at(27, 16)
