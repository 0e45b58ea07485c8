"""Local time is Tehran's, with and without its old summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from coordination.lang import zone


def test_a_quarter_to_nine_in_the_evening_utc_is_tomorrow() -> None:
    assert zone.local_date(datetime(2026, 11, 21, 20, 45, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_quarter_past_eight_in_the_evening_utc_is_still_today() -> None:
    assert zone.local_date(datetime(2026, 11, 21, 20, 15, tzinfo=UTC)) == date(2026, 11, 21)


@pytest.mark.parametrize(("year", "hours"), [(2021, 4.5), (2022, 4.5), (2023, 3.5), (2026, 3.5)])
def test_summer_time_ended_in_2022(year: int, hours: float) -> None:
    assert zone.local(datetime(year, 7, 1, tzinfo=UTC)).utcoffset() == timedelta(hours=hours)


def test_a_local_time_becomes_utc() -> None:
    assert zone.at(date(2026, 11, 21), time(10)) == datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        zone.local(datetime(2026, 11, 21))  # noqa: DTZ001


def test_today_is_taken_from_the_clock_that_was_named() -> None:
    zone.configure("Asia/Tehran", lambda: datetime(2026, 1, 1, 21, 0, tzinfo=UTC))
    assert zone.today() == date(2026, 1, 2)


def test_the_zone_can_be_another() -> None:
    zone.configure("Asia/Kabul", lambda: datetime(2026, 1, 1, 19, 45, tzinfo=UTC))
    assert (zone.today(), zone.zone().key) == (date(2026, 1, 2), "Asia/Kabul")
