"""What is stored, what is matched, and how a name is found in any spelling."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.lang.text import clean, digits, fold, fold_words, persian_digits, search_words

PERSIAN_TEXT = st.text(st.sampled_from("علیرضاآأئؤةۀيىكء‌ـ َّ\u200f\u200b ۱١1\n\t.-aİßﷲﻻ\u00a0"), max_size=12)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("كاظمي", "کاظمی"),
        ("مصطفى", "مصطفی"),
        ("مـحـمـد", "محمد"),
        ("\u202bعلی\u202c\u200f", "علی"),
        ("می\u200c\u200cشود", "می\u200cشود"),
        ("کتاب\u200c ها\u200c", "کتاب ها"),
        ("\u200cعلی", "علی"),
        ("  علی \u00a0 رضا\t", "علی رضا"),
        ("سطر یک \r\n سطر دو", "سطر یک\nسطر دو"),
        ("ا\u0653ب", "آب"),
        ("علی\x00\x0bرضا", "علی رضا"),
        ("هیأت ۱۲", "هیأت ۱۲"),
        ("مُحَمَّد", "مُحَمَّد"),
    ],
)
def test_clean_stores(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@given(st.text(max_size=20) | PERSIAN_TEXT)
@settings(max_examples=150)
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_digits_of_three_scripts_become_ascii() -> None:
    assert digits("۱۲۳ ٤٥٦ 789") == "123 456 789"


def test_digits_of_three_scripts_become_persian() -> None:
    assert persian_digits("۱۲۳ ٤٥٦ 789") == "۱۲۳ ۴۵۶ ۷۸۹"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("علی\u200cرضا", "علیرضا"),
        ("علی رضا", "علیرضا"),
        ("كاظمي", "کاظمی"),
        ("مُحَمَّد", "محمد"),
        ("مـحـمـد", "محمد"),
        ("فاطمة", "فاطمه"),
        ("رضائی", "رضایی"),
        ("هیأت", "هیات"),
        ("رؤیا", "رویا"),
        ("آذر", "اذر"),
        ("ﻋﻠﻲ", "علی"),
        ("خانۀ", "خانه"),
        ("خانه\u0654", "خانه"),
        ("رضاء", "رضا"),
        ("إسلام", "اسلام"),
        ("ہما", "هما"),
        ("Zahra", "ZAHRA"),
        ("بند ۱۲", "بند 12"),
    ],
)
def test_fold_makes_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_fold_keeps_different_names_apart() -> None:
    names = ["رضا", "رضایی", "مریم", "مریلا", "زهرا", "زهره", "احمد", "محمد"]
    assert len({fold(name) for name in names}) == len(names)


@given(st.text(max_size=20) | PERSIAN_TEXT)
@settings(max_examples=200)
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def found(typed: str, kept: str) -> bool:
    keys = set(fold_words(kept))
    return all(keys.intersection(wanted) for wanted in search_words(typed))


SPELLINGS = [
    ("علی\u200cرضا", "علیرضا", "علی رضا", "عليرضا"),
    ("سید محمد علی", "سیدمحمدعلی", "سید\u200cمحمدعلی", "سید محمدعلی", "سیدمحمد علی"),
    ("علیرضا رضایی", "علی رضا رضائی", "علی\u200cرضا رضایی"),
    ("قربان\u200cزاده", "قربانزاده", "قربان-زاده"),
]


@pytest.mark.parametrize(("typed", "kept"), [pair for group in SPELLINGS for pair in itertools.permutations(group, 2)])
def test_each_spelling_finds_each_other(typed: str, kept: str) -> None:
    assert found(typed, kept)


@pytest.mark.parametrize("typed", ["کریمی", "رضا کریمی", "کریمی علی"])
def test_a_part_of_a_name_is_found_in_any_order(typed: str) -> None:
    assert found(typed, "علی رضا کریمی")


@pytest.mark.parametrize("typed", ["کریم", "علی کرمی", "رضا احمدی", "لی رضا"])
def test_another_name_is_not_found(typed: str) -> None:
    assert not found(typed, "علی رضا کریمی")


def test_keys_of_a_name_are_its_parts_and_joined_neighbours() -> None:
    assert fold_words("سید علی\u200cرضا") == ["سید", "سیدعلی", "سیدعلیرضا", "علی", "علیرضا", "رضا"]


def test_a_name_of_signs_has_no_keys() -> None:
    assert fold_words(" - . \u200c") == []
