"""Forms of indicators: the list's filters, a definition, a figure of a period and its correction, a table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired

from coordination.activities.fields import IssuerField, SpanField
from coordination.activities.issuers import Named
from coordination.indicators.commands import Definition, Figure
from coordination.indicators.models import COMPUTED_LABELS, NATURE_LABELS, Computed, Indicator, IndicatorValue, Nature
from coordination.indicators.numbers import read_figure
from coordination.indicators.units import said
from coordination.kernel.errors import Invalid
from coordination.kernel.forms import Form
from coordination.kernel.messages import Message
from coordination.lang import say
from coordination.lang.fields import CleanStringField, PersianIntegerField
from coordination.lang.spans_typed import Span
from coordination.programmes.forms.fields import line, text
from coordination.programmes.models import Programme


class FigureField(PersianIntegerField):
    """A number with or without a fraction, «حدود» before it where it is approximate; ``data`` is the number, ``about``
    whether that word stood there."""

    about = False

    def read(self, text: str) -> Any:
        """The number; raises ``ValueError`` with words for the reader."""
        try:
            value, self.about = read_figure(text)
        except Invalid as error:
            raise ValueError(say.message(error.message)) from error
        return value

    def show(self, value: Any) -> str:
        """The number in the digits of the page."""
        return say.number(value, 4)


class FilterForm(PlainForm):
    """What the list is narrowed to."""

    q = CleanStringField(_l("Words or code"), render_kw={"dir": "auto"})
    issuer = SelectField(_l("Whose"), validate_choice=False)
    active = SelectField(_l("Followed"), validate_choice=False)

    def __init__(self, *args: Any, issuers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issuer.choices = [("", _("All")), *issuers]
        self.active.choices = [("", _("Followed now")), ("no", _("Followed no more"))]


class DefinitionForm(Form):
    """What an indicator counts; ``issuer`` only while it is new."""

    issuer = IssuerField(_l("In the name of"))
    code = line(_l("Code"), 60, required=True, description=_l("Latin letters and digits, such as children_supported."))
    label_fa = line(_l("Name in Persian"), 200, required=True)
    label_en = line(_l("Name in English"), 200)
    unit = line(_l("Unit"), 40, required=True, description=_l("What is counted: children, rial, per cent …"))
    definition = text(
        _l("Definition"), description=_l("What counts and what does not, so that everybody counts alike.")
    )
    computed = SelectField(_l("Where its figures come from"), validate_choice=False)
    programme = SelectField(_l("Programme that it measures"), validate_choice=False)
    lowest = FigureField(_l("Least value"))
    highest = FigureField(_l("Greatest value"))
    whole = BooleanField(_l("Its figures are whole numbers"))
    active = BooleanField(_l("It is followed"))

    def __init__(
        self, *args: Any, issuers: Sequence[Named] = (), programmes: Sequence[Programme] = (), **kwargs: Any
    ) -> None:
        """``issuers``: in whose name the reader may define; empty for an indicator that is there."""
        super().__init__(*args, **kwargs)
        if issuers:
            self.issuer.offer(issuers)
            del self.active
        else:
            del self.issuer
        self.known = {one.public_id: one for one in programmes}
        self.programme.choices = [("", _("None")), *((one.public_id, one.title) for one in programmes)]
        self.computed.choices = [
            ("", _("Entered by hand")),
            *((one.value, _("Counted by Hamahang: %(what)s", what=_(label))) for one, label in COMPUTED_LABELS.items()),
        ]

    def definition_typed(self) -> Definition:
        """What was typed."""
        computed = self.computed.data
        return Definition(
            code=self.code.data or "",
            label_fa=self.label_fa.data or "",
            label_en=self.label_en.data or "",
            unit=self.unit.data or "",
            definition=self.definition.data or "",
            whole=bool(self.whole.data),
            lowest=self.lowest.data,
            highest=self.highest.data,
            computed=Computed(computed) if computed in set(Computed) else None,
            programme=self.known.get(self.programme.data or ""),
            active=bool(self.active.data) if "active" in self else True,
        )


def stored_definition(indicator: Indicator) -> dict[str, Any]:
    """What a definition form shows of an indicator."""
    unit = said(indicator.unit)
    return {
        "code": indicator.code,
        "label_fa": indicator.label_fa,
        "label_en": indicator.label_en,
        "unit": say.message(unit) if isinstance(unit, Message) else unit,
        "definition": indicator.definition,
        "computed": indicator.computed or "",
        "programme": indicator.programme.public_id if indicator.programme is not None else "",
        "lowest": indicator.lowest,
        "highest": indicator.highest,
        "whole": indicator.whole,
        "active": indicator.active,
    }


class FigureForm(Form):
    """A figure of a period; ``why`` only where it takes the place of another."""

    nature = SelectField(_l("What it is"), validate_choice=False)
    period = SpanField(
        _l("Period"),
        validators=[InputRequired(_l("The period is missing. Give a year, half-year, season, month, or two days."))],
        description=_l("Of a target: the time by which it is to be reached."),
    )
    value = FigureField(
        _l("Figure"),
        validators=[InputRequired(_l("The figure is missing. Write digits, with «about» before them if need be."))],
        description=_l("Digits; «about» before them where the figure is approximate."),
    )
    approximate = BooleanField(_l("Approximate (about)"))
    assumed_period = BooleanField(_l("The source left the period open; it was assumed"))
    source = line(_l("Source"), 200, description=_l("Where the figure was read."))
    why = line(_l("Why it is corrected"), 300, required=True)

    def __init__(self, *args: Any, computed: bool = False, correcting: bool = False, **kwargs: Any) -> None:
        """``computed``: the program counts the actual figures, so none is offered."""
        super().__init__(*args, **kwargs)
        natures = [(one.value, _(label)) for one, label in NATURE_LABELS.items()]
        self.nature.choices = [one for one in natures if not computed or one[0] != Nature.ACTUAL]
        if correcting:
            del self.nature
        else:
            del self.why

    def figure(self, nature: Nature | None = None) -> Figure:
        """What was typed."""
        if nature is None:
            nature = Nature(self.nature.data) if self.nature.data in set(Nature) else Nature.ACTUAL
        value: Decimal = self.value.data
        return Figure(
            nature=nature,
            from_on=self.period.data.first,
            to_on=self.period.data.last,
            value=value,
            approximate=bool(self.approximate.data) or self.value.about,
            assumed_period=bool(self.assumed_period.data),
            source=self.source.data or "",
        )


def stored_figure(one: IndicatorValue) -> dict[str, Any]:
    """What a correction begins with."""
    return {
        "period": Span(one.from_on, one.to_on, ""),
        "value": one.value,
        "approximate": one.approximate,
        "assumed_period": one.assumed_period,
        "source": one.source,
    }


class UploadForm(Form):
    """The table."""

    file = FileField(
        _l("CSV or XLSX file"),
        [FileRequired(_l("No file was chosen. Choose the table that you filled in."))],
        render_kw={"accept": ".csv,.xlsx"},
    )
