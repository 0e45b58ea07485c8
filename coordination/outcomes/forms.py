"""Forms of outcomes: the claim, a paper more, why something is not so, and the filter bars of the list and funnel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Form as PlainForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length

from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.fields import CleanTextField, JalaliDateField
from coordination.outcomes.models import OUTCOME_LABELS, OutcomeKind
from coordination.outcomes.states import OUTCOME
from coordination.referrals.forms.moves import KEPT, TOO_LONG, known, text

LONGEST = 2000
FILES = _l("PDF, picture, DOCX, XLSX or TXT, at most 10 MB each.")


class ClaimForm(Form):
    """What became of the child, on which day, what shows it, and who looks whether it is so."""

    kind = RadioField(
        _l("What became of the child?"),
        coerce=known,
        validate_choice=False,
        validators=[InputRequired(message=_l("No outcome is chosen. Choose one of the list."))],
    )
    on = JalaliDateField(
        _l("On which day?"), validators=[InputRequired(message=_l("The day is missing. Example: 1405/8/30."))]
    )
    note = CleanTextField(
        _l("How is it known?"),
        description=_l("Do not write the child's name: whoever verifies reads this."),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw=KEPT,
    )
    files = MultipleFileField(_l("Papers that show it"), description=FILES)
    no_evidence = CleanTextField(
        _l("Or why there is no paper"),
        validators=[Length(max=LONGEST, message=TOO_LONG)],
        render_kw=KEPT | {"rows": 2},
    )
    verifier = SelectField(
        _l("Who verifies it?"),
        coerce=known,
        validate_choice=False,
        description=_l("Somebody of the agencies that know the child, never the one who claims."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], default: str = "", **kwargs: Any) -> None:
        """``people`` as public id and words; ``default`` is the one whom the rule names."""
        super().__init__(*args, **kwargs)
        self.kind.choices = [(one.value, _(OUTCOME_LABELS[one])) for one in OutcomeKind]
        self.verifier.choices = list(people)
        if not self.is_submitted():
            self.verifier.data = default

    @property
    def kind_chosen(self) -> OutcomeKind | None:
        """The kind, where it is one of the list."""
        return OutcomeKind(self.kind.data) if self.kind.data in set(OutcomeKind) else None

    @property
    def uploads(self) -> list[tuple[Any, str]]:
        """The files that were chosen: stream and name."""
        return [(one.stream, one.filename) for one in self.files.data or () if isinstance(one, FileStorage)
                and one.filename]  # fmt: skip


class FileForm(Form):
    """A paper more."""

    file = FileField(_l("Paper that shows it"), description=FILES)


class StepForm(Form):
    """A step that asks nothing."""


class ReasonForm(Form):
    """Why."""

    reason = text(_l("Reason"))


class FilterForm(PlainForm):
    """What the list is narrowed to."""

    state = SelectField(_l("State"), coerce=known, validate_choice=False)
    kind = SelectField(_l("Outcome"), coerce=known, validate_choice=False)
    year = SelectField(_l("Year"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, years: Sequence[int], **kwargs: Any) -> None:
        """``years`` Jalali."""
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.state.choices = [every, *((name, _(look.label)) for name, look in OUTCOME.looks.items())]
        self.kind.choices = [every, *((one.value, _(OUTCOME_LABELS[one])) for one in OutcomeKind)]
        self.year.choices = [("", _("Every year")), *((str(year), say.digits_for(str(year))) for year in years)]


class FunnelForm(PlainForm):
    """Whose children the funnel counts, of which year, and by what its rows are told apart."""

    whose = SelectField(_l("Of whom"), coerce=known, validate_choice=False)
    by = SelectField(_l("Rows by"), coerce=known, validate_choice=False)
    year = SelectField(_l("Year"), coerce=known, validate_choice=False)

    def __init__(
        self,
        *args: Any,
        whose: Sequence[tuple[str, str]],
        ways: Sequence[tuple[str, str]],
        years: Sequence[int],
        **kwargs: Any,
    ) -> None:
        """Choices as value and words; ``years`` Jalali."""
        super().__init__(*args, **kwargs)
        self.whose.choices, self.by.choices = list(whose), list(ways)
        self.year.choices = [("all", _("Every year")), *((str(year), say.digits_for(str(year))) for year in years)]
