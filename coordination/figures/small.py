"""Hiding small counts: under 5 nothing is said, nor what would give it away by a sum or a difference.

Two tools. ``hide`` is for one table of one period. ``hidden_keys`` is for tables that are offered by month, season,
half-year and year at once, where a season less two of its months gives the third. In both a hidden count keeps at
least two possible values for whoever knows every other figure shown, the total among them (docs/decisions/012).
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from coordination.kernel.messages import N_, Message

SMALL = 5
"""Counts under this are hidden."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """In the place of a count that is not told. One sign for what is under 5 and for what would give it away: two signs
    would tell more."""

    words = Message(N_("under 5"))

    def __str__(self) -> str:
        return str(self.words)

    def __bool__(self) -> bool:
        return False


HIDDEN: Final = Hidden()
Count = int | Hidden
Key = TypeVar("Key", bound=Hashable)


def hide(table: Mapping[Key, int]) -> dict[Key, Count]:
    """The table of one period with its small counts hidden, and as many more as are needed so that the total, which may
    be known, gives none of them away."""
    hidden = {key for key, count in table.items() if count < SMALL}
    if hidden:
        hidden |= _covering(table, hidden)
    return {key: HIDDEN if key in hidden else count for key, count in table.items()}


def told(count: Count) -> int:
    """The count where it is told, else 0: for the length of a bar."""
    return 0 if isinstance(count, Hidden) else count


def share_hides(part: Count, whole: Count) -> bool:
    """Whether a share of ``part`` in ``whole`` would tell a small count, of the part or of what is left."""
    if isinstance(part, Hidden) or isinstance(whole, Hidden):
        return True
    return part < SMALL or 0 < whole - part < SMALL


def _covering(table: Mapping[Key, int], hidden: set[Key]) -> set[Key]:
    """Further keys, the smallest first, until two are hidden and their sum is not nothing."""
    spare = sorted((key for key in table if key not in hidden), key=lambda key: table[key])
    taken: set[Key] = set()
    while spare and (len(hidden | taken) < 2 or not any(table[key] for key in hidden | taken)):
        taken.add(spare.pop(0))
    return taken
