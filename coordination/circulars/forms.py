"""Forms of circulars: the text with its audience, the reason of a recall, and the filters of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, FieldList, SelectField, SelectMultipleField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.actions.forms import FILES, uploaded
from coordination.activities.fields import IssuerField
from coordination.activities.issuers import Named
from coordination.circulars.models import Circular
from coordination.directory.fields import AgencyField
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang import say
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField
from coordination.lang.filters import pick
from coordination.resolutions.forms import Asked

LONGEST = 20_000
MOST_AGENCIES = 400
BLANK_ROWS = 2
KEPT = {"data-keep-field": True, "dir": "auto"}
SHOWN = (("", N_("All")), ("waiting", N_("Waiting for you")), ("issued", N_("Our circulars")))


class _Ticks(SelectMultipleField):
    """Several of a list, each with its own box."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        """Words that are not of the list are left out by whoever reads ``data``."""


class CircularForm(Form):
    """What it says, of which letter, to whom it goes, until when it shall be read."""

    issuer = IssuerField(_l("In the name of"))
    title = CleanStringField(
        _l("Title"),
        validators=[InputRequired(), Length(max=300, message=_l("Write at most 300 letters."))],
        render_kw=KEPT,
    )
    body = CleanTextField(
        _l("Text"),
        validators=[InputRequired(), Length(max=LONGEST, message=_l("This text is too long: at most 20,000 letters."))],
        render_kw=KEPT | {"rows": 12},
        description=_l("It names no child and holds no code of a file."),
    )
    number = CleanStringField(
        _l("Number of the letter"), validators=[Length(max=60, message=_l("Write at most 60 letters."))], render_kw=KEPT
    )
    letter_on = JalaliDateField(_l("Date of the letter"))
    due_on = JalaliDateField(
        _l("To be read by"),
        description=_l("Reminders go out two days before, on the day, and twice a week later. Empty: no reminder."),
    )
    to_acknowledge = BooleanField(_l("The readers say that they take note: reading alone is not enough"))
    groups = _Ticks(_l("Everybody seated in these groups"))
    kinds = _Ticks(
        _l("Liaisons and heads of every agency of a kind"),
        description=_l("When you save, the agencies of a kind are added to those below."),
    )
    agencies = FieldList(
        AgencyField(_l("Agency")),
        label=_l("Liaisons and heads of these agencies"),
        max_entries=MOST_AGENCIES,
        description=_l("Type a part of each agency's name; leave a row empty to take it off."),
    )
    files = MultipleFileField(_l("Files"), description=FILES)

    def __init__(self, *args: Any, groups: Sequence[Any], issuers: Sequence[Named] = (), **kwargs: Any) -> None:
        """``groups``: rows among which the audience is chosen; ``issuers``: in whose name the reader may act, none
        where the issuer stays as it is."""
        super().__init__(*args, **kwargs)
        self._groups = {row.public_id: row.id for row in groups}
        self.groups.choices = [(row.public_id, pick(row, "name")) for row in groups]
        self.kinds.choices = [(kind.value, _(label)) for kind, label in AGENCY_KIND_LABELS.items()]
        if issuers:
            self.issuer.offer(issuers)
        else:
            del self.issuer
        if not self.is_submitted():
            for _row in range(BLANK_ROWS):
                self.agencies.append_entry()

    @classmethod
    def of(cls, circular: Circular, groups: Sequence[Any]) -> CircularForm:
        """The form holding what is stored."""
        form = cls(
            groups=groups,
            title=circular.title,
            body=circular.body,
            number=circular.number,
            letter_on=circular.letter_on,
            due_on=circular.due_on,
            to_acknowledge=circular.to_acknowledge,
            agencies=[one.agency for one in circular.audience if one.agency is not None],
        )
        form.groups.data = [one.group.public_id for one in circular.audience if one.group is not None]
        return form

    @property
    def chosen_groups(self) -> list[int]:
        """The groups ticked."""
        return [self._groups[one] for one in self.groups.data or () if one in self._groups]

    @property
    def chosen_kinds(self) -> list[AgencyKind]:
        """The kinds of agency ticked."""
        return [AgencyKind(one) for one in self.kinds.data or () if one in set(AgencyKind)]

    @property
    def chosen_agencies(self) -> list[int]:
        """The agencies named."""
        return [one.id for one in self.agencies.data if one is not None]

    @property
    def uploads(self) -> list[tuple[Any, str]]:
        """The files that were chosen: stream and name."""
        return uploaded(self.files.data)


class SendForm(Form):
    """Nothing more is asked."""


class RecallForm(Form):
    """Why it is recalled."""

    reason = CleanTextField(
        _l("Reason"),
        validators=[Asked(), Length(max=2000, message=_l("Write at most 2,000 letters."))],
        render_kw=KEPT,
        description=_l("Its readers see it."),
    )


class FilterForm(PlainForm):
    """What the list is narrowed to."""

    q = CleanStringField(_l("Words or number"), render_kw={"dir": "auto"})
    show = SelectField(_l("Which"), validate_choice=False)
    year = SelectField(_l("Year"), validate_choice=False)

    def __init__(self, *args: Any, years: Sequence[int], issues: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.show.choices = [(value, _(label)) for value, label in SHOWN if issues or value != "issued"]
        self.year.choices = [*((str(year), say.digits_for(str(year))) for year in years), ("all", _("Every year"))]
