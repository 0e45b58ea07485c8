"""Persian text: how it is stored, how its digits are read, how it is matched and how it is sorted.

Three functions that are never mixed: ``clean`` for what is stored, ``digits`` before a check of numbers,
``fold`` for matching.
"""

from __future__ import annotations

import re
import unicodedata

ZWNJ = "\u200c"
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"

_TO_ASCII = str.maketrans(PERSIAN_DIGITS + _ARABIC_DIGITS, "0123456789" * 2)
_TO_PERSIAN = str.maketrans("0123456789" + _ARABIC_DIGITS, PERSIAN_DIGITS * 2)

# Kashida, marks of direction, and characters without width that only come along when text is copied.
_NOT_STORED = "\u0640\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
_STORED_AS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "\r": "\n"} | dict.fromkeys(_NOT_STORED))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_NEWLINE = re.compile(r" ?\n ?")
_LOOSE_ZWNJ = re.compile(rf"(?<![^\s{ZWNJ}]){ZWNJ}+|{ZWNJ}+(?=\s|$)")
_MANY_ZWNJ = re.compile(rf"{ZWNJ}{{2,}}")

# What decomposition leaves apart: letters of neighbouring alphabets that are typed for the Persian ones.
_MATCHED_AS = (
    dict.fromkeys("يىېێےۍ", "ی")
    | dict.fromkeys("كڪګ", "ک")
    | dict.fromkeys("ةہھەۃ", "ه")
    | dict.fromkeys("ٱ", "ا")
    | dict.fromkeys("ء\u0640")
)
_FOLDED = str.maketrans(_MATCHED_AS)

LONGEST_JOIN = 3
"""A name part is also kept joined with its neighbours, up to so many together (سید محمد علی / سیدمحمدعلی)."""


def clean(text: str) -> str:
    """``text`` as it is stored: NFC, Persian ی and ک, no kashida, no marks of direction, half-spaces and spaces tidied.

    Digits keep their script; line breaks stay, lines lose spaces at their ends.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_STORED_AS)
    text = _CONTROLS.sub("", _SPACES.sub(" ", text))
    text = _MANY_ZWNJ.sub(ZWNJ, _LOOSE_ZWNJ.sub("", text))
    # A space may have stood on each side of something that is gone now.
    return unicodedata.normalize("NFC", _AROUND_NEWLINE.sub("\n", _SPACES.sub(" ", text)).strip())


def digits(text: str) -> str:
    """``text`` with Persian and Arabic digits as ASCII ones; to be called before any check of a number."""
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """``text`` with ASCII and Arabic digits as Persian ones."""
    return text.translate(_TO_PERSIAN)


def fold(text: str) -> str:
    """``text`` for matching only: one form for every way of typing it (pairs in the tests), spaces and
    half-spaces dropped.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (c for c in text.translate(_FOLDED) if not (c.isspace() or unicodedata.category(c) in {"Mn", "Cf", "Cc"}))
    return digits("".join(kept))


def name_parts(text: str) -> list[str]:
    """The folded parts of a name: split at spaces, half-spaces and punctuation *before* folding drops them."""
    words = re.split(rf"[\s{ZWNJ}]+", "".join(_gap_or_self(c) for c in unicodedata.normalize("NFC", text)))
    return [part for part in map(fold, words) if part]


def fold_words(name: str) -> list[str]:
    """The keys under which a name is kept, to be hashed each: every part, and neighbours joined (two and three
    together).

    So علی رضا and علی‌رضا give علی, رضا and علیرضا; علیرضا gives itself. To search, see ``search_words``.
    """
    parts = name_parts(name)
    return list(dict.fromkeys(key for i in range(len(parts)) for key in _joins_from(parts, i)))


def search_words(name: str) -> list[list[str]]:
    """What to look for: one list of keys for each part typed; a name is found when *every* list has a key
    among its keys.

    A part counts as found alone or within a join that holds it, hence each spelling finds the others:
    علی رضا gives [علی or علیرضا], [رضا or علیرضا], and a name kept as علیرضا has علیرضا.
    """
    parts = name_parts(name)
    covering: list[list[str]] = [[] for _ in parts]
    for start in range(len(parts)):
        for length, key in enumerate(_joins_from(parts, start), start=1):
            for place in range(start, start + length):
                covering[place].append(key)
    return [list(dict.fromkeys(keys)) for keys in covering]


def _joins_from(parts: list[str], start: int) -> list[str]:
    """The part at ``start`` alone, with its next neighbour, with its next two."""
    return ["".join(parts[start:end]) for end in range(start + 1, min(start + LONGEST_JOIN, len(parts)) + 1)]


def _gap_or_self(character: str) -> str:
    """A space for punctuation and signs, which part words; every other character as it is."""
    return " " if unicodedata.category(character)[0] in "PS" else character
