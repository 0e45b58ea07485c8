"""The gate of the catalogues: fresh, complete, nothing guessed, the same places in both languages, clean Persian."""

import re

import polib
import pytest
from babel.messages.pofile import read_po

from tools import catalogue

SOURCE = catalogue.extract()
PLACE = re.compile(r"%\((\w+)\)[a-z]|%%|</?\w+[^>]*>")
LATIN_DIGIT = re.compile(r"(?<!UTF-)[0-9]")  # a name of its own
ARABIC_LETTER = re.compile("[\u064a\u0643\u0649]")  # yeh, kaf, alef maksura
ARABIC_DIGIT = re.compile("[\u0660-\u0669]")


def words(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(params=catalogue.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def entries(language: str) -> list[polib.POEntry]:
    return list(polib.pofile(str(catalogue.path_of(language))))


@pytest.fixture
def persian() -> list[polib.POEntry]:
    return list(polib.pofile(str(catalogue.path_of("fa"))))


def test_catalogue_holds_exactly_the_texts_of_the_source(entries: list[polib.POEntry]) -> None:
    wanted = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in SOURCE}
    assert {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries if not entry.obsolete} == wanted


def test_every_text_has_words(entries: list[polib.POEntry]) -> None:
    assert not [entry.msgid for entry in entries if not all(words(entry)) or entry.obsolete]


def test_no_text_is_guessed(entries: list[polib.POEntry]) -> None:
    assert not [entry.msgid for entry in entries if entry.fuzzy]


def test_places_and_tags_are_the_same(entries: list[polib.POEntry]) -> None:
    def places(text: str) -> list[str]:
        return sorted(found.group() for found in PLACE.finditer(text))

    # A plural form may leave out the number ("one day"), never bring a place of its own.
    single = [e for e in entries if e.msgstr and places(e.msgstr) != places(e.msgid)]
    plural = [e for e in entries if e.msgid_plural for w in words(e) if set(places(w)) - set(places(e.msgid_plural))]
    assert not [entry.msgid for entry in single + plural]


def test_the_catalogue_compiles_as_set_up_compiles_it(language: str) -> None:
    with catalogue.path_of(language).open("rb") as file:
        read = read_po(file, locale=language)
    assert not [str(error) for message in read for error in message.check(read)]


def test_persian_has_no_arabic_letter(persian: list[polib.POEntry]) -> None:
    assert not [word for entry in persian for word in words(entry) if ARABIC_LETTER.search(word)]


def test_persian_has_no_foreign_digit(persian: list[polib.POEntry]) -> None:
    found = [word for entry in persian for word in words(entry)]
    assert not [w for w in found if LATIN_DIGIT.search(PLACE.sub("", w)) or ARABIC_DIGIT.search(w)]


def test_persian_does_not_shout_or_beg(persian: list[polib.POEntry]) -> None:
    avoided = re.compile(r"!|لطفا|خطا رخ داد|[,;?]")
    assert not [word for entry in persian for word in words(entry) if avoided.search(PLACE.sub("", word))]
