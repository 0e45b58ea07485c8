"""Forms of a programme itself: what it says, its moves, and the filters of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import SelectField

from coordination.groups.fields import GroupField
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, JalaliDateField
from coordination.programmes.commands import Plan
from coordination.programmes.forms.fields import line, text
from coordination.programmes.models import ProgrammeState
from coordination.programmes.states import PROGRAMME


class ProgrammeFilter(PlainForm):
    """What the list is narrowed to."""

    q = CleanStringField(_l("Words"), render_kw={"dir": "auto"})
    state = SelectField(_l("State"), validate_choice=False)
    agency = CleanStringField(_l("Owner or partner"), render_kw={"dir": "auto"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state.choices = [("", _("All")), *((one.value, _(PROGRAMME.look(one).label)) for one in ProgrammeState)]


class ProgrammeForm(Form):
    """What a programme says of itself; ``agency`` only while it is new."""

    agency = SelectField(_l("In the name of"), validate_choice=False)
    title = line(_l("Title"), 300, required=True)
    purpose = text(_l("Purpose"), description=_l("What is to change, for whom."))
    from_on = JalaliDateField(_l("First day"))
    to_on = JalaliDateField(_l("Last day"))
    committee = GroupField(
        _l("Evaluation committee"), description=_l("The group that evaluates it: type a part of its name.")
    )
    evaluation = text(_l("Evaluation so far"), description=_l("What was reached and what was not."))

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        """``owners``: the agencies for which the reader may plan; empty for a programme that is there."""
        super().__init__(*args, **kwargs)
        if owners:
            self.agency.choices = list(owners)
            del self.evaluation
        else:
            del self.agency

    def plan(self) -> Plan:
        """What was typed."""
        return Plan(
            title=self.title.data or "",
            purpose=self.purpose.data or "",
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            committee=self.committee.data,
            evaluation=(self.evaluation.data or "") if "evaluation" in self else "",
        )


class StepForm(Form):
    """A move that asks for nothing."""


class FinishForm(Form):
    """What was reached."""

    evaluation = text(_l("Evaluation"), required=True)
