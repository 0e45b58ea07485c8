"""Working time: when a clock of the domain ends, given an agency's hours and the holidays. Pure functions.

Rules (``domain.md``, clocks): hours and days are wall clock; n working days end at closing time of the n-th
working day after
the start, a day with any hours counts; "same day" is 24:00 local, at least 4 h; after a pause one working day
is left at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

Hours = Mapping[int, tuple[time, time] | None]
"""ISO weekday → opening and closing time, or ``None`` for a closed day; a closing time of 00:00 is midnight at
its end.
"""

_FULL: Final = (time(8), time(16))
DEFAULT_HOURS: Final[Hours] = MappingProxyType(
    {6: _FULL, 7: _FULL, 1: _FULL, 2: _FULL, 3: _FULL, 4: (time(8), time(13)), 5: None}
)
"""Saturday to Wednesday 8–16, Thursday 8–13, Friday closed."""

SAME_DAY_AT_LEAST: Final = timedelta(hours=4)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The hours of one agency, the holidays (local dates) and the zone. Raises ``ValueError`` where no day has
    hours.
    """

    hours: Hours
    holidays: frozenset[date]
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not any(self.hours.values()):
            raise ValueError("a calendar without any working day never ends a clock")

    def is_working(self, day: date) -> bool:
        """Whether ``day`` has any hours."""
        return bool(self.hours.get(day.isoweekday())) and day not in self.holidays

    def closing(self, day: date) -> datetime:
        """The closing time of a working day, aware UTC; raises ``ValueError`` for a day without hours."""
        hours = self.hours.get(day.isoweekday())
        if hours is None or day in self.holidays:
            raise ValueError(f"{day} has no hours")
        opens, closes = hours
        return self._at(day if closes > opens else day + _ONE_DAY, closes)

    def local(self, moment: datetime) -> datetime:
        """``moment`` (aware) in the time of this calendar. Raises ``ValueError`` for a moment without a zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment without a time zone has no local time")
        return moment.astimezone(self.zone)

    def midnight_after(self, moment: datetime) -> datetime:
        """24:00 of the local day of ``moment``, aware UTC."""
        return self._at(self.local(moment).date() + _ONE_DAY, time(0))

    def working_days_after(self, day: date) -> Iterator[date]:
        """The working days after ``day``, without end."""
        while True:
            day += _ONE_DAY
            if self.is_working(day):
                yield day

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(UTC)


def add_working_days(cal: WorkCalendar, start: datetime, n: int) -> datetime:
    """Closing time, aware UTC, of the ``n``-th working day after the local day of ``start``; ``n`` is at least 1."""
    if n < 1:
        raise ValueError("at least one working day")
    return cal.closing(next(islice(cal.working_days_after(cal.local(start).date()), n - 1, None)))


def end_of_same_day(cal: WorkCalendar, start: datetime, minimum: timedelta = SAME_DAY_AT_LEAST) -> datetime:
    """24:00 of the local day of ``start``, but ``minimum`` later at least; aware UTC."""
    return max(cal.midnight_after(start), start.astimezone(UTC) + minimum)


def add_hours(start: datetime, hours: int) -> datetime:
    """So many hours of wall clock later, aware UTC."""
    return start.astimezone(UTC) + timedelta(hours=hours)


def add_days(cal: WorkCalendar, start: datetime, days: int) -> datetime:
    """The same local time so many days later, aware UTC."""
    return (cal.local(start) + timedelta(days=days)).astimezone(UTC)


def working_days_between(cal: WorkCalendar, start: datetime, end: datetime) -> int:
    """How many working days lie after the local day of ``start``, up to and with the local day of ``end``; 0
    when none do.

    The reverse of ``add_working_days``.
    """
    last = cal.local(end).date()
    return sum(1 for _ in takewhile(lambda day: day <= last, cal.working_days_after(cal.local(start).date())))


def due_after_pause(
    cal: WorkCalendar, *, due: datetime, paused_at: datetime, resumed_at: datetime, in_working_days: bool
) -> datetime:
    """When a clock ends that was stopped at ``paused_at`` and goes on at ``resumed_at``: what was left, but
    one working day at
    least; aware UTC. ``in_working_days``: whether the clock is one of working days (else of wall clock).
    """
    one_day = add_working_days(cal, resumed_at, 1)
    if in_working_days:
        left = working_days_between(cal, paused_at, due)
        return add_working_days(cal, resumed_at, left) if left > 1 else one_day
    return max(resumed_at.astimezone(UTC) + (due - paused_at), one_day)
