"""A line reduced to its letters and digits, each knowing where it stood: words that ran together match like any."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from coordination.lang.text import ZWNJ, fold

LONGEST_RUN: Final = 80
_INSIDE_WORDS: Final = frozenset({"Mn", "Cf", "Lm", "Cc"})


@dataclass(frozen=True, slots=True)
class Letters:
    """``text``: the folded letters and digits; ``at[i]``: where the i-th stood in ``source``; ``starts[i]``: whether a
    word began there.
    """

    source: str
    text: str
    at: tuple[int, ...]
    starts: tuple[bool, ...]

    def before(self, place: int) -> int | None:
        """How many letters of its word stand before the one at ``place``; nothing where they are more than a heading's
        words that ran together."""
        for count in range(LONGEST_RUN):
            if place - count <= 0 or self.starts[place - count]:
                return count
        return None

    def ends_word(self, place: int) -> bool:
        """Whether a word ends before ``place``."""
        return place >= len(self.text) or self.starts[place]

    def masked(self, spans: Iterable[tuple[int, int]]) -> str:
        """``text`` with those spans blotted out, in the same length."""
        chars = list(self.text)
        for start, end in spans:
            chars[start:end] = "#" * (end - start)
        return "".join(chars)


def letters(source: str) -> Letters:
    """The letters of a line; a gap is whatever parts words: a space, a half-space, a sign."""
    text: list[str] = []
    at: list[int] = []
    starts: list[bool] = []
    gap = True
    for place, character in enumerate(source):
        kept, parts = _folded(character)
        for one in kept:
            text.append(one)
            at.append(place)
            starts.append(gap)
            gap = False
        gap = gap or parts
    return Letters(source, "".join(text), tuple(at), tuple(starts))


def key(words: str) -> str:
    """The letters of ``words`` alone, as they are looked for."""
    return letters(words).text


def keys(words: str) -> frozenset[str]:
    """The letters of each word of a text."""
    return frozenset(letters for word in words.split() if (letters := key(word)))


def any_of(*phrases: str) -> str:
    """A pattern for any of the phrases, as letters, the longest first."""
    return "|".join(sorted(map(key, phrases), key=len, reverse=True))


@lru_cache(maxsize=8192)
def _folded(character: str) -> tuple[str, bool]:
    """What is kept of a character, and whether it parts words."""
    kept = "".join(c for c in fold(character) if c.isalnum())
    inside = unicodedata.category(character) in _INSIDE_WORDS and character != ZWNJ and not character.isspace()
    return kept, not kept and not inside


def segments(text: str, words: frozenset[str], longest: int) -> bool:
    """Whether ``text`` is made of ``words`` alone, one after the other; nothing is not."""
    reached = {0}
    for end in range(1, len(text) + 1):
        if any(start in reached and text[start:end] in words for start in range(max(0, end - longest), end)):
            reached.add(end)
    return bool(text) and len(text) in reached
