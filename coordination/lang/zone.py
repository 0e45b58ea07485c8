"""Local time: the zone of the installation (Tehran unless set otherwise), the local day, and the clock this
package reads.

Stored times are aware UTC; a date is taken only after going to local time (20:45 UTC is tomorrow in Tehran).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def _system_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class _Setting:
    zone: ZoneInfo
    clock: Callable[[], datetime]


_setting = _Setting(ZoneInfo("Asia/Tehran"), _system_clock)


def configure(name: str, clock: Callable[[], datetime]) -> None:
    """Name the zone (IANA) and the clock (gives aware UTC) once, when the application is made."""
    _setting.zone, _setting.clock = ZoneInfo(name), clock


def zone() -> ZoneInfo:
    """The zone of the installation."""
    return _setting.zone


def now() -> datetime:
    """The present moment, aware UTC, from the clock that was named."""
    return _setting.clock()


def today() -> date:
    """The local date at this moment."""
    return local_date(now())


def local(moment: datetime) -> datetime:
    """``moment`` (aware) in local time. Raises ``ValueError`` for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone has no local time")
    return moment.astimezone(_setting.zone)


def local_date(moment: datetime) -> date:
    """The local date of ``moment`` (aware)."""
    return local(moment).date()


def at(day: date, hour: time) -> datetime:
    """The moment, aware UTC, at which clocks here show ``hour`` on ``day``; in a skipped hour of old summer
    time, one later.
    """
    return datetime.combine(day, hour, _setting.zone).astimezone(UTC)
