"""What a page of figures tells: the cells of a scope and period in one statement, small counts hidden from others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import case, func, literal, select, union_all

from coordination.figures import cells, keeping, spans
from coordination.figures.clocks import CLOCKS
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.figures.queries.counts import Times, times_of
from coordination.figures.queries.offered import Offer, Offered, Part
from coordination.figures.small import HIDDEN, Count, Veil, veil
from coordination.kernel.db import db

OWN, WHOLE, TIMES = -1, -2, -3
Table = dict[str, list[int]]
"""Key → its count in each month of the year that has begun."""


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of a scope and period. A count is ``HIDDEN`` where it, or a figure it would reveal, is under 5 among
    the agencies at which the reader holds no post."""

    period: int
    sums: dict[tuple[str, str], int]
    veils: tuple[dict[str, Veil[str]], ...]
    buckets: dict[str, dict[int, int]]
    stale: bool = False
    keys: dict[str, list[str]] = field(default_factory=dict)

    def count(self, measure: str, key: str) -> Count:
        """One count."""
        return HIDDEN if self._hides(measure, key) else self.sums.get((measure, key), 0)

    def total(self, measure: str) -> Count:
        """All keys of a measure that adds up."""
        if any(self._veil(veils, measure).hides_total(self.period) for veils in self.veils):
            return HIDDEN
        return sum(n for (name, _key), n in self.sums.items() if name == measure)

    def sum_of(self, measure: str, keys: Iterable[str]) -> Count:
        """Several counts together, where each of them is told."""
        counts = [self.count(measure, key) for key in keys]
        return sum(n for n in counts if isinstance(n, int)) if HIDDEN not in counts else HIDDEN

    def times(self, clock: str) -> tuple[Count, Count, Times | None]:
        """How often a clock stopped, how often over its limit, and its times; None where too few are known."""
        stopped = self.total(f"clock.{clock}")
        if stopped is HIDDEN:
            return HIDDEN, HIDDEN, None
        late = self.count(f"clock.{clock}", "late")
        return stopped, late, times_of(self.buckets.get(clock, {}), 0)

    def _hides(self, measure: str, key: str) -> bool:
        return any(self._veil(veils, measure).hides(self.period, key) for veils in self.veils)

    def _veil(self, veils: dict[str, Veil[str]], measure: str) -> Veil[str]:
        return veils.get(measure) or Veil({})


def tell(offer: Offer, scope: Offered, period: spans.Period, *, today: date, keys: dict[str, list[str]]) -> Told:
    """Read and hide: one statement. ``keys`` names for each measure those that its table shows, with a count or
    without."""
    keeping.write_pending(db.session())
    months = spans.begun(period.year, today)
    parts = offer.parts_of(scope)
    by_part = _read(offer, scope, parts, period)
    times = by_part.pop(TIMES, {})
    stale = by_part.pop(WHOLE, {}).get((cells.STALE, "")) is not None
    shown = spans.mask(period.months, months)
    tables = {number: _tables(found, keys, months) for number, found in by_part.items()}
    levels = spans.levels(months)
    veils = tuple(
        {measure: veil(table, levels) for measure, table in tables.get(number, _tables({}, keys, months)).items()}
        for number in range(len(parts))
    )
    sums: Counter[tuple[str, str]] = Counter()
    for number in (OWN, *range(len(parts))):
        for measure, table in tables.get(number, {}).items():
            for key, row in table.items():
                sums[measure, key] += sum(n for month, n in enumerate(row) if shown >> month & 1)
    return Told(shown, dict(sums), veils, _buckets(times), stale, keys)


def _read(
    offer: Offer, scope: Offered, parts: tuple[Part, ...], period: spans.Period
) -> dict[int, dict[tuple[str, str], Counter[int]]]:
    """Counts of each part by measure, key and month of the year; of the whole scope how long clocks ran in the period;
    and the mark of aggregates that wait to be counted."""
    whens: list[Any] = [(FigureCount.agency_id.in_(offer.known), OWN)] if offer.known else []
    whens += [(FigureCount.agency_id.in_(part), number) for number, part in enumerate(parts) if part is not None]
    of_part = (case(*whens, else_=WHOLE) if whens else literal(WHOLE)).label("part")
    counted = scope.agency_ids
    if counted is None:
        counted = offer.known.union({EVERYBODY}, *(part for part in parts if part is not None))
    in_year = FigureCount.month.between(period.year * 100 + 1, period.year * 100 + 12)
    counts = (
        select(of_part, FigureCount.measure, FigureCount.key, FigureCount.month, func.sum(FigureCount.n))
        .where(FigureCount.agency_id.in_(counted), in_year, FigureCount.measure != cells.TIME)
        .group_by("part", FigureCount.measure, FigureCount.key, FigureCount.month)
    )
    in_period = FigureCount.month.between(cells.month_of(period.first), cells.month_of(period.last))
    times = (
        select(literal(TIMES), FigureCount.measure, FigureCount.key, literal(0), func.sum(FigureCount.n))
        .where(FigureCount.agency_id.in_(scope.counted), in_period, FigureCount.measure == cells.TIME)
        .group_by(FigureCount.measure, FigureCount.key)
    )
    mark = select(literal(WHOLE), FigureCount.measure, FigureCount.key, literal(0), FigureCount.n).where(
        FigureCount.agency_id == EVERYBODY, FigureCount.month == 0
    )
    found: dict[int, dict[tuple[str, str], Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for part, measure, key, month, n in db.session.execute(union_all(counts, times, mark)):
        found[part][measure, key][month % 100 - 1] += int(n)
    _leave_rest(found, parts)
    return found


def _leave_rest(found: dict[int, dict[tuple[str, str], Counter[int]]], parts: tuple[Part, ...]) -> None:
    """The part of all others is what is left of everybody's without one's own and the other parts."""
    if None not in parts:
        return
    whole = found[WHOLE]
    rest = {cell: Counter(months) for cell, months in whole.items() if cell[0] != cells.STALE}
    for part, one in found.items():
        for cell, months in one.items() if part not in (WHOLE, TIMES) else ():
            if cell in rest:
                rest[cell].subtract(months)
    found[parts.index(None)] = rest


def _tables(found: dict[tuple[str, str], Counter[int]], keys: dict[str, list[str]], months: int) -> dict[str, Table]:
    """Tables by measure: those of ``keys``, and each clock's two rows."""
    tables: dict[str, Table] = {measure: {key: [0] * months for key in wanted} for measure, wanted in keys.items()}
    for (measure, key), counts in found.items():
        if measure in tables:
            tables[measure][key] = [counts[month] for month in range(months)]
    none: Counter[int] = Counter()
    for clock in CLOCKS:
        stopped, late = found.get((cells.STOPPED, clock), none), found.get((cells.LATE, clock), none)
        tables[f"clock.{clock}"] = {
            "late": [late[month] for month in range(months)],
            "in time": [stopped[month] - late[month] for month in range(months)],
        }
    return tables


def _buckets(times: dict[tuple[str, str], Counter[int]]) -> dict[str, dict[int, int]]:
    """By clock and bucket."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for (_measure, key), counts in times.items():
        clock, _, number = key.partition(":")
        found[clock][int(number)] = counts.total()
    return found
