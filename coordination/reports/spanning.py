"""Which span a new report is about unless another is chosen: the last season that has ended."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.lang import spans
from coordination.lang.jalali import to_jalali


def last_full_season(today: date) -> tuple[date, date]:
    """First and last day of the season before the running one."""
    year, _month, _day = to_jalali(today)
    running, _last = spans.range_of(spans.SEASON, year, spans.part_of(today, spans.SEASON))
    before = running - timedelta(days=1)
    year, _month, _day = to_jalali(before)
    return spans.range_of(spans.SEASON, year, spans.part_of(before, spans.SEASON))
