"""Form fields read Persian typing and show it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form
from wtforms.validators import InputRequired, NumberRange, Optional

from coordination.lang import locale
from coordination.lang.fields import (
    CleanStringField,
    CleanTextField,
    JalaliDateField,
    JalaliMomentField,
    PersianIntegerField,
)


class TypedForm(Form):
    on = JalaliDateField("On")
    at = JalaliMomentField("At")
    age = PersianIntegerField("Age", [Optional(), NumberRange(max=5000)])
    name = CleanStringField("Name")
    note = CleanTextField("Note")


class RequiredForm(Form):
    on = JalaliDateField("On", [InputRequired("Give the date.")])


@pytest.fixture(autouse=True)
def in_context(speaking: Flask) -> Iterator[None]:
    with speaking.test_request_context():
        yield


def filled(**typed: str) -> TypedForm:
    return TypedForm(MultiDict(typed))


@pytest.mark.parametrize("typed", ["1405/8/30", "۱۴۰۵-۰۸-۳۰", "١٤٠٥/٨/٣٠", "2026-11-21", "۳۰ آبان", "امروز"])
def test_a_date_is_read(typed: str) -> None:
    assert filled(on=typed).on.data == date(2026, 11, 21)


def test_a_date_is_shown_in_the_digits_of_the_page() -> None:
    form = TypedForm(data={"on": date(2026, 11, 21)})
    assert 'value="۱۴۰۵/۸/۳۰"' in form.on()
    with locale.using("en"):
        assert 'value="1405/8/30"' in form.on()


def test_a_date_that_is_wrong_says_why_and_keeps_what_was_typed() -> None:
    form = filled(on="۱۴۰۵/۷/۳۱")
    assert not form.validate()
    assert form.on.errors == ["تاریخ پذیرفته نشد: مهر ۱۴۰۵ تنها ۳۰ روز دارد. نمونه: ۱۴۰۵/۷/۳۰"]
    assert 'value="۱۴۰۵/۷/۳۱"' in form.on()


def test_a_wrong_date_leaves_no_value_behind() -> None:
    assert TypedForm(MultiDict({"on": "x"}), data={"on": date(2026, 1, 1)}).on.data is None


def test_an_empty_date_is_none_and_well_formed() -> None:
    form = filled(on=" ")
    assert form.validate()
    assert form.on.data is None


def test_a_required_date_asks_for_itself() -> None:
    form = RequiredForm(MultiDict({"on": ""}))
    assert not form.validate()
    assert form.on.errors == ["Give the date."]


def test_a_required_date_that_cannot_be_read_says_so_alone() -> None:
    form = RequiredForm(MultiDict({"on": "شاید"}))
    assert not form.validate()
    assert form.on.errors == ["تاریخ خوانده نشد: سال، ماه و روز را بنویسید. نمونه: ۱۴۰۵/۸/۳۰"]


def test_a_moment_is_read_and_shown_in_local_time() -> None:
    form = filled(at="۱۴۰۵/۸/۳۰ ۱۴:۳۰")
    assert form.at.data == datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    assert 'value="۱۴۰۵/۸/۳۰ ۱۴:۳۰"' in TypedForm(data={"at": form.at.data}).at()


def test_a_moment_without_a_time_is_refused() -> None:
    assert filled(at="فردا").at.process_errors == ["ساعت خوانده نشد: آن را پس از تاریخ بنویسید. نمونه: ۱۴۰۵/۸/۳۰ ۱۴:۳۰"]


@pytest.mark.parametrize(("typed", "number"), [("۱۲", 12), ("١٢", 12), ("1,234", 1234), ("۱٬۲۳۴", 1234), ("-5", -5)])
def test_a_number_is_read(typed: str, number: int) -> None:
    form = filled(age=typed)
    assert form.validate()
    assert form.age.data == number


@pytest.mark.parametrize("typed", ["۱۲ ساله", "1.5", "-", "²", "--3"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    form = filled(age=typed)
    assert not form.validate()
    assert form.age.data is None
    assert form.age.errors[0] == "عدد خوانده نشد: تنها رقم بنویسید. نمونه: ۱۲"


def test_a_number_is_shown_in_the_digits_of_the_page() -> None:
    assert 'inputmode="numeric"' in (shown := TypedForm(data={"age": 1234}).age())
    assert 'value="۱٬۲۳۴"' in shown


def test_a_line_of_text_is_stored_clean() -> None:
    assert filled(name=" كاظمي \n زاده ").name.data == "کاظمی زاده"


def test_lines_of_text_stay_lines() -> None:
    assert filled(note=" يك \r\n دو ").note.data == "یک\nدو"
