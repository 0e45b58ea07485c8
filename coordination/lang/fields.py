"""Form fields that read what people type in Persian and show it back in the digits of the page."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _
from wtforms import Field, StringField, TextAreaField
from wtforms.widgets import TextInput

from coordination.lang import say, zone
from coordination.lang.dates_typed import parse_date, parse_moment, parse_time
from coordination.lang.jalali import DateProblem
from coordination.lang.text import clean, digits

_GROUPING = str.maketrans({"٬": None, ",": None, "،": None, " ": None, "−": "-"})


class _TypedField(Field):
    """A text input whose typed text stays as it was when it cannot be read."""

    widget = TextInput()
    data: Any

    def read(self, text: str) -> Any:
        """The value of a text that is not empty; raises ``ValueError`` with words for the reader."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The value as it is shown in the field."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the typed text; an empty one is ``None``. The value is ``None`` too when the text cannot be read."""
        if not valuelist:
            return
        text, self.data = clean(str(valuelist[0])), None
        if text:
            self.data = self.read(text)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)


class JalaliDateField(_TypedField):
    """A date in every form of ``parse_date``; ``data`` is a ``datetime.date``."""

    def read(self, text: str) -> date:
        try:
            return parse_date(text, zone.today())
        except DateProblem as problem:
            raise ValueError(say.message(problem)) from problem

    def show(self, value: date) -> str:
        return say.field_date(value)


class JalaliMomentField(_TypedField):
    """A date and hour:minute in local time; ``data`` is an aware UTC ``datetime``."""

    def read(self, text: str) -> datetime:
        try:
            return parse_moment(text, zone.today())
        except DateProblem as problem:
            raise ValueError(say.message(problem)) from problem

    def show(self, value: datetime) -> str:
        return f"{say.field_date(value)} {say.clock_time(value)}"


class HourField(_TypedField):
    """An hour of the day, hour:minute in any digits; ``data`` is a ``datetime.time``."""

    def read(self, text: str) -> time:
        try:
            return parse_time(text)
        except DateProblem as problem:
            raise ValueError(say.message(problem)) from problem

    def show(self, value: time) -> str:
        return say.clock_time(value)


class PersianIntegerField(_TypedField):
    """A whole number in any digits, with or without grouping; ``data`` is an ``int``."""

    widget = TextInput()

    def read(self, text: str) -> int:
        plain = digits(text).translate(_GROUPING)
        if not plain.removeprefix("-").isascii() or not plain.removeprefix("-").isdecimal():
            raise ValueError(
                _("The number was not understood: write digits only. For example: %(sample)s", sample=say.number(12))
            )
        return int(plain)

    def show(self, value: int) -> str:
        return say.number(value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["render_kw"] = {"inputmode": "numeric"} | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)


class CleanStringField(StringField):
    """One line of text, as ``clean`` makes it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Line breaks that came along with a copied text become spaces."""
        if valuelist:
            self.data = clean(" ".join(str(valuelist[0]).splitlines()))


class CleanTextField(TextAreaField):
    """Lines of text, as ``clean`` makes them."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Line breaks stay."""
        if valuelist:
            self.data = clean(str(valuelist[0]))
