"""Whom a name typed after @ means: an agency with who answers for it, or a person with the agency he acts for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.groups.models import Seat, SeatKind
from coordination.lang.text import ZWNJ, fold
from coordination.minutes.lines import owner_and_rest

_TITLES = re.compile(rf"^(?:(?:خانم|آقای|آقا|دکتر|مهندس|سرکار|جناب|حاج|Mr\.?|Ms\.?|Mrs\.?|Dr\.?)[\s{ZWNJ}]+)+", re.I)
_WORD_GAP = re.compile(rf"[\s{ZWNJ}]+")
FEWEST_LETTERS = 3
MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True)
class Owner:
    """Who is meant. ``text`` is what was typed where it means nobody known; ``rest`` are words after the name, which
    belong to the action; ``candidates`` are offered where it is not clear who."""

    agency: Agency | None = None
    person: Person | None = None
    text: str = ""
    rest: str = ""
    candidates: tuple[Agency | Person, ...] = ()


@dataclass(slots=True)
class Names:
    """The agencies and people whom a name may mean: those of the group first, then who bears exactly the name."""

    seats: Sequence[Seat] = ()
    agencies: dict[int, Agency] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    liaisons: dict[int, list[Person]] = field(default_factory=dict)
    """Standing liaisons by agency, the longest in post first."""
    posts: dict[int, list[Agency]] = field(default_factory=dict)
    """Agencies of a person's posts of today."""

    def __post_init__(self) -> None:
        for seat in self.seats:
            if seat.agency is not None:
                self.agencies.setdefault(seat.agency.id, seat.agency)
            for person in (seat.holder, seat.alternate):
                if person is not None and person.disabled_at is None:
                    self.people.setdefault(person.id, person)

    @property
    def near(self) -> list[Agency | Person]:
        """Agencies and people of the group's seats, in the order of the seats."""
        agencies = {seat.agency.id: seat.agency for seat in self.seats if seat.agency is not None}
        people = {
            person.id: person
            for seat in self.seats
            for person in (seat.holder, seat.alternate)
            if person is not None and person.disabled_at is None
        }
        return [*agencies.values(), *people.values()]

    def find(self, typed: Sequence[str]) -> Owner:
        """Who is meant by the names of one line; an agency and a person may both be named."""
        found = [self._one(name) for name in typed]
        agency = next((one.agency for one in found if one.agency is not None), None)
        person = next((one.person for one in found if one.person is not None), None)
        rest = " ".join(one.rest for one in found if one.rest)
        text = " @".join(one.text for one in found if one.text)
        candidates = tuple(candidate for one in found for candidate in one.candidates)[:MOST_CANDIDATES]
        if text and agency is None and person is None:
            return Owner(text=text, rest=rest, candidates=candidates)
        if person is None and agency is not None:
            person, candidates = self._of_agency(agency)
        elif agency is None and person is not None:
            agency, candidates = self._of_person(person)
        return Owner(agency, person, text, rest, candidates)

    def _one(self, typed: str) -> Owner:
        by_name = self._by_name()
        for name in dict.fromkeys((typed, _TITLES.sub("", typed))):
            if found := owner_and_rest(name, by_name):
                return self._meant(by_name[fold(found[0])], typed, found[1])
        bare = _TITLES.sub("", typed)
        like = [thing for thing in self.near if _resembles(thing, bare)]
        if len(like) == 1:
            return self._meant(like, typed, "")
        first = _WORD_GAP.split(bare)[0] if bare else ""
        return Owner(text=typed, candidates=tuple(like or [one for one in self.near if _resembles(one, first)]))

    def _meant(self, things: Sequence[Agency | Person], typed: str, rest: str) -> Owner:
        near = {(type(thing), thing.id) for thing in self.near}
        closest = [thing for thing in things if (type(thing), thing.id) in near] or list(things)
        if len(closest) != 1:
            return Owner(text=typed, rest=rest, candidates=tuple(closest))
        (one,) = closest
        return Owner(agency=one, rest=rest) if isinstance(one, Agency) else Owner(person=one, rest=rest)

    def _by_name(self) -> dict[str, list[Agency | Person]]:
        names: dict[str, list[Agency | Person]] = {}
        things: list[Agency | Person] = [*self.agencies.values(), *self.people.values()]
        for thing in things:
            for name in dict.fromkeys(map(fold, names_of(thing))):
                if name:
                    names.setdefault(name, []).append(thing)
        return names

    def _of_agency(self, agency: Agency) -> tuple[Person | None, tuple[Agency | Person, ...]]:
        """Its delegate in the group, else its liaison; where there are several, they are offered."""
        delegates = [
            seat.holder
            for seat in self.seats
            if seat.agency_id == agency.id and seat.holder is not None and seat.kind != SeatKind.OBSERVER
            and seat.holder.disabled_at is None
        ]  # fmt: skip
        answering = delegates or self.liaisons.get(agency.id, [])
        both = {person.id: person for person in (*delegates, *self.liaisons.get(agency.id, []))}
        people = list({person.id: person for person in answering}.values())
        return (people[0], ()) if len(people) == 1 else (None, tuple(both.values()))

    def _of_person(self, person: Person) -> tuple[Agency | None, tuple[Agency | Person, ...]]:
        """The agency of his seat in this group, else of his post."""
        for seat in self.seats:
            if seat.agency is not None and person.id in (seat.holder_id, seat.alternate_id):
                return seat.agency, ()
        return next(iter(self.posts.get(person.id, [])), None), ()


def names_of(thing: Agency | Person) -> Iterable[str]:
    """Every name by which an agency or a person may be called."""
    if isinstance(thing, Agency):
        return (thing.name_fa, thing.name_en, *(thing.aliases or ()), thing.code)
    return (thing.name, thing.name_en)


def name_in_line(thing: Agency | Person, language: str) -> str:
    """The name that is written after @."""
    if isinstance(thing, Agency):
        return thing.name_en if language == "en" and thing.name_en else thing.name_fa
    return thing.name_en if language == "en" and thing.name_en else thing.name


def _resembles(thing: Agency | Person, typed: str) -> bool:
    """Whether a word of one of its names, with those after it, begins as typed: پویا for انجمن پویای مهر."""
    key = fold(typed)
    if len(key) < FEWEST_LETTERS:
        return False
    for name in names_of(thing):
        words = [word for word in _WORD_GAP.split(name) if word]
        if any(fold("".join(words[start:])).startswith(key) for start in range(len(words))):
            return True
    return False
