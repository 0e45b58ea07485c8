"""Hiding small counts: under 5 nothing is said, nor what would give it away by a sum or a difference.

Two tools. ``hide`` is for one table of one period. ``veil`` is for a table that is offered by month, season, half-year
and year, where a season less two of its months gives the third. In both a hidden count keeps at least two possible
values for whoever knows every other figure shown, totals included (docs/decisions/012).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
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
    is small in one period of a level is hidden in every period of that level, and with it the greatest other keys until
    a unit can always be thought to have moved between two hidden keys, in two periods of one told period, without any
    told figure noticing.
    """
    spread = {key: sum(1 << leaf for leaf, count in enumerate(row) if count) for key, row in rows.items()}
    hidden: list[set[Key] | None] = []
    for level in levels:
        totals = [sum(_count(row, period) for row in rows.values()) for period in level]
        small = {key for key, row in rows.items() if any(_count(row, period) < SMALL for period in level)}
        hidden.append(small if min(totals, default=0) >= SMALL else None)
    spare = sorted(rows, key=lambda key: sum(rows[key]))
    for number in reversed(range(len(levels))):
        _cover(number, levels, hidden, spread, list(spare))
    told: dict[int, frozenset[Key] | None] = {}
    for level, keys in zip(levels, hidden, strict=True):  # coarser levels last: what is the same period has their word
        told |= dict.fromkeys(level, None if keys is None else frozenset(keys))
    return Veil(told)


def _cover(
    number: int,
    levels: Sequence[Sequence[int]],
    hidden: list[set[Key] | None],
    spread: Mapping[Key, int],
    spare: list[Key],
) -> None:
    """Hide further keys at a level, and at the finer ones, until each that is hidden there first is safe; where none is
    left to hide, the level and the finer ones are not told."""
    while (keys := hidden[number]) is not None and not _safe(number, levels, hidden, spread):
        while spare and spare[-1] in keys:
            spare.pop()
        for finer in range(number + 1):
            if not spare:
                hidden[finer] = None
            elif (also := hidden[finer]) is not None:
                also.add(spare[-1])


def _safe(
    number: int, levels: Sequence[Sequence[int]], hidden: Sequence[set[Key] | None], spread: Mapping[Key, int]
) -> bool:
    """Whether every hidden count of the keys whose coarsest hidden level this is could be another."""
    above = levels[number + 1] if number + 1 < len(levels) else ()
    keys = hidden[number] or set()
    coarser = (hidden[number + 1] or set()) if above else set()
    for key in keys - coarser:
        own = spread[key]
        others = 0
        for other in keys - {key}:
            others |= spread[other]
        for level, also in zip(levels[: number + 1], hidden, strict=False):
            for period in level if also is not None else ():
                within = next((one for one in above if one & period), period)
                if within == period and above:
                    continue  # the same months are told under a longer name
                beyond = within & ~period
                if not above and not (len(keys) > 1 and period & (own | others)):
                    return False
                if above and not ((period & others and beyond & own) or (period & own and beyond & others)):
                    return False
    return True


def _count(row: Sequence[int], period: int) -> int:
    return sum(count for leaf, count in enumerate(row) if period >> leaf & 1)
