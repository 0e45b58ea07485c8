"""Hiding small counts: under 5 nothing is said, nor what would give it away by a sum or a difference.

Two tools. ``hide`` is for one table of one period. ``veil`` is for a table that is offered by month, season, half-year
and year, where a season less two of its months gives the third. In both a hidden count keeps at least two possible
values for whoever knows every other figure shown, totals included (docs/decisions/012).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, Generic, TypeVar

from coordination.kernel.messages import N_, Message

SMALL = 5
"""Counts under this are hidden."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """In the place of a count that is not told. One sign for what is under 5 and for what would give it away: two signs
    would tell more."""

    words = Message(N_("not told"))

    def __str__(self) -> str:
        return str(self.words)

    def __bool__(self) -> bool:
        return False


HIDDEN: Final = Hidden()
Count = int | Hidden
Key = TypeVar("Key", bound=Hashable)


def hide(table: Mapping[Key, int]) -> dict[Key, Count]:
    """The table of one period with its small counts hidden, and one more where the total, which may be known, would
    give them away to whoever knows this rule: one alone, none but noughts, or none but fours.

    Which one more is said by the order of the table alone: were it the smallest, its being chosen would bound it. A
    total that is small itself must not be told.
    """
    hidden = {key for key, count in table.items() if count < SMALL}
    together = sum(table[key] for key in hidden)
    if hidden and (len(hidden) == 1 or together in (0, len(hidden) * (SMALL - 1))):
        hidden.update(next(([key] for key in table if key not in hidden), ()))
    return {key: HIDDEN if key in hidden else count for key, count in table.items()}


def told(count: Count) -> int:
    """The count where it is told, else 0: for the length of a bar."""
    return 0 if isinstance(count, Hidden) else count


def share_hides(part: Count, whole: Count) -> bool:
    """Whether a share of ``part`` in ``whole`` would tell a small count, of the part or of what is left."""
    if isinstance(part, Hidden) or isinstance(whole, Hidden):
        return True
    return part < SMALL or 0 < whole - part < SMALL


@dataclass(frozen=True, slots=True)
class Veil(Generic[Key]):
    """What may not be told of a table, by the leaves (months) that a period is made of."""

    hidden: Mapping[int, frozenset[Key] | None]
    """Period, as the sum of 1 << leaf over its leaves → keys that are hidden in it; None: its total is small too."""

    def hides(self, period: int, key: Key) -> bool:
        """Whether nothing is told of a key in a period; of a period that is not offered nothing ever is."""
        keys = self.hidden.get(period)
        return keys is None or key in keys

    def hides_total(self, period: int) -> bool:
        """Whether not even the total of a period is told."""
        return self.hidden.get(period) is None


def veil(rows: Mapping[Key, Sequence[int]], levels: Sequence[Sequence[int]]) -> Veil[Key]:
    """For each period of each level, the keys of which nothing is told.

    ``rows`` gives each key's count in every leaf; ``levels``, finest first, the periods of a level as sums of
    1 << leaf, each made of whole periods of the finer level. A level with a small total is not told at all. A key that
    is small in one period of a level is hidden in every period of that level, and with it others in the order of the
    table, until a unit can always be thought to have moved between two hidden keys, in two periods of one told period,
    without any told figure noticing and without a small key ceasing to be one.
    """
    bounds = [(one, (one & -one).bit_length() - 1, one.bit_length()) for level in levels for one in level]
    totals = _sums([sum(column) for column in zip(*rows.values(), strict=True)], bounds)
    shown = [min((totals[one] for one in level), default=0) >= SMALL for level in levels]
    if not any(shown):
        return Veil(dict.fromkeys(totals))
    at = {key: _sums(row, bounds) for key, row in rows.items()}
    tables = []
    for level, is_told in zip(levels, shown, strict=True):
        small = {key for key, counts in at.items() if any(counts[one] < SMALL for one in level)} if is_told else set()
        tables.append(_Level(level, small, set(small), is_told))
    for number in reversed(range(len(tables))):
        _cover(number, tables, at)
    told: dict[int, frozenset[Key] | None] = {}
    for table in tables:  # coarser levels last: what is the same period has their word
        told |= dict.fromkeys(table.periods, frozenset(table.hidden) if table.told else None)
    return Veil(told)


@dataclass(slots=True)
class _Level(Generic[Key]):
    """The periods of a level, the keys that are small in one of them, and those that are hidden in all of them."""

    periods: Sequence[int]
    small: set[Key]
    hidden: set[Key]
    told: bool


Counts = Mapping[Key, Mapping[int, int]]
"""Of each key its count in every period of every level."""


def _cover(number: int, tables: Sequence[_Level[Key]], at: Counts[Key]) -> None:
    """Hide further keys at a level, and at the finer ones, until each that is hidden there first is safe; where none is
    left to hide, the level and the finer ones are not told."""
    level = tables[number]
    spare = [key for key in at if key not in level.hidden]
    while level.told and not _safe(number, tables, at):
        for finer in tables[: number + 1]:
            if spare:
                finer.hidden.add(spare[0])
            else:
                finer.told = False
        spare = spare[1:]


def _safe(number: int, tables: Sequence[_Level[Key]], at: Counts[Key]) -> bool:
    """Whether every hidden count of the keys whose coarsest hidden level this is could be another."""
    level = tables[number]
    above = tables[number + 1] if number + 1 < len(tables) else None
    keys = level.hidden if above is None else level.hidden - above.hidden
    # The greatest first: they can make up for most, so that few are tried.
    hidden = sorted(level.hidden, key=lambda key: -sum(at[key][one] for one in level.periods))
    for table in tables[: number + 1]:
        for period in table.periods if table.told else ():
            part = next(one for one in level.periods if one & period)
            within = period if above is None else next(one for one in above.periods if one & period)
            if above is not None and within == period:
                continue  # the same months are told under a longer name
            places = [one for one in level.periods if above is not None and one & within and one != period]
            if keys and not any(at[one][period] for one in hidden):
                return False
            for key in keys:
                others = [other for other in hidden if other != key]
                tried = ((other, place) for other in others for place in places or [0])
                if not any(_moves(level, at, key, other, period, part, place) for other, place in tried):
                    return False
    return True


def _moves(level: _Level[Key], at: Counts[Key], key: Key, other: Key, period: int, part: int, place: int) -> bool:
    """Whether one unit of ``key`` may have come to ``period`` or left it, ``other`` making up for it, and both the
    other way round elsewhere in ``place`` (nowhere: where the level is the coarsest). ``part`` is the period of the
    level that holds ``period``; a key that is small at the level must stay so."""

    def gives(one: Key, to: Key) -> bool:
        if place == 0:
            return at[one][period] > 0 and _stays(level, at[to], one=to, plus=part, minus=0)
        elsewhere = at[to][place] - (at[to][period] if place == part else 0)
        return (
            at[one][period] > 0
            and elsewhere > 0
            and _stays(level, at[one], one=one, plus=place, minus=part)
            and _stays(level, at[to], one=to, plus=part, minus=place)
        )

    return gives(other, key) or gives(key, other)


def _stays(level: _Level[Key], counts: Mapping[int, int], *, one: Key, plus: int, minus: int) -> bool:
    """Whether a small key is small still with one more in a period of the level and one less in another."""
    if one not in level.small or plus == minus:
        return True
    return any(counts[period] + (period == plus) - (period == minus) < SMALL for period in level.periods)


def _sums(row: Sequence[int], bounds: Sequence[tuple[int, int, int]]) -> dict[int, int]:
    """A row's count in every period, of which the first leaf and the one behind the last are given."""
    before = [0, *accumulate(row)]
    return {period: before[behind] - before[first] for period, first, behind in bounds}
