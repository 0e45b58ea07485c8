"""Form fields of the network's work: when something was, how often, by whom, and in whose name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from wtforms import SelectField
from wtforms.widgets import TextInput, html_params

from coordination.activities.issuers import Issuer, Named, pick_of
from coordination.directory.fields import AgencyField
from coordination.lang import locale, say, zone
from coordination.lang.fields import PersianIntegerField, _TypedField
from coordination.lang.filters import pick
from coordination.lang.jalali import DateProblem
from coordination.lang.spans import HALF, MONTH, SEASON, YEAR, SpanName, range_of, this_year
from coordination.lang.spans_typed import Span, parse_span
from coordination.lang.text import clean, fold

SEVERAL = "several"
"""The value of ``TimesField`` where nothing exact is known."""
SEVERAL_WORDS = ("several", "several times", "چند", "چند بار", "چندین بار", "متعدد")
"""How people say that the number is not known."""
KEPT = "-"
"""What is picked where the name shall stay as it was typed."""
_OPTION = Markup('<option value="{}"></option>')
_LIST = Markup('<input {}><datalist id="{}">{}</datalist>')


class SpanWidget:
    """A text input that offers the spans of this Jalali year and the last one."""

    input_type = "text"

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        shown = {
            "id": field.id,
            "name": field.name,
            "value": field._value(),
            "list": f"{field.id}-list",
            "autocomplete": "off",
        }
        options = Markup("").join(_OPTION.format(word) for word in offered())
        return _LIST.format(
            Markup(html_params(type="text", **shown | attributes)),  # noqa: S704
            f"{field.id}-list",
            options,
        )


def offered() -> list[str]:
    """Seasons, halves, months and the year, of this Jalali year and the last, in the words of the reader."""
    year = this_year(zone.today())
    kinds = ((SEASON, 4), (HALF, 2), (YEAR, 1), (MONTH, 12))
    return [
        SpanName(*range_of(precision, of_year, part), precision).said(locale.current())
        for of_year in (year, year - 1)
        for precision, parts in kinds
        for part in range(1, parts + 1)
    ]


class SpanField(_TypedField):
    """A day, two days, a month, season, half-year or year as typed; ``data`` is a ``lang.spans_typed.Span``."""

    widget = SpanWidget()

    def read(self, text: str) -> Span:
        """The time meant; raises ``ValueError`` with words for the reader."""
        try:
            return parse_span(text, zone.today())
        except DateProblem as problem:
            raise ValueError(say.message(problem)) from problem

    def show(self, value: Span) -> str:
        """A day as fields show days, anything longer in words."""
        if value.first == value.last:
            return say.field_date(value.first)
        return SpanName(*value).said(locale.current())


class TimesField(_TypedField):
    """How often: a whole number, or «چند بار» / "several times"; ``data`` is an ``int``, ``SEVERAL`` or None."""

    widget = TextInput()

    def read(self, text: str) -> int | str:
        """The number, or ``SEVERAL``."""
        if fold(text) in {fold(word) for word in (_("several times"), *SEVERAL_WORDS)}:
            return SEVERAL
        return PersianIntegerField.read(self, text)

    def show(self, value: int | str) -> str:
        """The number, or the word."""
        return say.number(value) if isinstance(value, int) else str(_("several times"))


@dataclass(frozen=True, slots=True)
class ByName:
    """A body that is no agency of the directory; its ``public_id`` only tells it from those that fit."""

    name: str
    public_id: str = ""


class BodyField(AgencyField):
    """An agency of the directory by a name, an alias or its code, or any other body by its name alone; ``data`` is the
    ``Agency``, a ``ByName``, or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What no agency is called stays a name; what several are called is asked about."""
        text = clean(str(valuelist[0])) if valuelist else ""
        stored = self.object_data
        if text and (KEPT in map(str, valuelist[1:]) or (isinstance(stored, ByName) and stored.name == text)):
            self.data = ByName(text)
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            if not self.candidates:
                self.data = ByName(text)
                return
            self.candidates = [*self.candidates, ByName(text, KEPT)]
            raise

    def name_of(self, thing: Any) -> str:
        """The name in the reader's language, or as typed."""
        return thing.name if isinstance(thing, ByName) else pick(thing, "name")

    def note_of(self, thing: Any) -> str:
        """Code and city of an agency; that there is none."""
        return str(_("By its name only")) if isinstance(thing, ByName) else super().note_of(thing)


class IssuerField(SelectField):  # type: ignore[misc]
    """In whose name; ``chosen`` is the ``Issuer``. With one choice it says itself."""

    among: Sequence[Named] = ()
    data: str | None

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validate_choice=False, coerce=str, **kwargs)

    def offer(self, among: Sequence[Named]) -> None:
        """The groups and agencies in whose name the reader may act (``issuers.list_mine``)."""
        self.among = among
        self.choices = [(one.issuer.key, pick(one, "name")) for one in among]
        if not self.raw_data and not self.data and among:
            self.data = among[0].issuer.key

    @property
    def chosen(self) -> Issuer | None:
        """The one chosen, where it is one of those offered."""
        return pick_of(self.data, self.among)
