"""Forms of agenda items: a proposal with its papers, the answer to it, a change of its words, the filter of a list."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from wtforms import BooleanField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Optional

from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField
from coordination.meetings.forms.meeting import at_most, known
from coordination.meetings.states import AGENDA_ITEM

PAPERS = _l("PDF, picture, DOCX, XLSX or text of at most 10 MB.")


class ItemForm(Form):
    """The words of an item."""

    title = CleanStringField(_l("Title"), [InputRequired(), at_most(200)], render_kw={"dir": "auto"})
    body = CleanTextField(
        _l("What it is about"),
        [Optional(), at_most(8000)],
        description=_l("What the members should know beforehand, and what you want the meeting to decide."),
        render_kw={"rows": 6, "dir": "auto", "data-keep-field": True},
    )
    confidential = BooleanField(_l("Closed to observers"))


class ProposalForm(ItemForm):
    """A proposal, in one's own name or an agency's, with its papers."""

    agency = SelectField(_l("In the name of"), coerce=str)
    papers = MultipleFileField(_l("Papers"), description=PAPERS)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agency.choices = [*agencies, ("", _("My own name"))]


class AnswerForm(Form):
    """What the proposer reads."""

    answer = CleanTextField(
        _l("Answer to the proposer"),
        [Optional(), at_most(2000)],
        description=_l("The proposer reads this. Needed where the proposal is not taken up."),
        render_kw={"rows": 3, "dir": "auto"},
    )


class PaperForm(Form):
    """One paper to attach."""

    file = FileField(_l("File"), description=PAPERS)


class ItemFilterForm(PlainForm):
    """What the list of items is narrowed to."""

    group = SelectField(_l("Group"), coerce=known, validate_choice=False)
    state = SelectField(_l("State"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.group.choices = [every, *groups]
        self.state.choices = [every, *((one.value, _(AGENDA_ITEM.look(one).label)) for one in AGENDA_ITEM.states)]
