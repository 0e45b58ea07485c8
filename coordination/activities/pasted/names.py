"""The ways in which a body of the directory is named in lists: in full, without its city, by its unit or own word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from coordination.activities.pasted.letters import key
from coordination.activities.pasted.words import CITIES, GENERAL, TYPES


@dataclass(frozen=True, slots=True)
class Body:
    """A body of the directory as a list may name it: its names and aliases, the code of its parent, its city."""

    code: str
    names: tuple[str, ...]
    parent: str = ""
    city: str = ""


class Strength(IntEnum):
    """How surely a way of naming means the body."""

    PART = 1
    SHORT = 2
    FULL = 3


UNITS: Final = tuple(map(key, ("دفتر", "معاونت", "اداره کل", "اداره", "مدیریت", "کمیسیون", "کمیته", "سازمان", "واحد")))
_MINISTRY: Final = key("وزارت")
_OFFICES: Final = TYPES | frozenset(UNITS) | {key("ستاد"), key("نهاد")}
_LAND: Final = frozenset(map(key, ("کشور", "ایران")))
SHORTEST: Final = 4
LEAST_ALONE: Final = 5
LEAST_UNIT: Final = 14


@dataclass(frozen=True, slots=True)
class Way:
    """One way of naming a body: the letters looked for."""

    key: str
    code: str
    strength: Strength
    with_city: bool = False
    proper: bool = False
    """A single Latin word that counts only where it begins with a capital."""


def ways_of(known: Sequence[Body], home: str = "") -> dict[str, Way]:
    """Letters → the one body they mean. What could mean several means the one of ``home`` (a city), else nobody."""
    family = _Family(known)
    found: dict[str, dict[str, Way]] = defaultdict(dict)
    for body in known:
        for way in _of_body(body, family):
            best = found[way.key].get(body.code)
            if len(way.key) >= SHORTEST and (best is None or best.strength < way.strength):
                found[way.key][body.code] = way
    meant = ((letters, family.meant(ways.values(), home)) for letters, ways in found.items())
    return {letters: way for letters, way in meant if way}


class _Family:
    """The bodies together: who stands under whom, and which word is whose alone."""

    def __init__(self, known: Sequence[Body]) -> None:
        self.bodies = {body.code: body for body in known}
        self._holders: dict[str, set[str]] = defaultdict(set)
        for body in known:
            for word in {key(word) for name in body.names for word in _words(name)}:
                self._holders[word].add(body.code)

    def ancestors(self, code: str) -> list[str]:
        """Parents of a body, nearest first."""
        above: list[str] = []
        while (body := self.bodies.get(code)) and body.parent and body.parent not in above:
            above.append(code := body.parent)
        return above

    def is_own_word(self, word: str, code: str) -> bool:
        """Whether a word names this body alone, or it and what stands under it."""
        if len(word) < 3 or word in GENERAL or word in CITIES or word in _OFFICES or word.isdigit():
            return False
        return all(holder == code or code in self.ancestors(holder) for holder in self._holders[word])

    def meant(self, ways: Iterable[Way], home: str) -> Way | None:
        """The one that is meant by letters that several have: the surest, then the one at home."""
        several = list(ways)
        surest = max(way.strength for way in several)
        several = [way for way in several if way.strength == surest]
        if len(several) > 1 and home:
            several = [way for way in several if self.bodies[way.code].city == home]
        return several[0] if len(several) == 1 else None


def _of_body(body: Body, family: _Family) -> Iterator[Way]:
    parent = family.bodies.get(body.parent)
    for name in body.names:
        words = _words(name)
        if not words:
            continue
        yield _way(words, body, Strength.FULL)
        short = _without_place(words)
        if short != words and (len(short) > 1 or len(key(short[0])) > SHORTEST):
            yield _way(short, body, Strength.SHORT)
        for form in (words, short):
            yield from _without_type(form, body, family)
        yield from _by_ministry(words, body)
        yield from _without_one(words, body)
        yield from _turned(name, body)
        if parent:
            yield from _by_unit(words, body, parent)


def _without_type(words: list[str], body: Body, family: _Family) -> Iterator[Way]:
    """Without the words that say what sort of body it is; or with any such word and the one that is its own."""
    rest = words
    while len(rest) > 1 and key(rest[0]) in _OFFICES:
        rest = rest[1:]
    own = [word for word in rest if family.is_own_word(key(word), body.code)]
    if len(rest) < len(words) and own and len(rest) > 1:
        yield _way(rest, body, Strength.SHORT)
    for word in own:
        latin = word.isascii()
        alone = len(rest) == 1 and len(key(word)) >= LEAST_ALONE
        if alone or (latin and word[0].isupper() and len(word) > SHORTEST):
            yield Way(key(word), body.code, Strength.PART, proper=latin)
        if len(rest) < len(words) and key(words[0]) in TYPES and not latin:
            yield from (Way(kind + key(word), body.code, Strength.PART) for kind in TYPES if not kind.isascii())


def _by_ministry(words: list[str], body: Body) -> Iterator[Way]:
    """A ministry by any one word of its name (وزارت رفاه)."""
    folded = [key(word) for word in words]
    if _MINISTRY in folded:
        place = folded.index(_MINISTRY)
        for word in folded[place + 1 :]:
            if len(word) > 1 and word != key("اجتماعی"):
                yield Way(_MINISTRY + word, body.code, Strength.PART)


def _by_unit(words: list[str], body: Body, parent: Body) -> Iterator[Way]:
    """A unit with its parent in another of the parent's names, under another word for a unit, or by itself."""
    tails = [form for name in parent.names for full in [_words(name)] for form in _forms(full)]
    for form in tails:
        for start in range(1, len(words) - len(form)):
            if words[start : start + len(form)] == form:
                yield Way(key("".join(words[start:])), body.code, Strength.SHORT, with_city=True)
    letters = key("".join(words))
    for tail in sorted({key("".join(form)) for form in tails}, key=len, reverse=True):
        if not letters.endswith(tail) or letters == tail:
            continue
        unit = letters[: -len(tail)]
        cores = [unit] + [other + unit[len(own) :] for own in UNITS if unit.startswith(own) for other in UNITS]
        for core in cores:
            for form in tails:
                yield Way(core + key("".join(form)), body.code, Strength.SHORT, with_city=_has_city(form))
        if len(unit) >= LEAST_UNIT:
            yield Way(unit, body.code, Strength.PART)
        return


def _forms(words: list[str]) -> Iterator[list[str]]:
    """A parent's name as it stands after its unit's: in full, without place, without سازمان."""
    for form in (words, _without_place(words)):
        yield form
        if len(form) > 1 and key(form[0]) in _OFFICES:
            yield form[1:]


def _without_one(words: list[str], body: Body) -> Iterator[Way]:
    """A long name of which one word within was left out."""
    for place in range(1, len(words) - 1):
        rest = words[:place] + words[place + 1 :]
        if len(words) > 3 and len(key(words[place])) > 1 and key(rest[place]) != key("و"):
            yield Way(key("".join(rest)), body.code, Strength.PART, with_city=_has_city(rest))


def _turned(name: str, body: Body) -> Iterator[Way]:
    """«Whole, unit» of an English name as «unit of the whole» and «whole unit»."""
    whole, comma, unit = name.partition(", ")
    if comma and name.isascii():
        for turned in (f"{unit} {whole}", f"{unit} of {whole}", f"{unit} of the {whole}"):
            yield Way(key(turned), body.code, Strength.FULL, with_city=True)


def _way(words: list[str], body: Body, strength: Strength) -> Way:
    return Way(key("".join(words)), body.code, strength, with_city=_has_city(words))


def _has_city(words: list[str]) -> bool:
    return key(words[-1]) in CITIES or key(words[-1]) in _LAND


def _without_place(words: list[str]) -> list[str]:
    """Without the city, or the country, with which the name ends."""
    if len(words) > 1 and _has_city(words):
        words = words[:-1]
        if len(words) > 1 and key(words[-1]) == key("استان"):
            words = words[:-1]
    return words


def _words(name: str) -> list[str]:
    """The words of a name; signs are none."""
    return [word for word in (part.strip("،,؛;:.()«»\"'") for part in name.split()) if key(word)]
