"""The calendar is exact from 1300 to 1500; `years.csv` was computed by ICU's Persian calendar."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.lang.jalali import (
    NoSuchDay,
    YearOutOfRange,
    from_jalali,
    half_range,
    is_leap,
    jalali_year_range,
    month_length,
    month_name,
    month_range,
    season_name,
    season_range,
    to_jalali,
    weekday_name,
    written,
)

with (Path(__file__).parent / "years.csv").open(newline="") as table:
    YEARS = [
        (int(row["year"]), date.fromisoformat(row["nowruz"]), [int(n) for n in row["days_of_months"].split()])
        for row in csv.DictReader(table)
    ]


def test_the_table_covers_two_hundred_years() -> None:
    assert [year for year, _, _ in YEARS] == list(range(1300, 1501))


def test_nowruz_falls_on_the_day_of_the_table() -> None:
    assert [from_jalali(year, 1, 1) for year, _, _ in YEARS] == [nowruz for _, nowruz, _ in YEARS]


def test_months_have_the_days_of_the_table() -> None:
    assert [[month_length(year, month) for month in range(1, 13)] for year, _, _ in YEARS] == [d for _, _, d in YEARS]


def test_leap_years_are_those_of_the_table() -> None:
    assert [year for year, _, _ in YEARS if is_leap(year)] == [year for year, _, days in YEARS if days[11] == 30]


def test_every_first_of_month_follows_from_the_table() -> None:
    for year, nowruz, days in YEARS:
        firsts = [nowruz + timedelta(days=sum(days[:month])) for month in range(12)]
        assert [to_jalali(first) for first in firsts] == [(year, month, 1) for month in range(1, 13)]


@given(st.dates(date(1921, 3, 21), date(2122, 3, 20)))
@settings(max_examples=300)
def test_a_date_comes_back(day: date) -> None:
    assert from_jalali(*to_jalali(day)) == day


@pytest.mark.parametrize(
    ("jalali", "length"), [((1404, 12, 30), 29), ((1403, 12, 31), 30), ((1405, 7, 31), 30), ((1405, 1, 0), 31)]
)
def test_a_day_that_is_not_there_is_refused_with_the_length(jalali: tuple[int, int, int], length: int) -> None:
    with pytest.raises(NoSuchDay) as refusal:
        from_jalali(*jalali)
    assert refusal.value.length == length


def test_the_last_day_of_a_leap_year_is_a_day() -> None:
    assert from_jalali(1403, 12, 30) == date(2025, 3, 20)


def test_the_refusal_names_the_month_and_a_sample() -> None:
    with pytest.raises(NoSuchDay, match=r"Mehr 1405 has 30 days\. For example: 1405/7/30"):
        from_jalali(1405, 7, 31)


def test_a_thirteenth_month_is_refused() -> None:
    with pytest.raises(NoSuchDay, match="12 months"):
        from_jalali(1405, 13, 1)


@pytest.mark.parametrize("year", [1299, 1501, 0])
def test_a_year_without_an_exact_calendar_is_refused(year: int) -> None:
    with pytest.raises(YearOutOfRange):
        from_jalali(year, 1, 1)


def test_ranges_of_a_year() -> None:
    assert jalali_year_range(1405) == (from_jalali(1405, 1, 1), from_jalali(1405, 12, 29))
    assert half_range(1405, 2) == (from_jalali(1405, 7, 1), from_jalali(1405, 12, 29))
    assert season_range(1405, 2) == (from_jalali(1405, 4, 1), from_jalali(1405, 6, 31))
    assert month_range(1403, 12) == (from_jalali(1403, 12, 1), from_jalali(1403, 12, 30))


def test_the_last_year_has_a_range() -> None:
    assert jalali_year_range(1500)[1] == date(2122, 3, 20)


def test_names_in_both_languages() -> None:
    day = from_jalali(1405, 10, 8)
    assert [weekday_name(day, "fa"), weekday_name(day, "en")] == ["سه‌شنبه", "Tuesday"]
    assert [month_name(10, "fa"), month_name(10, "en")] == ["دی", "Dey"]
    assert [season_name(4, "fa"), season_name(4, "en")] == ["زمستان", "Winter"]
    assert [written(day, "fa"), written(day, "en")] == ["۱۴۰۵/۱۰/۸", "1405/10/8"]
