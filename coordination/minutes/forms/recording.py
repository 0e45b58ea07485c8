"""Forms of the recorder's desk: correcting a record, and an entry beyond the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.actions.models import ACTION_PRIORITY_LABELS
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.fields import CleanStringField, CleanTextField, PersianIntegerField
from coordination.resolutions.models import EFFECT_LABELS, RESOLUTION_KIND_LABELS

EMPTY = _l("This is empty. Fill it in.")
Choices = Sequence[tuple[str, str]]


class CorrectActionForm(Form):
    """Words, owner and date are written into the line; the rest is kept with the action."""

    source = HiddenField()
    text = CleanStringField(_l("What is to be done"), validators=[InputRequired(EMPTY), Length(max=300)])
    owner = CleanStringField(
        _l("Owner"),
        validators=[Optional(), Length(max=120)],
        description=_l("An agency or a person, as after @ in the text."),
    )
    due = CleanStringField(
        _l("By when"),
        validators=[Optional(), Length(max=60)],
        description=_l("A day as you say it: 15 Dey, two weeks, next meeting."),
    )
    verifier = SelectField(_l("Verifier"), validators=[Optional()])
    deliverable = CleanTextField(_l("What will be there when it is done"), validators=[Optional(), Length(max=2000)])
    priority = RadioField(_l("Priority"))
    contributors = SelectMultipleField(
        _l("Who helps"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    def __init__(
        self, *args: Any, people: Choices, helpers: Choices, priorities: Choices, nobody: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.verifier.choices = [("", nobody), *people]
        self.contributors.choices = list(helpers)
        self.priority.choices = list(priorities)


class CorrectResolutionForm(Form):
    """The words are written into the line; the rest is kept with the resolution."""

    source = HiddenField()
    text = CleanStringField(_l("What is decided"), validators=[InputRequired(EMPTY), Length(max=4000)])
    kind = RadioField(_l("Kind"))
    agencies = SelectMultipleField(
        _l("Whom it binds"), option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )

    effect = RadioField(_l("Effect on a referral"))

    def __init__(
        self, *args: Any, bound: Choices, kinds: Choices, effects: Choices | None = None, **kwargs: Any
    ) -> None:
        """``effects`` where the entry is about a referral and no vote has been taken yet."""
        super().__init__(*args, **kwargs)
        self.agencies.choices = list(bound)
        self.kind.choices = list(kinds)
        if effects is None:
            del self.effect
        else:
            self.effect.choices = list(effects)


class ExtraEntryForm(Form):
    """A new entry while the meeting runs."""

    title = CleanStringField(_l("Title"), validators=[InputRequired(EMPTY), Length(max=200)])
    late_reason = CleanStringField(_l("Why it comes late"), validators=[InputRequired(EMPTY), Length(max=400)])
    minutes_planned = PersianIntegerField(_l("Minutes planned"), validators=[InputRequired(EMPTY)])


KIND_CHOICES = RESOLUTION_KIND_LABELS
EFFECT_CHOICES = {"": N_("None")} | {effect.value: label for effect, label in EFFECT_LABELS.items()}
PRIORITY_CHOICES = ACTION_PRIORITY_LABELS
