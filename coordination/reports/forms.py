"""Forms of reports: what a new one is about, the list's filters, a section's text, and the words of each move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from coordination.activities.fields import IssuerField
from coordination.activities.issuers import Named
from coordination.kernel.forms import Form
from coordination.lang import locale, say
from coordination.lang.fields import CleanTextField, PersianIntegerField
from coordination.lang.filters import pick
from coordination.lang.jalali import season_name
from coordination.lang.spans import HALVES_EN, HALVES_FA
from coordination.reports.commands.editing import LONGEST_TEXT
from coordination.reports.models import SPAN_LABELS, ReportState, Span
from coordination.reports.states import REPORT

ARRANGED = (("", _l("By heading")), ("months", _l("Month by month")))
TOO_LONG = _l("This text is too long. Write at most 20,000 letters.")


def chosen(value: Any) -> str | None:
    """Nothing chosen is None, whatever the browser sent for it."""
    return str(value) if value else None


def part_choices() -> list[tuple[str, str]]:
    """Every span of a year: four seasons, two halves, the whole."""
    language = locale.current()
    halves = HALVES_FA if language == "fa" else (one.removesuffix(" of") for one in HALVES_EN)
    return [
        *((f"season-{number}", season_name(number, language)) for number in range(1, 5)),
        *((f"half-{number}", words) for number, words in enumerate(halves, start=1)),
        ("year-1", _("The whole year")),
    ]


class YearField(PersianIntegerField):
    """A Jalali year, whose digits are not grouped."""

    def show(self, value: int) -> str:
        return say.digits_for(str(value))


class NewForm(Form):
    """What a report is about: the last full season unless another is chosen."""

    issuer = IssuerField(_l("In whose name"))
    period = SelectField(_l("Span"), validate_choice=True)
    year = YearField(
        _l("Year"), validators=[InputRequired()], description=_l("A year of the Jalali calendar, such as 1404.")
    )
    arranged = SelectField(_l("Arranged"), choices=ARRANGED, coerce=str, validate_choice=False)

    def __init__(self, *args: Any, issuers: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer.offer(issuers)
        self.period.choices = part_choices()

    @property
    def span(self) -> tuple[Span, int]:
        """The kind of span chosen, and which one of the year."""
        kind, _dash, part = str(self.period.data).partition("-")
        return Span(kind), int(part)


class FilterForm(PlainForm):
    """What the list is narrowed to."""

    issuer = SelectField(_l("In whose name"), coerce=chosen, validate_choice=False)
    span = SelectField(_l("Span"), coerce=chosen, validate_choice=False)
    year = SelectField(_l("Year"), coerce=chosen, validate_choice=False)
    state = SelectField(_l("State"), coerce=chosen, validate_choice=False)

    def __init__(self, *args: Any, issuers: Sequence[Named], years: Sequence[int], **kwargs: Any) -> None:
        """``years`` Jalali."""
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.issuer.choices = [every, *((one.issuer.key, pick(one, "name")) for one in issuers)]
        self.span.choices = [every, *((span.value, _(label)) for span, label in SPAN_LABELS.items())]
        self.year.choices = [every, *((str(year), say.digits_for(str(year))) for year in years)]
        self.state.choices = [every, *((state.value, _(REPORT.look(state).label)) for state in ReportState)]


class SectionForm(Form):
    """The text of a section in both languages; a line is one item."""

    body_fa = CleanTextField(
        _l("Text in Persian"),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw={"data-keep-field": True, "dir": "rtl", "lang": "fa", "rows": 14},
        description=_l("Each line is one numbered item."),
    )
    body_en = CleanTextField(
        _l("Text in English"),
        validators=[Length(max=LONGEST_TEXT, message=TOO_LONG)],
        render_kw={"data-keep-field": True, "dir": "ltr", "lang": "en", "rows": 10},
    )
    in_public = BooleanField(_l("The public version has this section"))


class ArrangeForm(Form):
    """Whole, or month by month."""

    arranged = SelectField(_l("Arranged"), choices=ARRANGED, coerce=str, validate_choice=False)


class PublishForm(Form):
    """Publishing, with the public version or without."""

    public = BooleanField(
        _l("Open its public version to everybody"),
        description=_l("Without the sections that you left out, and with small counts hidden."),
    )


class Asked:
    """Marks a field as asked for; the move's need refuses when it is empty."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Says nothing: one asker per question."""


class WithdrawForm(Form):
    """Withdrawing, with the reason that is shown in the report's place."""

    reason = CleanTextField(
        _l("Reason"),
        validators=[Length(max=2000), Asked()],
        render_kw={"data-keep-field": True, "dir": "auto", "rows": 4},
    )


class PressForm(Form):
    """A step that asks for nothing."""
