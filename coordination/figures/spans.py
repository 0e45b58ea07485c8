"""The periods that figures are told for: a Jalali year, a half, a season or a month of it, as an address names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from coordination.kernel.messages import Message
from coordination.lang import spans
from coordination.lang.jalali import to_jalali

KINDS: Final = ("year", "half", "season", "month")


@dataclass(frozen=True, slots=True)
class Period:
    """Part ``part`` (from 1) of its kind of a Jalali year; written ``season-2`` in an address."""

    year: int
    kind: str = "year"
    part: int = 1

    @property
    def first(self) -> date:
        """Its first day."""
        return spans.range_of(self.kind, self.year, self.part)[0]

    @property
    def last(self) -> date:
        """Its last day."""
        return spans.range_of(self.kind, self.year, self.part)[1]

    @property
    def name(self) -> str:
        """What the address calls it within its year."""
        return f"{self.kind}-{self.part}"

    @property
    def words(self) -> Message:
        """What people call it."""
        return spans.words(self.first, self.last, self.kind)

    @property
    def months(self) -> range:
        """The numbers of its months."""
        length = 12 // spans.PARTS[self.kind]
        return range((self.part - 1) * length + 1, self.part * length + 1)


def read(year: str, name: str, today: date) -> Period:
    """The period of an address; of this year, and the whole of it, where nothing that can be read is said."""
    this = to_jalali(today)[0]
    asked = int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else this
    asked = asked if 1300 <= asked <= 1500 else this
    kind, _, part = name.partition("-")
    if kind not in KINDS or not (part.isascii() and part.isdecimal() and len(part) < 3):
        return Period(asked)
    return Period(asked, kind, int(part)) if 1 <= int(part) <= spans.PARTS[kind] else Period(asked)


def of_year(year: int) -> list[Period]:
    """Every period of a year, the longest first."""
    return [Period(year, kind, part) for kind in KINDS for part in range(1, spans.PARTS[kind] + 1)]


def begun(year: int, today: date) -> int:
    """How many months of a year have begun."""
    this, month, _day = to_jalali(today)
    return 12 if year < this else month if year == this else 0


def levels(months: int) -> list[list[int]]:
    """Months, seasons, halves and the year that have begun, each as the sum of 1 << (month - 1) over its months."""
    found = []
    for kind in reversed(KINDS):
        level = [mask(Period(1400, kind, part).months, months) for part in range(1, spans.PARTS[kind] + 1)]
        found.append([period for period in level if period])
    return found


def mask(months: Sequence[int], begun: int) -> int:
    """The months that have begun, as a sum of 1 << (month - 1)."""
    return sum(1 << (month - 1) for month in months if month <= begun)
