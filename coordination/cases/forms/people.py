"""The smaller forms of a case: its people, its files, its closing, the filter and the search of the list."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectField
from wtforms.validators import InputRequired

from coordination.cases.details import Relative
from coordination.cases.forms.consents import Checkboxes
from coordination.cases.models import KIN_LABELS, RISK_LABELS, CaseState, Kin, Risk
from coordination.cases.queries import Filter
from coordination.directory.forms.rules import at_most, one_of
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.fields import CleanStringField, CleanTextField


class PeopleForm(Form):
    """The worker and the named team."""

    worker = SelectField(_l("Social worker"))
    team = Checkboxes(
        _l("Team"),
        description=_l("They see the whole file, as the social worker and the liaison do."),
        validate_choice=True,
    )


class RelativeForm(Form):
    """One member of the family."""

    relation = SelectField(_l("Relation"), choices=one_of(KIN_LABELS))
    name = CleanStringField(_l("Name"), [at_most(120)])
    note = CleanTextField(_l("Note"), [at_most(1000)])
    code = CleanStringField(
        _l("Code of their own file"),
        [at_most(20)],
        description=_l("Where your agency has a file of this relative, such as a sister or brother."),
        render_kw={"dir": "ltr"},
    )

    def relative(self) -> Relative:
        """What was typed."""
        return Relative(Kin(self.relation.data), self.name.data or "", self.note.data or "", self.code.data or "")


class FileForm(Form):
    """One file to attach."""

    file = FileField(_l("File"), description=_l("PDF, picture, DOCX, XLSX or text of at most 10 MB."))


class CloseForm(Form):
    """The closing summary."""

    summary = CleanTextField(
        _l("Closing summary"),
        [InputRequired(), at_most(4000)],
        description=_l("What was done, and how the child is now."),
    )


class AnswerForm(Form):
    """The answer to the own-agency check; it has no field but its button."""


STATES = {"open": N_("Open"), "closed": N_("Closed"), "all": N_("All")}
WHOSE = {"": N_("Everybody's"), "mine": N_("Mine")}


class FilterForm(wtforms.Form):
    """What the list is narrowed to; it stands in the address and can be shared."""

    state = SelectField(_l("State"), choices=[(code, _l(words)) for code, words in STATES.items()], default="open")
    whose = SelectField(_l("Social worker"), choices=[(code, _l(words)) for code, words in WHOSE.items()], default="")
    risk = SelectField(_l("Risk"), choices=one_of(RISK_LABELS, empty=_l("Every risk")), default="")

    def wanted(self) -> Filter:
        """The filter; what an address says wrongly counts as not said."""
        state = self.state.data if self.state.data in STATES else "open"
        risk: Any = self.risk.data
        return Filter(
            None if state == "all" else CaseState(state),
            Risk(risk) if risk in set(Risk) else None,
            self.whose.data == "mine",
        )


class SearchForm(Form):
    """Finds a case; it is sent, not written into the address, for names belong in none."""

    text = CleanStringField(
        _l("Code, file number, name or identity number"), [at_most(120)], render_kw={"autocomplete": "off"}
    )
    father = CleanStringField(_l("Father's name"), [at_most(80)], render_kw={"autocomplete": "off"})
