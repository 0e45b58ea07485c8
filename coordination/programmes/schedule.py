"""The phases of a programme as bars along the Jalali years, in shares of the whole time: what the drawing needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.kernel.messages import Message
from coordination.lang.jalali import from_jalali, to_jalali
from coordination.lang.spans import words
from coordination.programmes.models import Phase

ONE_DAY = timedelta(days=1)
MOST_TICKS = 5
SHORT = 550
"""Days of a time along which months are told."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A phase from ``start`` over ``width``, in per cent of the whole time; without days it has no bar."""

    phase: Phase
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a Jalali year or month begins, in per cent, and its name."""

    at: float
    label: Message


@dataclass(frozen=True, slots=True)
class Schedule:
    """Bars in the order of the phases, the years below them, and where today lies (None: outside)."""

    bars: list[Bar]
    ticks: list[Tick]
    today: float | None


def schedule(phases: Sequence[Phase], today: date) -> Schedule | None:
    """The drawing of the phases; None where no phase has a first day. A phase without a last day reaches to the end of
    the last that has one, at least over its first year."""
    dated = [one for one in phases if one.from_on is not None]
    if not dated:
        return None
    first = min(one.from_on for one in dated if one.from_on is not None)
    ends = [one.to_on or _a_year_after(one.from_on) for one in dated if one.from_on is not None]
    last = max(ends) + ONE_DAY
    whole = (last - first).days

    def share(day: date) -> float:
        return round(100 * (day - first).days / whole, 2)

    bars = []
    for one in phases:
        if one.from_on is None:
            bars.append(Bar(one, 0, 0))
            continue
        until = one.to_on + ONE_DAY if one.to_on is not None else last
        bars.append(Bar(one, share(one.from_on), round(share(until) - share(one.from_on), 2)))
    return Schedule(bars, ticks(first, last, share), share(today) if first <= today < last else None)


def _a_year_after(day: date | None) -> date:
    assert day is not None
    return day + timedelta(days=365)


def ticks(first: date, last: date, share: Callable[[date], float]) -> list[Tick]:
    """Beginnings of Jalali years in a time, or of months where it lasts less than a year and a half; at most five."""
    begins = _beginnings(first, last, monthly=(last - first).days < SHORT)
    step = -(-len(begins) // MOST_TICKS) or 1
    return [Tick(share(day), name) for day, name in begins[::step]]


def _beginnings(first: date, last: date, *, monthly: bool) -> list[tuple[date, Message]]:
    found = []
    year, month, _day = to_jalali(first)
    month = month if monthly else 1
    while (day := from_jalali(year, month, 1)) < last:
        following = from_jalali(year + 1, 1, 1) if not monthly or month == 12 else from_jalali(year, month + 1, 1)
        if day >= first:
            found.append((day, words(day, following - ONE_DAY)))
        year, month, _day = to_jalali(following)
    return found
