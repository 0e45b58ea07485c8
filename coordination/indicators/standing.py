"""Where an indicator stands: its latest figure, the target it is held against, and what share of it was reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from coordination.indicators.models import Nature
from coordination.lang import zone


class Stated(Protocol):
    """A figure of a period, however it was loaded."""

    @property
    def nature(self) -> Any: ...
    @property
    def from_on(self) -> date: ...
    @property
    def to_on(self) -> date: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def approximate(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest actual figure and the target it is held against; either may be missing."""

    actual: Stated | None
    target: Stated | None

    @property
    def share(self) -> Decimal | None:
        """Per cent of the target that was reached, rounded down: 99.9 is not yet all of it."""
        if self.actual is None or self.target is None or self.target.value <= 0:
            return None
        return Decimal(int(100 * self.actual.value / self.target.value))


def standing_of(figures: Iterable[Stated]) -> Standing:
    """From the figures that hold: of the actual ones the one that ends last (of two, the longer), against the first
    target that is due by then (without an actual one: today) or later, else the last that was due."""
    known = list(figures)
    actuals = sorted(_of(known, Nature.ACTUAL), key=lambda one: (one.to_on, -one.from_on.toordinal()))
    targets = sorted(_of(known, Nature.TARGET), key=lambda one: one.to_on)
    actual = actuals[-1] if actuals else None
    if not targets:
        return Standing(actual, None)
    by = actual.to_on if actual is not None else zone.today()
    due = [one for one in targets if one.to_on >= by]
    return Standing(actual, due[0] if due else targets[-1])


def _of(figures: Sequence[Stated], nature: Nature) -> list[Stated]:
    return [one for one in figures if one.nature == nature]
