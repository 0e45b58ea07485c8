"""Ten thousand texts made by chance, messy in every way that is known: none raises, none loses a line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.activities.pasted.known import read

SEEDS = range(10)
TEXTS = 1000
HERE = Path(__file__).parent
LINES = [
    line for name in ("lettered", "worded", "monthly", "english")
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
]  # fmt: skip
MARKS = (
    "",
    "–",
    "* ",
    "• ",
    "1- ",
    "۲) ",
    "(۳) ",
    "٤ـ",
    "الف- ",
    "الف",
    "ب",
    "ج)",
    "a) ",
    "ii. ",
    "-1 ",
    "1.1 ",
    "---",
    "①",
)
ODD = (
    "ـ", "\u200c", "\u200f", "\u202b", "\ufeff", "ي", "ك", "\t", " ", "\xa0", "\x00", "\x0b", "\x1c", "ﷺ", "ﻻ",
    "🙂", "é", "\u0301",
    "؛", "،", ":", "؟", "*", "-", "–", "۵", "٥", "5", "(", ")", "«", "»", "\u2028", "Ⅷ", "½",
    "ß", "İ", "\ud7ff", "𝟙", "زیر:",
    "شامل", "مهر", "۱۲ مهر", "2 روز", "۹۹۹۹۹۹۹۹۹ روز", "1400/99/99",
)  # fmt: skip
BREAKS = ("\n", "\r\n", "\r", "\n\n", "\n \n")


def messy(chance: random.Random) -> str:
    """A text of up to eight lines: bits of lists, marks, and characters that come along when text is copied."""
    lines = []
    for _line in range(chance.randint(0, 8)):
        line = chance.choice(MARKS) + chance.choice(LINES)[: chance.randint(0, 70)]
        for _odd in range(chance.randint(0, 4)):
            place = chance.randint(0, len(line))
            line = line[:place] + chance.choice(ODD) + line[place:]
        if chance.random() < 0.2:
            line = line.replace(" ", "")
        lines.append(line)
    return chance.choice(BREAKS).join(lines)


def bare(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("seed", SEEDS)
def test_no_text_raises_and_none_loses_a_line(seed: int) -> None:
    chance = random.Random(seed)
    lost = []
    for _text in range(TEXTS):
        text = messy(chance)
        if bare("".join(draft.line for draft in read(text))) != bare(text):
            lost.append(text)
    assert lost == []


@pytest.mark.parametrize("text", ["", "\n\n", "*", ":", "۱-", "-" * 5000, "ا" * 20000, "1- " * 3000, "(" * 999, "\x00"])
def test_texts_at_the_edge_keep_what_they_hold(text: str) -> None:
    assert bare("".join(draft.line for draft in read(text))) == bare(text)
