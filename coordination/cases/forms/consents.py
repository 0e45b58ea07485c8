"""The forms of consents: recording one, letting it reach further, withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.cases.details import Terms
from coordination.cases.models import (
    BASIS_LABELS,
    FIELD_GROUP_LABELS,
    HOW_GIVEN_LABELS,
    BasisKind,
    FieldGroup,
    HowGiven,
)
from coordination.directory.forms.rules import at_most, one_of
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField
from coordination.lang.filters import pick

GRANTABLE = {group: label for group, label in FIELD_GROUP_LABELS.items() if group != FieldGroup.TRIAGE}


class Checkboxes(SelectMultipleField):
    """Several out of a few, each a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class RecipientFields:
    """Agencies ticked, and a box to find more of them: no list of all agencies on the page."""

    recipients = Checkboxes(_l("Agencies it is for"), validate_choice=False)
    sought = CleanStringField(
        _l("Find an agency"), [at_most(80)], description=_l("A part of its name; then tick it among those found.")
    )

    def offer(self, rows: Sequence[Any]) -> None:
        """Put the agencies on offer."""
        self.recipients.choices = [(row.public_id, pick(row, "name")) for row in rows]

    def recipient_ids(self, rows: Sequence[Any]) -> tuple[int, ...]:
        """The numbers of the agencies ticked among those on offer."""
        ticked = set(self.recipients.data or ())
        return tuple(row.id for row in rows if row.public_id in ticked)


class ConsentForm(RecipientFields, Form):
    """A consent or legal basis: on what ground, for whom, for which fields and needs, how and until when."""

    kind = SelectField(_l("Ground"), [InputRequired()], choices=one_of(BASIS_LABELS, empty=_l("Choose")))
    all_recipients = BooleanField(
        _l("For every agency"), description=_l("Only where the child or guardian said so, or the law does.")
    )
    groups = Checkboxes(
        _l("What may be opened at acceptance"),
        choices=[(group.value, _l(label)) for group, label in GRANTABLE.items()],
        description=_l("The triage card, which names nobody, needs no tick."),
    )
    needs = Checkboxes(_l("For which needs"), description=_l("No tick means for every need."), validate_choice=True)
    how_given = SelectField(_l("How it was given"), [InputRequired()], choices=one_of(HOW_GIVEN_LABELS))
    given_by = CleanStringField(
        _l("Who gave it"), [at_most(120)], description=_l("Name, and what they are to the child.")
    )
    witness = CleanStringField(_l("Witness"), [at_most(120)], description=_l("Required where it was spoken."))
    language = CleanStringField(_l("In which language"), [at_most(40)])
    given_on = JalaliDateField(_l("Given on"), [InputRequired()])
    valid_until = JalaliDateField(_l("Valid until"), [Optional()], description=_l("Empty where it has no end."))
    file = FileField(_l("Scan or photograph"), description=_l("PDF, picture or document of at most 10 MB."))

    def terms(self, recipient_ids: tuple[int, ...]) -> Terms:
        """What was typed."""
        return Terms(
            BasisKind(self.kind.data),
            HowGiven(self.how_given.data),
            self.given_on.data,
            self.given_by.data or "",
            self.witness.data or "",
            self.language.data or "",
            self.valid_until.data,
            self.all_recipients.data,
            recipient_ids,
            tuple(FieldGroup(code) for code in self.groups.data or ()),
            tuple(self.needs.data or ()),
        )


class ExtendForm(RecipientFields, Form):
    """Lets a basis reach further agencies or last longer."""

    valid_until = JalaliDateField(_l("Valid until"), [Optional()], description=_l("Empty where it has no end."))
    note = CleanTextField(
        _l("How this was given"),
        [InputRequired(), at_most(1000)],
        description=_l("Who agreed, when, and who heard it."),
    )


class ReasonForm(Form):
    """A reason in a few words, for a move or a removal."""

    reason = CleanTextField(_l("Reason"), [InputRequired(), at_most(1000)])
