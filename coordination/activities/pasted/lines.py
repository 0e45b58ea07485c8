"""What one line of a pasted list looks like: does it end a sentence, open a list, go on, say something in passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from coordination.activities.models import ActivityKind
from coordination.activities.pasted import cues
from coordination.activities.pasted.drafts import LONGEST_TITLE
from coordination.activities.pasted.letters import Letters, any_of, key, letters
from coordination.activities.pasted.marks import Mark, Piece, Sort, pieces
from coordination.lang.text import clean

COLON: Final = (":", "：", "؛:", ":-")
BELOW: Final = re.compile(
    "(?:" + any_of(
        "زیر", "ذیل", "شامل", "عبارتند از", "عبارت است از", "از قبیل", "از جمله", "به قرار", "as follows", "following",
        "including", "below") + ")$"
)  # fmt: skip
SENTENCE_END: Final = re.compile(
    "(?:" + any_of(
        "شد", "شدند", "است", "اند", "بود", "بودند", "گردید", "گردیدند", "می‌شود", "می‌گردد", "دارد", "دارند", "هستند",
        "کردند", "کرد", "یافت", "یابد", "می‌کنند", "نمود", "نمودند", "گرفت", "داشت", "داشتند", "می‌باشد", "کردیم") + ")$"
)  # fmt: skip
ASIDE: Final = re.compile(any_of(
    "گزارش این", "گزارش کامل", "گزارش مفصل", "این جلسه", "این جلسات", "این کارگاه", "این نشست", "در این", "لازم به ذکر",
    "شایان ذکر", "توضیح", "یادآوری", "قابل ذکر", "note that", "the report of", "these ", "this "))  # fmt: skip
GOES_ON: Final = re.compile(
    "(?:^|[ \u200c])(?:و|در|به|از|برای|با|که|منظور|درباره|خصوص|مورد|and|of|for|the|with|in|to|on)$"
)
WITH: Final = re.compile(any_of("با همکاری", "با مشارکت", "با حمایت", "به همت", "in cooperation", "together"))
LABELLED: Final = re.compile(r"[^\s:：]+(?: [^\s:：]+){0,2} ?[:：]\s*\S")
"""«تهیه‌کننده: دبیرخانه»: a word and what is filled in for it."""
SENTENCES: Final = re.compile(r"(?<=[.؟!])\s+(?=\S)")
LETTER_ALONE: Final = ("الف", *"بپتثجچحخده")
NUMBERS: Final = frozenset({Sort.NUMBER, Sort.SECOND, Sort.LATIN})
LETTERS: Final = frozenset({Sort.LETTER, Sort.LATIN})
LONG_HEADING: Final = 110
FEW: Final = 3


def pieces_of(text: str) -> Iterator[Piece]:
    gap = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n|\v|\f|\x85|\u2028|\u2029", text), start=1):
        if line.strip():
            yield from pieces(line, number, after_gap=gap)
            gap = False
        else:
            gap = True


def without_glued_letter(piece: Piece) -> Piece:
    """A letter that ran into the heading it counts («الفشرکت در جلسات:») is its mark."""
    if piece.mark:
        return piece
    stripped = piece.raw.lstrip()
    for letter in LETTER_ALONE:
        rest = letters(stripped[len(letter) :])
        if stripped.startswith(letter) and cues.is_plain_heading(rest) and not cues.is_plain_heading(letters(stripped)):
            return Piece(
                piece.raw, piece.number, Mark(Sort.LETTER, letter, len(piece.raw) - len(stripped) + len(letter)),
                piece.after_gap,
            )  # fmt: skip
    return piece


def opens(piece: Piece, line: Letters, after: Piece | None) -> bool:
    """Whether it opens a list of its own: it ends with a colon or «زیر», and what follows is marked otherwise."""
    if after is None or not (ends_with_colon(piece) or BELOW.search(line.text)):
        return False
    if piece.mark is None:
        return True
    return after.mark is not None and (not same_row(piece.mark, after.mark) or restarts(after.mark))


def restarts(mark: Mark) -> bool:
    return mark.sort in NUMBERS and mark.value in ("1", "a", "i")


def same_row(one: Mark, other: Mark) -> bool:
    return one.sort == other.sort and not (one.value and other.value and restarts(other) and not restarts(one))


def is_next(one: Mark, other: Mark) -> bool:
    if one.value.isdecimal() and other.value.isdecimal():
        return int(other.value) == int(one.value) + 1
    return True


def ends_with_colon(piece: Piece) -> bool:
    return piece.words.rstrip(" \t.-–*").endswith(COLON)


def is_aside(piece: Piece, line: Letters) -> bool:
    return bool(ASIDE.match(line.text)) or bool(SENTENCE_END.search(line.text))


def is_short(piece: Piece) -> bool:
    """Whether it is of a few words only, and ends as no sentence does."""
    return len(piece.words.split()) <= FEW and not piece.words.endswith((".", "؛", "،", ","))


def ended(words: str) -> bool:
    return words.rstrip().endswith((".", "؟", "!"))


def goes_on(words: str) -> bool:
    """Whether a line is not finished: it ends with a joint or a comma."""
    words = words.rstrip()
    return words.endswith(("،", ",")) or bool(GOES_ON.search(words))


def executive(line: Letters) -> tuple[ActivityKind, ...]:
    """«فعالیت‌های اجرایی» says no kind, and means work for members."""
    if any(word in line.text for word in (key("اجرایی"), "executive")):
        return (ActivityKind.DISTRIBUTION, ActivityKind.NOTICE)
    return ()


def label(piece: Piece) -> str:
    return clean(piece.words).rstrip(" :：-–*.،").replace("\n", " ")


def title(words: str) -> tuple[str, str]:
    """The title, one line of at most 400 characters, and the rest: further sentences, what is too long."""
    told = clean(words).replace("\n", " ")
    first, *more = SENTENCES.split(told, maxsplit=1)
    if len(letters(first).text) < 8:
        first, more = told, []
    rest = " ".join(more)
    if len(first) > LONGEST_TITLE:
        cut = first.rfind(" ", 0, LONGEST_TITLE + 1)
        cut = cut if cut > 0 else LONGEST_TITLE
        first, rest = first[:cut], f"{first[cut:].strip()} {rest}".strip()
    return first.strip(" .؛"), rest
