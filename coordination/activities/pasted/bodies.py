"""Bodies of the directory found in a line: by name, alias and distinctive part, the longest first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from coordination.activities.pasted.letters import Letters, any_of, keys, segments
from coordination.activities.pasted.names import SHORTEST, Body, Strength, Way, ways_of
from coordination.activities.pasted.words import CITIES

_FREE_FROM: Final = 10
"""So many letters mean the body even within words that ran together."""
_GLUE: Final = keys("و به در از با برای توسط نیز هم مرکز جلسه جلسات نشست سوی طرف کارشناسان of the at in")
_LONGEST_GLUE: Final = max(map(len, _GLUE))
_AFTER: Final = keys("و ی به در از با برای را ها های")
_LONGEST_AFTER: Final = max(map(len, _AFTER))
_NEAR: Final = 3
_NEAR_PARENT: Final = 14
_STOPS: Final = re.compile(any_of("استان", "شهرستان"))


@dataclass(frozen=True, slots=True)
class Mention:
    """A body named in a line, from letter ``start`` to ``end``."""

    code: str
    start: int
    end: int
    strength: Strength


class Finder:
    """Finds the known bodies in lines."""

    def __init__(self, known: Sequence[Body], own: frozenset[str]) -> None:
        cities = {body.city for body in known if body.code in own and body.city}
        ways = ways_of(known, cities.pop() if len(cities) == 1 else "")
        self._parents = {body.code: body.parent for body in known}
        self._by_head: dict[str, list[Way]] = defaultdict(list)
        for way in sorted(ways.values(), key=lambda way: -len(way.key)):
            self._by_head[way.key[:SHORTEST]].append(way)

    def find(self, line: Letters) -> list[Mention]:
        """The bodies a line names, in its order; of overlapping ones the longest; a parent named with its unit is not
        meant itself.
        """
        taken: list[Mention] = []
        for mention in sorted(self._candidates(line), key=lambda m: (m.start - m.end, -m.strength)):
            if all(mention.end <= other.start or mention.start >= other.end for other in taken):
                taken.append(mention)
        taken.sort(key=lambda mention: mention.start)
        sure = [m for m in taken if m.strength > Strength.PART or not self._is_others(m, taken)]
        return [mention for mention in sure if not self._is_parent_beside(mention, sure)]

    def _candidates(self, line: Letters) -> list[Mention]:
        found = []
        for start in range(len(line.text) - SHORTEST + 1):
            for way in self._by_head.get(line.text[start : start + SHORTEST], ()):
                if line.text.startswith(way.key, start) and _stands(line, start, way):
                    found.append(Mention(way.code, start, start + len(way.key), way.strength))
        return found

    def _is_others(self, part: Mention, taken: list[Mention]) -> bool:
        """Whether an uncertain mention is only the beginning of another body's name (an office of that ministry)."""
        return any(
            0 <= other.start - part.end <= _NEAR and other.code != part.code
            and other.code not in self._ancestors(part.code)
            for other in taken
        )  # fmt: skip

    def _is_parent_beside(self, mention: Mention, taken: list[Mention]) -> bool:
        return any(
            mention.code in self._ancestors(other.code) and 0 <= mention.start - other.end <= _NEAR_PARENT
            for other in taken
        )

    def _ancestors(self, code: str) -> set[str]:
        above: set[str] = set()
        while (code := self._parents.get(code, "")) and code not in above:
            above.add(code)
        return above


def _stands(line: Letters, start: int, way: Way) -> bool:
    """Whether the letters stand as words: short ones begin and end where words do, and no other city follows."""
    end = start + len(way.key)
    if way.key[-1].isdecimal() and line.text[end : end + 1].isdecimal():
        return False
    if way.proper and not line.source[line.at[start]].isupper():
        return False
    if len(way.key) < _FREE_FROM or way.strength == Strength.PART:
        before = line.before(start)
        if before is None or (before and not segments(line.text[start - before : start], _GLUE, _LONGEST_GLUE)):
            return False
        if not line.ends_word(end) and not _only_ending(line, end):
            return False
    return way.with_city or not _another_place(line.text[end:])


def _only_ending(line: Letters, end: int) -> bool:
    return any(
        line.text[end:rest] in _AFTER and line.ends_word(rest) for rest in range(end + 1, end + 1 + _LONGEST_AFTER)
    )


def _another_place(after: str) -> bool:
    """Whether a city or province follows at once: then the body of that place is meant."""
    stop = _STOPS.match(after)
    after = after[stop.end() :] if stop else after
    return any(after.startswith(city) for city in CITIES)


@lru_cache(maxsize=8)
def finder(known: tuple[Body, ...], own: frozenset[str]) -> Finder:
    """The finder of these bodies, made once."""
    return Finder(known, own)
