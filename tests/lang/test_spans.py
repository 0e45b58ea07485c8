"""Spans of the Jalali calendar: as days, in words, and as people type them."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest

from coordination.lang.jalali import DateProblem
from coordination.lang.spans import PARTS, SpanName, months_of, part_of, precision_of, range_of, this_year, words
from coordination.lang.spans_typed import parse_span

TODAY = date(2026, 11, 22)  # 1 Azar 1405


@pytest.mark.parametrize("precision", PARTS)
def test_the_spans_of_a_year_follow_each_other_and_fill_it(precision: str) -> None:
    for year in (1394, 1399, 1403):
        spans = [range_of(precision, year, part) for part in range(1, PARTS[precision] + 1)]
        assert spans[0][0] == range_of("year", year)[0]
        assert spans[-1][1] == range_of("year", year)[1]
        for (_first, last), (following, _last) in itertools.pairwise(spans):
            assert following == last + timedelta(days=1)


@pytest.mark.parametrize("precision", PARTS)
def test_a_whole_span_is_known_again(precision: str) -> None:
    for part in range(1, PARTS[precision] + 1):
        first, last = range_of(precision, 1403, part)
        assert (precision_of(first, last), part_of(first, precision)) == (precision, part)


def test_what_is_no_whole_span_has_no_precision() -> None:
    first, last = range_of("season", 1403, 2)
    assert precision_of(first, last - timedelta(days=1)) == ""


@pytest.mark.parametrize(("precision", "part"), [("month", 13), ("season", 0), ("half", 3), ("year", 2)])
def test_a_part_that_a_year_has_not_is_refused(precision: str, part: int) -> None:
    with pytest.raises(ValueError, match=str(part)):
        range_of(precision, 1405, part)


@pytest.mark.parametrize(
    ("precision", "year", "part", "fa", "en"),
    [
        ("month", 1405, 7, "مهر ۱۴۰۵", "Mehr 1405"),
        ("season", 1394, 2, "تابستان ۱۳۹۴", "Summer 1394"),
        ("half", 1396, 1, "نیمه نخست ۱۳۹۶", "First half of 1396"),
        ("year", 1405, 1, "۱۴۰۵", "1405"),
    ],
)
def test_a_span_is_said_in_both_languages(precision: str, year: int, part: int, fa: str, en: str) -> None:
    name = SpanName(*range_of(precision, year, part), precision)
    assert (name.said("fa"), name.said("en")) == (fa, en)


@pytest.mark.parametrize(
    ("first", "last", "fa"),
    [
        (date(2026, 10, 8), date(2026, 10, 8), "۱۶ مهر ۱۴۰۵"),
        (date(2026, 10, 8), date(2026, 10, 10), "۱۶ تا ۱۸ مهر ۱۴۰۵"),
        (date(2026, 10, 8), date(2026, 11, 1), "۱۶ مهر تا ۱۰ آبان ۱۴۰۵"),
        (date(2026, 3, 20), date(2026, 3, 21), "۲۹ اسفند ۱۴۰۴ تا ۱ فروردین ۱۴۰۵"),
    ],
)
def test_days_are_said_from_and_to(first: date, last: date, fa: str) -> None:
    assert SpanName(first, last, "day").said("fa") == fa


def test_days_that_make_a_month_by_chance_are_said_as_days() -> None:
    assert SpanName(*range_of("month", 1405, 7), "day").said("en") == "1 to 30 Mehr 1405"


def test_words_are_a_message() -> None:
    assert str(words(*range_of("season", 1394, 2), "season")) == "Summer 1394"


def test_months_of_a_span_go_over_the_year() -> None:
    assert months_of(date(2026, 2, 1), date(2026, 4, 1)) == [(1404, 11), (1404, 12), (1405, 1)]
    assert months_of(date(2026, 4, 1), date(2026, 3, 1)) == []


def test_the_running_year_is_jalali() -> None:
    assert this_year(TODAY) == 1405


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("۱۶ مهر ۱۴۰۵", "16 Mehr 1405"),
        ("دیروز", "30 Aban 1405"),
        ("تابستان ۱۳۹۴", "Summer 1394"),
        ("تابستان ۹۴", "Summer 1394"),
        ("مهر ۹۲", "Mehr 1392"),
        ("۱۶ مهر", "16 Mehr 1405"),
        ("تابستان", "Summer 1405"),
        ("پاييز 1394", "Autumn 1394"),
        ("پائیز ۱۳۹۴", "Autumn 1394"),
        ("۱۳۹۴ summer", "Summer 1394"),
        ("autumn-winter 1392", "Second half of 1392"),
        ("پاییز و زمستان ۱۳۹۲", "Second half of 1392"),
        ("نیمه اول سال ۱۳۹۶", "First half of 1396"),
        ("second half of 1396", "Second half of 1396"),
        ("مهرماه ۱۴۰۵", "Mehr 1405"),
        ("مهر", "Mehr 1405"),
        ("1405/07", "Mehr 1405"),
        ("سال ۱۳۹۴", "1394"),
        ("۱۳۹۴", "1394"),
        ("۳ تا ۵ مهر ۱۴۰۵", "3 to 5 Mehr 1405"),
        ("30 مهر تا 5 آبان", "30 Mehr to 5 Aban 1405"),
        ("۲۹ اسفند تا ۳ فروردین ۱۴۰۵", "29 Esfand 1404 to 3 Farvardin 1405"),
        ("1405/10/8 تا 1405/10/10", "8 to 10 Dey 1405"),
        ("2026-10-08", "16 Mehr 1405"),
    ],
)
def test_what_people_type_is_read(typed: str, said: str) -> None:
    assert str(SpanName(*parse_span(typed, TODAY))) == said


@pytest.mark.parametrize("typed", ["", "روزی", "۵ تا ۳ مهر", "۳۲ مهر", "1405/13", "تا", "abc to def", "۱۰ مهر ۱۲۰۰"])
def test_what_is_no_time_is_refused_in_words(typed: str) -> None:
    with pytest.raises(DateProblem):
        parse_span(typed, TODAY)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_said_is_read_again(language: str) -> None:
    for precision, parts in PARTS.items():
        for part in range(1, parts + 1):
            first, last = range_of(precision, 1403, part)
            said = SpanName(first, last, precision).said(language)
            assert parse_span(said, TODAY) == (first, last, precision)
