"""Forms of actions: the moves', more time, notes, helpers, a new action of a resolution, and the filter bar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Form as PlainForm
from wtforms import RadioField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.accounts.names import person_name
from coordination.actions.models import ACTION_PRIORITY_LABELS, DISPUTE_LABELS, Action, ActionPriority, DisputeCode
from coordination.actions.states import ACTION
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField
from coordination.lang.filters import pick
from coordination.referrals.forms.moves import KEPT, TOO_LONG, Wanted, known, text

LONGEST = 4000
FILES = _l("PDF, picture, DOCX, XLSX or TXT, at most 10 MB each.")
DUE = (
    ("", N_("All")),
    ("late", N_("Late")),
    ("week", N_("Within a week")),
    ("agenda", N_("For the next meeting")),
    ("asked", N_("More time asked")),
)


class StepForm(Form):
    """A step that asks nothing."""


class ReasonForm(Form):
    """Why."""

    reason = text(_l("Reason"))


class ReportForm(Form):
    """What was done, what shows it, or both."""

    result = CleanTextField(
        _l("What was done?"), validators=[Wanted(), Length(max=LONGEST, message=TOO_LONG)], render_kw=KEPT
    )
    files = MultipleFileField(_l("What shows it (not required)"), description=FILES)

    @property
    def uploads(self) -> list[tuple[Any, str]]:
        """The files that were chosen: stream and name."""
        return uploaded(self.files.data)


class NoteForm(Form):
    """A word on the progress."""

    text = CleanTextField(_l("How far is it?"), validators=[Length(max=LONGEST, message=TOO_LONG)], render_kw=KEPT)
    files = MultipleFileField(_l("Files (not required)"), description=FILES)

    @property
    def uploads(self) -> list[tuple[Any, str]]:
        """The files that were chosen: stream and name."""
        return uploaded(self.files.data)


def uploaded(data: Any) -> list[tuple[Any, str]]:
    """Stream and name of each file of a field; an empty one is none."""
    return [(one.stream, one.filename) for one in data or () if isinstance(one, FileStorage) and one.filename]


class DisputeForm(Form):
    """Why the action cannot be done so."""

    code = RadioField(_l("Why do you dispute it?"), validators=[Wanted()], coerce=known, validate_choice=False)
    note = CleanTextField(
        _l("In your own words (not required)"), validators=[Length(max=LONGEST, message=TOO_LONG)], render_kw=KEPT
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code.choices = [(code.value, _(label)) for code, label in DISPUTE_LABELS.items()]

    @property
    def chosen(self) -> DisputeCode | None:
        """The reason chosen, where it is one of the list."""
        return DisputeCode(self.code.data) if self.code.data in set(DisputeCode) else None


class BlockForm(Form):
    """What holds it up."""

    waiting_on = CleanStringField(
        _l("What or whom does it wait for?"),
        validators=[Wanted(), Length(max=200, message=_l("Write at most 200 letters."))],
        render_kw=KEPT,
    )
    reason = text(_l("What happened?"))


class RulingForm(Form):
    """The word of the one who rules."""

    ruling = text(_l("Ruling"))


class CommentForm(Form):
    """What is still missing."""

    comment = text(_l("What is missing?"))


class TransferForm(Form):
    """Another owner, and why."""

    person = SelectField(_l("New owner"), validators=[Wanted()], coerce=known, validate_choice=False)
    reason = text(_l("Reason"))

    def __init__(self, *args: Any, candidates: Sequence[Any], **kwargs: Any) -> None:
        """``candidates``: rows of ``queries.list_candidates``."""
        super().__init__(*args, **kwargs)
        self._candidates = {key_of(row): row for row in candidates}
        self.person.choices = [("", _("Choose a person")), *candidate_choices(candidates)]

    @property
    def chosen(self) -> Any | None:
        """The row chosen; None where nobody was, or somebody who is not offered."""
        return self._candidates.get(self.person.data or "")


class ColleagueForm(Form):
    """Another owner inside the agency, and why."""

    person = SelectField(_l("New owner"), validators=[Wanted()], coerce=known, validate_choice=False)
    reason = text(_l("Reason"))

    def __init__(self, *args: Any, people: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {row.public_id: row for row in people}
        self.person.choices = [("", _("Choose a person")), *((row.public_id, person_name(row)) for row in people)]

    @property
    def chosen(self) -> Any | None:
        """The row chosen; None where nobody was, or somebody who is not offered."""
        return self._people.get(self.person.data or "")


def key_of(row: Any) -> str:
    """A person for an agency, as the choice of a list."""
    return f"{row.person}.{row.agency}"


def candidate_choices(rows: Sequence[Any]) -> list[tuple[str, str]]:
    """«Name, agency» of each row."""
    return [(key_of(row), _("%(name)s, %(agency)s", name=person_name(row), agency=_agency(row))) for row in rows]


def _agency(row: Any) -> str:
    return pick({"name_fa": row.name_fa, "name_en": row.agency_name_en}, "name")


class MoreTimeForm(Form):
    """Until when, and why."""

    asked_on = JalaliDateField(_l("Until which day?"), validators=[Wanted()])
    reason = text(_l("Why cannot the date be kept?"))


class ExtensionForm(Form):
    """The answer to a request for more time: a day, which may be another, and words."""

    on = JalaliDateField(_l("New date"), validators=[Wanted()])
    ruling = CleanTextField(
        _l("Answer in words"),
        description=_l("A refusal needs a reason."),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw=KEPT,
    )

    def __init__(self, *args: Any, asked_on: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            self.on.data = asked_on


class HelpersForm(Form):
    """Who helps the owner."""

    people = SelectMultipleField(
        _l("Who helps"),
        coerce=known,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def __init__(self, *args: Any, people: Sequence[Any], helping: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {row.public_id: row for row in people}
        self.people.choices = [(row.public_id, person_name(row)) for row in people]
        if not self.is_submitted():
            self.people.data = [row.public_id for row in people if row.id in set(helping)]

    @property
    def chosen(self) -> list[int]:
        """Numbers of those ticked."""
        return [self._people[one].id for one in self.people.data or () if one in self._people]


class NewActionForm(Form):
    """An action that carries out a resolution."""

    title = CleanStringField(
        _l("What is to be done?"),
        description=_l("Write it as an instruction, in one sentence."),
        validators=[Wanted(), Length(max=300, message=_l("Write at most 300 letters."))],
        render_kw=KEPT,
    )
    owner = SelectField(_l("Owner"), validators=[Wanted()], coerce=known, validate_choice=False)
    due_on = JalaliDateField(_l("Until which day?"), validators=[Wanted()])
    start_on = JalaliDateField(
        _l("Shows as work from (not required)"), description=_l("Before this day it stays out of the lists.")
    )
    deliverable = CleanTextField(
        _l("What will be there when it is done (not required)"),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw=KEPT,
    )
    verifier = SelectField(_l("Verifier"), validators=[Wanted()], coerce=known, validate_choice=False)
    priority = SelectField(_l("Priority"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, candidates: Sequence[Any], verifiers: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._candidates = {key_of(row): row for row in candidates}
        self._verifiers = {row.public_id: row for row in verifiers}
        self.owner.choices = [("", _("Choose a person")), *candidate_choices(candidates)]
        self.verifier.choices = [(row.public_id, person_name(row)) for row in verifiers]
        self.priority.choices = [(one.value, _(label)) for one, label in ACTION_PRIORITY_LABELS.items()]
        if not self.is_submitted():
            self.priority.data = ActionPriority.NORMAL.value

    @property
    def chosen_owner(self) -> Any | None:
        """The row of the owner, with the agency he answers for."""
        return self._candidates.get(self.owner.data or "")

    @property
    def chosen_verifier(self) -> Any | None:
        """The row of the verifier."""
        return self._verifiers.get(self.verifier.data or "")

    @property
    def chosen_priority(self) -> ActionPriority:
        """The priority, normal unless one of the list was chosen."""
        known_ones = set(ActionPriority)
        return ActionPriority(self.priority.data) if self.priority.data in known_ones else ActionPriority.NORMAL


class IssueForm(NewActionForm):
    """What a draft of the minutes lacks; its words stay those of the minutes."""

    title = None  # type: ignore[assignment]
    start_on = None  # type: ignore[assignment]

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            if action.owner is not None and action.agency is not None:
                self.owner.data = f"{action.owner.public_id}.{action.agency.public_id}"
            self.verifier.data = action.verifier.public_id if action.verifier is not None else None
            self.due_on.data, self.deliverable.data = action.due_on, action.deliverable
            self.priority.data = action.priority


class FilterForm(PlainForm):
    """What a list of actions is narrowed to; agencies and groups where the list knows them."""

    q = StringField(_l("Words or number"))
    state = SelectField(_l("State"), validate_choice=False)
    due = SelectField(_l("Date"), validate_choice=False)
    agency = SelectField(_l("Agency"), validate_choice=False)
    group = SelectField(_l("Group"), validate_choice=False)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[tuple[str, str]] = (),
        groups: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        looks = [(state, _(look.label)) for state, look in ACTION.looks.items() if state != "draft"]
        self.state.choices = [("", _("Running")), ("all", _("All")), *looks]
        self.due.choices = [(value, _(label)) for value, label in DUE]
        for name, choices in (("agency", agencies), ("group", groups)):
            if choices:
                self[name].choices = [("", _("All")), *choices]
            else:
                del self[name]
