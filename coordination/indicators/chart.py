"""The series of an indicator as a line chart needs it: places in per cent, in runs that belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from coordination.indicators.commands.defining import is_whole
from coordination.indicators.models import NATURE_LABELS, Nature
from coordination.indicators.standing import Stated
from coordination.lang.spans import precision_of
from coordination.programmes.schedule import Tick, ticks

ONE_DAY = timedelta(days=1)
LABELLED = 7
"""Up to so many points each bears its figure; of more, the first and last do."""
HEADROOM = Decimal("1.12")
STYLES = {Nature.ACTUAL: "main", Nature.TARGET: "second", Nature.BASELINE: "base"}


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure at its place: per cent from the start side and from the top; ``hollow`` where it is approximate."""

    x: float
    y: float
    value: Decimal
    hollow: bool
    labelled: bool


@dataclass(slots=True)
class Series:
    """Figures of one nature: ``runs`` are joined by lines, periods of different kinds are not."""

    label: str
    style: str
    runs: list[list[Dot]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Level:
    """A height of the drawing, in per cent from the top, and the figure that lies there."""

    at: float
    value: Decimal


@dataclass(frozen=True, slots=True)
class Chart:
    """What the macro ``lines`` draws."""

    series: list[Series]
    x_ticks: list[Tick]
    y_ticks: list[Level]


def chart_of(figures: Sequence[Stated]) -> Chart | None:
    """The drawing of figures that hold, each at the end of its period; None for fewer than two."""
    if len(figures) < 2:
        return None
    first, last = min(one.from_on for one in figures), max(one.to_on for one in figures) + ONE_DAY
    whole = max((last - first).days, 1)
    low = min([Decimal(0), *(one.value for one in figures)])
    high = max(one.value for one in figures)
    top = _round_up(high) if high > 0 else Decimal(1)

    def x(day: date) -> float:
        return round(100 * (day - first).days / whole, 2)

    def y(value: Decimal) -> float:
        return round(float(100 - 100 * (value - low) / (top - low)), 2)

    found = []
    for nature in Nature:
        mine = sorted((one for one in figures if one.nature == nature), key=lambda one: one.to_on)
        if not mine:
            continue
        series = Series(NATURE_LABELS[nature], STYLES[nature])
        for kind in dict.fromkeys(precision_of(one.from_on, one.to_on) for one in mine):
            run = [one for one in mine if nature != Nature.ACTUAL or precision_of(one.from_on, one.to_on) == kind]
            ends = (run[0], run[-1])
            series.runs.append(
                [
                    Dot(
                        x(one.to_on + ONE_DAY),
                        y(one.value),
                        one.value,
                        one.approximate,
                        len(run) <= LABELLED or any(one is end for end in ends),
                    )
                    for one in run
                ]
            )
            if nature != Nature.ACTUAL:
                break
        found.append(series)
    middle = (low + top) / 2
    whole_ones = all(is_whole(one.value) for one in figures)
    steps = [low, top] if whole_ones and not is_whole(middle) else [low, middle, top]
    return Chart(found, ticks(first, last, x), [Level(y(value), value) for value in steps])


def _round_up(value: Decimal) -> Decimal:
    """A round number a little above the value."""
    wanted = value * HEADROOM
    power = Decimal(10) ** (wanted.adjusted())
    return next(
        step * power
        for step in map(Decimal, ("1", "1.2", "1.5", "2", "3", "4", "5", "6", "8", "10"))
        if step * power >= wanted
    )
