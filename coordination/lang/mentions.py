"""Finds a client's own names and numbers in a free text, however they are typed, at their places in that text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from coordination.lang.identifiers import mobile_core
from coordination.lang.text import ZWNJ, fold, name_parts

# What may hang on a name without a space (folded): plural, possessive, indefinite, "is", object mark, colloquial forms.
_ENDINGS = frozenset((
    "ها", "های", "هایی", "هام", "هات", "هاش", "هامان", "هاتان", "هاشان", "ان", "ی", "یی", "ای", "م", "ام", "ت", "ات",
    "ش", "اش", "مان", "تان", "شان", "یم", "ید", "ست", "است", "را", "رو", "جان", "خانم", "اقا",
))  # fmt: skip
_BEFORE = ("سید", "سیده")
_FEWEST_LETTERS = 2
_FEWEST_LETTERS_WITH_ENDING = 3
_FEWEST_DIGITS = 4
_MOST_PIECES = 6
_GAPS = re.compile(r"[\W_]+")
_NAME_GAP = re.compile(rf"[\s{ZWNJ}\-ـ]*")
_NUMBER_GAP = re.compile(rf"[ \u00a0{ZWNJ}\-–./()_+]*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of letters or a run of digits of the text, folded, with its place."""

    key: str
    start: int
    end: int
    number: bool


def words_mentioned(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where ``text`` mentions one of ``names`` (names, nicknames, identity or telephone numbers): (start, end)
    in ``text``.

    Whole words only, in any spelling that ``fold`` makes equal, joined or apart (علیرضا / علی رضا), with a
    Persian ending
    (احمدی‌ها، مریمم); numbers in any digits, also grouped (0912 345 6789) and with or without +98. Each name
    is looked for as a
    whole: give given name and family name apart to find either. Places are in order and do not overlap.
    """
    words, numbers = _what_to_find(names)
    if not _may_hold(text, words | numbers):
        return []
    pieces = _pieces(text)
    found = [
        (piece.start, end)
        for i, piece in enumerate(pieces)
        for end in (_number_end(text, pieces, i, numbers) if piece.number else 0, _name_end(text, pieces, i, words))
        if end
    ]
    return _merged(sorted(found))


def _what_to_find(names: Iterable[str]) -> tuple[set[str], set[str]]:
    """Folded words and bare numbers of ``names``; what is too short to mean anybody is left out."""
    words: set[str] = set()
    numbers: set[str] = set()
    for name in names:
        joined = "".join(name_parts(name))
        if joined.isdecimal():
            if len(joined) >= _FEWEST_DIGITS:
                numbers.add(_bare_number(joined))
        elif len(joined) >= _FEWEST_LETTERS:
            words.add(joined)
    return words, numbers


def _may_hold(text: str, wanted: set[str]) -> bool:
    """Whether one of ``wanted`` stands in the folded text at all, gaps left out: most texts name nobody."""
    joined = _GAPS.sub("", fold(text))
    return any(word in joined for word in wanted)


def _pieces(text: str) -> list[_Piece]:
    pieces: list[_Piece] = []
    start, kind = 0, ""
    for place, character in enumerate([*text, " "]):
        this = _kind(character)
        if this == "mark" and kind:
            continue
        if this != kind:
            if kind in {"letter", "digit"} and (key := fold(text[start:place])):
                pieces.append(_Piece(key, start, place, kind == "digit"))
            start, kind = place, this
    return pieces


def _kind(character: str) -> str:
    """letter, digit, mark (goes with what stands before it) or gap."""
    category = unicodedata.category(character)
    if category == "Nd":
        return "digit"
    if category[0] == "L" and character != "ـ":
        return "letter"
    return "mark" if category == "Mn" or character == "ـ" or (category == "Cf" and character != ZWNJ) else "gap"


def _name_end(text: str, pieces: list[_Piece], first: int, words: set[str]) -> int:
    """The end of the longest run of pieces from ``first`` that spells one of ``words``; 0 for none."""
    joined, end = "", 0
    for i in range(first, min(first + _MOST_PIECES, len(pieces))):
        if i > first and not _NAME_GAP.fullmatch(text, pieces[i - 1].end, pieces[i].start):
            break
        joined += pieces[i].key
        if _spells(joined, words, len(pieces[i].key)):
            end = pieces[i].end
    return end


def _spells(joined: str, words: set[str], last: int) -> bool:
    """Whether ``joined`` is one of ``words``, also behind a title or before an ending in its last piece.

    ``last``: how many letters that piece has.
    """
    without_title = [joined] + [joined.removeprefix(title) for title in _BEFORE if joined.startswith(title)]
    return any(_is_form_of(spelt, word, last) for spelt in without_title for word in words)


def _is_form_of(spelt: str, word: str, last: int) -> bool:
    """Whether ``spelt`` is ``word``, bare or with an ending that leaves something of the last piece."""
    if spelt == word:
        return True
    ending = spelt[len(word) :]
    known = len(word) >= _FEWEST_LETTERS_WITH_ENDING and ending in _ENDINGS and len(ending) < last
    return known and spelt.startswith(word)


def _number_end(text: str, pieces: list[_Piece], first: int, numbers: set[str]) -> int:
    """The end of the longest run of digit groups from ``first`` that makes one of ``numbers``; 0 for none."""
    joined, end = "", 0
    for i in range(first, min(first + _MOST_PIECES, len(pieces))):
        apart = i > first and not _NUMBER_GAP.fullmatch(text, pieces[i - 1].end, pieces[i].start)
        if apart or not pieces[i].number:
            break
        joined += pieces[i].key
        if _bare_number(joined) in numbers:
            end = pieces[i].end
    return end


def _bare_number(number: str) -> str:
    """What stays the same when a telephone is written with 0, 98 or 0098, or leading noughts of an identity
    number are lost.
    """
    return mobile_core(number) or number.lstrip("0")


def _merged(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
