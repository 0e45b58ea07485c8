"""Forms of what a programme is made of: a phase, a partner, a budget line."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired

from coordination.activities.fields import SpanField
from coordination.directory.fields import AgencyField
from coordination.kernel.forms import Form
from coordination.lang.fields import JalaliDateField, PersianIntegerField
from coordination.programmes.forms.fields import Asked, line
from coordination.programmes.models import TERM_LABELS, Term


class PhaseForm(Form):
    """How far a phase reaches, what it does, and when."""

    term = SelectField(_l("Term"), validate_choice=False)
    title = line(_l("Title"), 300, required=True)
    from_on = JalaliDateField(_l("First day"))
    to_on = JalaliDateField(_l("Last day"))
    done_on = JalaliDateField(_l("Done on"), description=_l("Empty while it runs."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.term.choices = [(one.value, _(label)) for one, label in TERM_LABELS.items()]

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        return {
            "term": Term(self.term.data) if self.term.data in set(Term) else Term.SHORT,
            "title": self.title.data or "",
            "from_on": self.from_on.data,
            "to_on": self.to_on.data,
            "done_on": self.done_on.data,
        }


class LineForm(Form):
    """Money of a period, in rial."""

    title = line(_l("What for"), 200, required=True)
    period = SpanField(
        _l("Period"),
        validators=[InputRequired(_l("The period is missing. Give a year, half-year, season, month, or two days."))],
        description=_l("A year, half-year, season or month; or two days with «to» between them."),
    )
    allocated = PersianIntegerField(
        _l("Allocated, in rial"), validators=[InputRequired(_l("The amount is missing. Give it in rial."))]
    )
    spent = PersianIntegerField(_l("Spent, in rial"))
    source = line(_l("Source of the money"), 200)

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        return {
            "title": self.title.data or "",
            "from_on": self.period.data.first,
            "to_on": self.period.data.last,
            "allocated": self.allocated.data,
            "spent": self.spent.data or 0,
            "source": self.source.data or "",
        }


class PartnerForm(Form):
    """An agency and its part; the agency only while it is new."""

    agency = AgencyField(_l("Agency"), validators=[Asked()], description=_l("Type a part of its name, or its code."))
    part = line(_l("Its part"), 200, description=_l("What it does in the programme."))

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.agency

    def values(self) -> dict[str, Any]:
        """What the command takes."""
        part = {"part": self.part.data or ""}
        return part | {"agency": self.agency.data} if "agency" in self else part
