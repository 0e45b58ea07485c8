"""Invented names of people, made by combining common given and family names; none is meant to be anybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

from coordination.data import rows


@dataclass(frozen=True, slots=True)
class Name:
    """A name, or a part of one, in Persian and in English letters."""

    fa: str
    en: str


@dataclass(frozen=True, slots=True)
class ChildName:
    """A child's given and family name and the father's given name."""

    given: str
    family: str
    father: str


@cache
def _parts(part: str) -> tuple[Name, ...]:
    return tuple(Name(row["fa"], row["en"]) for row in rows("demo_names") if row["part"] == part)


def adults(random: Random, *, women: bool) -> Iterator[Name]:
    """Names without end, each full name once as long as there are any left, then with a second family name."""
    families = _parts("family")
    pairs = [(given, family) for given in _parts("woman" if women else "man") for family in families]
    random.shuffle(pairs)
    for given, family in pairs:
        yield Name(f"{given.fa} {family.fa}", f"{given.en} {family.en}")
    while True:
        given, family = random.choice(pairs)
        second = random.choice(families)
        yield Name(f"{given.fa} {family.fa} {second.fa}", f"{given.en} {family.en} {second.en}")


def child(random: Random, *, girl: bool, iranian: bool) -> ChildName:
    """One child's names, in Persian letters; two children may be called the same."""
    return ChildName(
        given=random.choice(_parts("girl" if girl else "boy")).fa,
        family=random.choice(_parts("family" if iranian else "family_elsewhere")).fa,
        father=random.choice(_parts("father")).fa,
    )
