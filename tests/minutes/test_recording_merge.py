"""Two recorders of one text: what only one changed is taken, what both changed is asked about, nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.minutes.merging import differences, merge

BASE = "یک\nدو\nسه\nچهار"


@pytest.mark.parametrize(
    ("mine", "saved", "text"),
    [
        ("یک!\nدو\nسه\nچهار", "یک\nدو\nسه\nچهار!", "یک!\nدو\nسه\nچهار!"),
        ("یک!\nدو\nسه\nچهار", "یک\nدو!\nسه\nچهار", "یک!\nدو!\nسه\nچهار"),
        (BASE + "\nپنج", "صفر\n" + BASE, "صفر\n" + BASE + "\nپنج"),
        (BASE + "\nپنج", BASE + "\nشش", BASE + "\nشش\nپنج"),
        ("دو\nسه\nچهار", BASE + "\nپنج", "دو\nسه\nچهار\nپنج"),
        (BASE + "\nپنج", BASE + "\nپنج", BASE + "\nپنج"),
        ("یک\nدو و نیم\nسه\nچهار", "یک\nدو\nافزوده\nسه\nچهار", "یک\nدو و نیم\nافزوده\nسه\nچهار"),
    ],
)
def test_changes_at_different_lines_merge_by_themselves(mine: str, saved: str, text: str) -> None:
    merged = merge(BASE, mine, saved)
    assert (merged.text, merged.clean) == (text, True)


def test_same_line_changed_by_both_is_asked_about_and_holds_both() -> None:
    merged = merge(BASE, "یک\nدوی من\nسه\nچهار", "یک\nدوی او\nسه\nچهار")
    assert not merged.clean
    assert merged.text == "یک\nدوی او\nدوی من\nسه\nچهار"


def test_line_deleted_by_one_and_changed_by_the_other_is_asked_about() -> None:
    assert not merge(BASE, "یک\nسه\nچهار", "یک\nدوی او\nسه\nچهار").clean


def test_text_that_was_written_on_is_not_doubled() -> None:
    assert merge("", "اقدام: فهرست", "اقدام: فه").text == "اقدام: فهرست"


def test_two_who_begin_an_empty_text_both_stay() -> None:
    assert merge("", "از من", "از او").text == "از او\nاز من"


def test_runs_of_lines_are_shown_same_and_differing() -> None:
    runs = differences("یک\nدوی من\nسه", "یک\nدوی او\nسه")
    assert [(run.same, run.mine, run.saved) for run in runs] == [
        (True, ("یک",), ("یک",)),
        (False, ("دوی من",), ("دوی او",)),
        (True, ("سه",), ("سه",)),
    ]


TEXTS = st.lists(st.sampled_from(["الف", "ب", "پ", "", "ت"]), max_size=7).map("\n".join)


@given(TEXTS, TEXTS)
def test_what_one_left_alone_is_taken_from_the_other(base: str, text: str) -> None:
    assert merge(base, text, base).text == text
    assert merge(base, base, text).text == text
    assert merge(base, text, text).text == text


@given(TEXTS, TEXTS, TEXTS)
def test_every_line_that_somebody_added_stays(base: str, mine: str, saved: str) -> None:
    merged = merge(base, mine, saved).text.split("\n")
    old = base.split("\n")
    for line in {*mine.split("\n"), *saved.split("\n")} - {*old, ""}:
        assert line in merged
