"""Forms of resolutions: the register's filters, the words of each move, editing, and an outside body's paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, FieldList, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from coordination.directory.fields import AgencyField
from coordination.directory.models import Agency
from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField, PersianIntegerField
from coordination.resolutions.models import (
    EFFECT_LABELS,
    REPLACING_LABELS,
    RESOLUTION_KIND_LABELS,
    Effect,
    Replacing,
    ResolutionKind,
)
from coordination.resolutions.queries.register import REGISTERED
from coordination.resolutions.states import RESOLUTION

LONGEST_TEXT = 4000
TOO_LONG = _l("This text is too long. Write at most 4,000 letters.")
LINE_TOO_LONG = _l("This is too long: at most 200 letters.")
KEPT = {"data-keep-field": True, "dir": "auto"}
BLANK_ROWS = 2
MOST_AGENCIES = 60


def _text(label: Any, *, required: bool = False, **more: Any) -> CleanTextField:
    """Lines of text; what a move asks for is refused by its need, in words of its own."""
    validators: list[Any] = [Length(max=LONGEST_TEXT, message=TOO_LONG)]
    return CleanTextField(label, validators=[*validators, Asked()] if required else validators, render_kw=KEPT, **more)


class Asked:
    """Marks a field as asked for; the move's need refuses when it is empty."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Says nothing: one asker per question."""


def chosen(value: str | None) -> str | None:
    """Nothing chosen is None, whatever the browser sent for it."""
    return value or None


class FilterForm(PlainForm):
    """What the register is narrowed to."""

    q = CleanStringField(_l("Words or number"), render_kw={"dir": "auto"})
    group = SelectField(_l("Group"), coerce=chosen, validate_choice=False)
    year = SelectField(_l("Year"), coerce=chosen, validate_choice=False)
    state = SelectField(_l("State"), coerce=chosen, validate_choice=False)
    kind = SelectField(_l("Kind"), coerce=chosen, validate_choice=False)
    agency = CleanStringField(_l("Bound agency"), render_kw={"dir": "auto"})

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], years: Sequence[int], **kwargs: Any) -> None:
        """``groups`` as id and name, ``years`` Jalali."""
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.group.choices = [every, *groups]
        self.year.choices = [*((str(year), say.digits_for(str(year))) for year in years), ("all", _("Every year"))]
        self.state.choices = [every, *((state.value, _(RESOLUTION.look(state).label)) for state in REGISTERED)]
        self.kind.choices = [every, *((kind.value, _(label)) for kind, label in RESOLUTION_KIND_LABELS.items())]


class StepForm(Form):
    """A move that asks for nothing."""


class ReasonForm(Form):
    """A move with its reason."""

    reason = _text(_l("Reason"), required=True)


class MaybeReasonForm(Form):
    """A move whose reason may be given."""

    reason = _text(_l("Reason (not required)"))


class ResultForm(Form):
    """What was carried out."""

    result = _text(_l("What was carried out?"), required=True)


class RejectForm(Form):
    """The votes, where they were counted."""

    votes_for = PersianIntegerField(_l("Votes for"))
    votes_against = PersianIntegerField(_l("Votes against"))
    abstentions = PersianIntegerField(_l("Abstentions"))


class AdoptForm(RejectForm):
    """By consensus, or the votes."""

    consensus = BooleanField(_l("By consensus: nobody spoke against it"))


def _with_nothing(labels: Any) -> list[tuple[str, str]]:
    return [("", _("None")), *((one.value, _(label)) for one, label in labels.items())]


class BoundForm(Form):
    """Whom a resolution binds."""

    agencies = FieldList(
        AgencyField(_l("Agency")),
        label=_l("Who is bound"),
        max_entries=MOST_AGENCIES,
        description=_l("Type a part of each agency's name; leave a row empty to take it off."),
    )

    def add_rows(self, agencies: Sequence[Agency] = ()) -> None:
        """Before anything was sent: a row for each bound agency and some empty ones."""
        for agency in agencies:
            self.agencies.append_entry(agency)
        for _row in range(BLANK_ROWS):
            self.agencies.append_entry()

    def bound(self) -> list[Agency]:
        """The agencies named, each once."""
        return list({one.id: one for one in self.agencies.data if one is not None}.values())


class EditForm(BoundForm):
    """What may be changed of a resolution; the command refuses what may not any more."""

    text = _text(_l("Text"), required=True)
    kind = SelectField(_l("Kind"), coerce=chosen, validate_choice=False)
    review_on = JalaliDateField(_l("Looked at again on"))
    dissent = _text(_l("Dissents, one a line"))
    effect = SelectField(_l("Effect on a referral"), coerce=chosen, validate_choice=False)
    referral = CleanStringField(_l("Code of the referral"), render_kw={"dir": "ltr"})
    replacing = SelectField(_l("What becomes of an earlier resolution"), coerce=chosen, validate_choice=False)
    replaces = CleanStringField(_l("Number of the earlier resolution"), render_kw={"dir": "ltr"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, _(label)) for kind, label in RESOLUTION_KIND_LABELS.items()]
        self.effect.choices = _with_nothing(EFFECT_LABELS)
        self.replacing.choices = _with_nothing(REPLACING_LABELS)

    @property
    def kind_chosen(self) -> ResolutionKind:
        """A kind that is known, else a decision."""
        return ResolutionKind(self.kind.data) if self.kind.data in set(ResolutionKind) else ResolutionKind.DECISION

    @property
    def effect_chosen(self) -> Effect | None:
        """The effect, or none."""
        return Effect(self.effect.data) if self.effect.data in set(Effect) else None

    @property
    def replacing_chosen(self) -> Replacing | None:
        """What becomes of the earlier one, or nothing."""
        return Replacing(self.replacing.data) if self.replacing.data in set(Replacing) else None


class OutsideForm(BoundForm):
    """An outside body's resolution, copied from its paper."""

    owner = SelectField(_l("Entered for"), validate_choice=False)
    body = CleanStringField(
        _l("Body that decided it"),
        validators=[Asked(), Length(max=200, message=LINE_TOO_LONG)],
        render_kw={"dir": "auto"},
    )
    number = CleanStringField(
        _l("Its number"),
        validators=[Asked(), Length(max=40, message=_l("This is too long: at most 40 letters."))],
        render_kw={"dir": "auto"},
    )
    on = JalaliDateField(_l("Its date"), validators=[Asked()])
    kind = SelectField(_l("Kind"), coerce=chosen, validate_choice=False)
    text = CleanTextField(
        _l("Text"),
        validators=[
            InputRequired(message=_l("The text is empty. Copy it from the paper.")),
            Length(max=LONGEST_TEXT, message=TOO_LONG),
        ],
        render_kw=KEPT,
    )
    review_on = JalaliDateField(_l("Looked at again on"))
    scan = FileField(_l("Scan of the paper"), validators=[Asked()], description=_l("PDF, JPEG, PNG or WebP."))

    def __init__(self, *args: Any, owners: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        """``owners``: agencies and groups for which the reader may enter it."""
        super().__init__(*args, **kwargs)
        self.owner.choices = list(owners)
        self.kind.choices = [(kind.value, _(label)) for kind, label in RESOLUTION_KIND_LABELS.items()]

    @property
    def kind_chosen(self) -> ResolutionKind:
        """A kind that is known, else a decision."""
        return ResolutionKind(self.kind.data) if self.kind.data in set(ResolutionKind) else ResolutionKind.DECISION
