"""A client's own names and numbers are found in a free text, at their places in that text."""

from __future__ import annotations

import pytest

from coordination.lang.mentions import words_mentioned


def marked(text: str, *names: str) -> list[str]:
    return [text[start:end] for start, end in words_mentioned(text, names)]


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("امروز مریم به مرکز آمد.", ["مریم"], ["مریم"]),
        ("مادر «مریم» آمد", ["مریم"], ["مریم"]),
        ("علی رضا و علی\u200cرضا و علیرضا", ["علیرضا"], ["علی رضا", "علی\u200cرضا", "علیرضا"]),
        ("برادرش علیرضا است", ["علی رضا"], ["علیرضا"]),
        ("خانه احمدی\u200cها", ["احمدی"], ["احمدی"]),
        ("احمدیها آمدند", ["احمدی"], ["احمدیها"]),
        ("مریمم را دیدم", ["مریم"], ["مریمم"]),
        ("سیدکاظم آمد", ["كاظم"], ["سیدکاظم"]),
        ("گفت مُحَمَّد رفته", ["محمد"], ["مُحَمَّد"]),
        ("مـحـمـد رفته", ["محمد"], ["مـحـمـد"]),
        ("پدرش محمدی اصل است", ["محمدی اصل"], ["محمدی اصل"]),
        ("Zahra came", ["zahra"], ["Zahra"]),
        ("کد ملی ۰۴۹۹۳۷۰۸۹۹ دارد", ["0499370899"], ["۰۴۹۹۳۷۰۸۹۹"]),
        ("کدملی:499370899", ["0499370899"], ["499370899"]),
        ("تلفن ۰۹۱۲ ۱۲۳ ۴۵۶۷ است", ["+989121234567"], ["۰۹۱۲ ۱۲۳ ۴۵۶۷"]),
        ("call 0098-912-123-4567", ["09121234567"], ["0098-912-123-4567"]),
        ("گذرنامه A 1234567", ["A1234567"], ["A 1234567"]),
        ("مریم احمدی و مریم", ["مریم", "احمدی"], ["مریم", "احمدی", "مریم"]),
    ],
)
def test_is_found(text: str, names: list[str], found: list[str]) -> None:
    assert marked(text, *names) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("رضایت مادر گرفته شد", ["رضا"]),
        ("حقوق او علیه قانون", ["علی"]),
        ("نامه رسید", ["امه"]),
        ("علی. رضا آمد", ["علیرضا"]),
        ("شماره 10499370899 نیست", ["0499370899"]),
        ("۱۲ جلسه و ۳۴ نفر", ["۱۲", "34"]),
        ("هر چه هست", ["", " ", "-", "ه"]),
        ("", ["مریم"]),
    ],
)
def test_is_not_found(text: str, names: list[str]) -> None:
    assert marked(text, *names) == []


def test_places_do_not_overlap() -> None:
    assert marked("علی رضا احمدی", "علی", "علی رضا", "علی رضا احمدی") == ["علی رضا احمدی"]


def test_the_place_is_that_of_the_original_text() -> None:
    assert words_mentioned("\u200fآقای  مَریم", ["مریم"]) == [(7, 12)]
