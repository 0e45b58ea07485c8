"""Which record a line of the minutes belongs to, after the text was changed: pure, by words first, then by place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

STILL_THE_SAME = 0.5
"""How alike a line must be to a record that was ruled on for it to be that record's."""


@dataclass(frozen=True, slots=True)
class Known:
    """A record as it was stored: its words, its place, and whether it was ruled on (so that its words are fixed)."""

    key: int
    text: str
    position: int
    in_text: bool = True
    ruled: bool = False


def pair(lines: Iterable[tuple[int, str]], records: Sequence[Known]) -> dict[int, int]:
    """Line index → key of its record. Equal words first (the nearest of several), then the nearest place; a record that
    was ruled on follows its line only while the words stay alike."""
    open_lines = list(lines)
    left = list(records)
    found: dict[int, int] = {}
    for index, text in list(open_lines):
        same = [record for record in left if record.text == text]
        if same:
            nearest = min(same, key=lambda record: abs(record.position - index))
            found[index] = nearest.key
            left.remove(nearest)
            open_lines.remove((index, text))
    distances = sorted(
        (abs(record.position - index), index, record.key)
        for index, text in open_lines
        for record in left
        if record.in_text and (not record.ruled or _alike(record.text, text))
    )
    taken: set[int] = set()
    for _distance, index, key in distances:
        if index not in found and key not in taken:
            found[index] = key
            taken.add(key)
    return found


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= STILL_THE_SAME
