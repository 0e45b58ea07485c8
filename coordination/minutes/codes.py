"""The code by which anybody can check that printed minutes are the signed ones."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 16


def new_verify_code() -> str:
    """Sixteen letters and digits that cannot be guessed (78 bits) and are not mistaken for each other when typed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def read_verify_code(typed: str) -> str:
    """What was typed from a paper, with or without its hyphens, as it is kept."""
    return "".join(letter for letter in typed.upper() if letter in ALPHABET)


def written_code(code: str) -> str:
    """In groups of four, as it stands on the paper."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
