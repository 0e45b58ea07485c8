"""Dates and times are read as people type them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.lang.dates_typed import UnreadableDate, UnreadableTime, parse_date, parse_moment, parse_time
from coordination.lang.jalali import MONTHS_EN, MONTHS_FA, DateProblem, NoSuchDay, YearOutOfRange, to_jalali, written

TODAY = date(2026, 11, 20)  # Friday 29 Aban 1405


@pytest.mark.parametrize(
    "typed",
    [
        "1405/8/30",
        "1405/08/30",
        "۱۴۰۵-۰۸-۳۰",
        "١٤٠٥/٨/٣٠",
        "1405.8.30",
        "2026-11-21",
        "۲۰۲۶/۱۱/۲۱",
        "۳۰ آبان ۱۴۰۵",
        "۳۰ ابان ۱۴۰۵",
        "30 Aban 1405",
        "۳۰ آبان",
        "30 aban",
        "۳۰ آبان ماه ۱۴۰۵",
        "۳۰ آبان سال ۱۴۰۵",
        "شنبه ۳۰ آبان ۱۴۰۵",
        "شنبه، ۳۰ آبان",
        "Saturday 30 Aban",
        "  ‏۱۴۰۵/۸/۳۰ ",
        "فردا",
        "Tomorrow",
    ],
)
def test_reads(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("امروز", 20),
        ("today", 20),
        ("دیروز", 19),
        ("yesterday", 19),
        ("پس‌فردا", 22),
        ("پس فردا", 22),
        ("پریروز", 18),
        ("سه شنبه ۲۶ آبان", 17),
        ("سه‌شنبه ۲۶ آبان", 17),
        ("یک شنبه ۱ آذر", 22),
    ],
)
def test_reads_words(typed: str, day: int) -> None:
    assert parse_date(typed, TODAY) == date(2026, 11, day)


@pytest.mark.parametrize("month", range(1, 13))
def test_reads_every_month_by_name(month: int) -> None:
    read = {to_jalali(parse_date(f"5 {names[month - 1]} 1405", TODAY)) for names in (MONTHS_FA, MONTHS_EN)}
    assert read == {(1405, month, 5)}


@given(st.dates(date(1921, 3, 21), date(2122, 3, 20)), st.sampled_from(["fa", "en"]))
@settings(max_examples=100)
def test_reads_what_a_field_shows(day: date, language: str) -> None:
    assert parse_date(written(day, language), TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "شاید", "1405/8", "05/8/30", "8 شنبه", "2026-02-30", "30 Abann", "1405/8/30/1", "²/1/1", "1405//8"]
)
def test_what_cannot_be_read_is_refused_with_a_sample(typed: str) -> None:
    with pytest.raises(UnreadableDate, match="For example: 1405/8/29"):
        parse_date(typed, TODAY)


def test_a_day_that_is_not_there_is_refused() -> None:
    with pytest.raises(NoSuchDay, match="Mehr 1405 has 30 days"):
        parse_date("۳۱ مهر", TODAY)


@pytest.mark.parametrize("typed", ["1299/1/1", "1501/1/1", "3000-01-01"])
def test_a_far_year_is_refused(typed: str) -> None:
    with pytest.raises(YearOutOfRange):
        parse_date(typed, TODAY)


@given(st.text(max_size=15))
@settings(max_examples=150)
def test_any_text_is_read_or_refused_in_words(typed: str) -> None:
    with suppress(DateProblem):
        assert type(parse_date(typed, TODAY)) is date


@pytest.mark.parametrize(("typed", "hour"), [("۱۴:۳۰", time(14, 30)), ("9:05", time(9, 5)), ("٠٠:٠٠", time(0))])
def test_reads_a_time(typed: str, hour: time) -> None:
    assert parse_time(typed) == hour


@pytest.mark.parametrize("typed", ["24:00", "12:60", "1430", "", "a:bc"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UnreadableTime, match="14:30"):
        parse_time(typed)


@pytest.mark.parametrize(
    "typed", ["۱۴۰۵/۸/۳۰ ۱۴:۳۰", "1405/8/30، 14:30", "۳۰ آبان ساعت ۱۴:۳۰", "30 Aban at 14:30", "فردا ۱۴:۳۰"]
)
def test_reads_a_moment_in_local_time(typed: str) -> None:
    assert parse_moment(typed, TODAY) == datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def test_a_moment_without_a_time_is_refused() -> None:
    with pytest.raises(UnreadableTime, match="after the date"):
        parse_moment("فردا", TODAY)
