"""Forms of data calls, answer sheets, distributions and deliveries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional

from coordination.activities.issuers import Issuer, Named, pick_of
from coordination.data_calls.models import COLUMN_KIND_LABELS, GOODS_LABELS, ColumnKind, DataCallState, Goods
from coordination.data_calls.states import DATA_CALL
from coordination.directory.fields import AgencyField
from coordination.directory.models import AGENCY_KIND_LABELS, AgencyKind
from coordination.groups.fields import GroupField
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliDateField, PersianIntegerField
from coordination.lang.filters import pick

KEPT = {"data-keep-field": True, "dir": "auto"}
TOO_LONG = _l("This is too long. Write it shorter.")


def _line(label: Any, most: int, *validators: Any, **more: Any) -> CleanStringField:
    return CleanStringField(
        label, [*validators, Length(max=most, message=TOO_LONG)], render_kw={"dir": "auto"} | more.pop("kw", {}), **more
    )


def _text(label: Any, *validators: Any, rows: int = 3, **more: Any) -> CleanTextField:
    kw = KEPT | {"rows": rows}
    return CleanTextField(label, [*validators, Length(max=4000, message=TOO_LONG)], render_kw=kw, **more)


class Asked:
    """Marks a field as asked for; the move's need refuses when it is empty."""

    field_flags = {"required": True}

    def __call__(self, _form: Any, _field: Any) -> None:
        """Says nothing: one asker per question."""


class FilterForm(PlainForm):
    """What a list is narrowed to."""

    q = _line(_l("Words of the title"), 100)
    state = SelectField(_l("State"), validate_choice=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = [(state.value, _(DATA_CALL.look(state).label)) for state in DataCallState]
        self.state.choices = [("", _("All")), *states]


class StepForm(Form):
    """A step that asks for nothing."""


class IssuedForm(Form):
    """Something in the name of a group or an agency."""

    issuer = SelectField(_l("In the name of"), validate_choice=False)

    def offer(self, issuers: Sequence[Named]) -> None:
        """Put those on offer in whose name the reader may act."""
        self._issuers = issuers
        self.issuer.choices = [(one.issuer.key, pick(one, "name")) for one in issuers]

    @property
    def issuer_chosen(self) -> Issuer:
        """The one chosen, else the first."""
        return pick_of(self.issuer.data, self._issuers) or self._issuers[0].issuer


class CallForm(IssuedForm):
    """What is asked, and until when."""

    title = _line(_l("Title"), 300, InputRequired(), kw=KEPT)
    purpose = _text(_l("What it is for"), Optional(), description=_l("Those asked read it above the sheet."))
    due_on = JalaliDateField(_l("Last day for answers"))
    many_rows = BooleanField(
        _l("An agency answers with several rows"),
        description=_l("For example a row for each school. Else each agency answers with one row."),
    )

    def about(self) -> dict[str, Any]:
        """What the commands take. Call it on a valid form."""
        return {
            "title": self.title.data or "",
            "purpose": self.purpose.data or "",
            "due_on": self.due_on.data,
            "many_rows": bool(self.many_rows.data),
        }


class ColumnForm(Form):
    """One column: its heading and what belongs in it."""

    label = _line(_l("Heading"), 200, InputRequired())
    kind = SelectField(_l("What belongs there"))
    hint = _line(_l("Explanation"), 300, Optional())
    unit = _line(_l("Unit"), 40, Optional(), description=_l("For numbers, for example child, set or class."))
    lowest = PersianIntegerField(_l("Smallest number"), [Optional()], description=_l("Empty: nought."))
    highest = PersianIntegerField(_l("Largest number"), [Optional()])
    choices = _text(_l("Words of the list"), Optional(), description=_l("Each on a line of its own."))
    required = BooleanField(_l("Must be answered, or said not to apply"), default=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, _(label)) for kind, label in COLUMN_KIND_LABELS.items()]

    def about(self) -> dict[str, Any]:
        """What the commands take. Call it on a valid form."""
        return {
            "label": self.label.data or "",
            "kind": ColumnKind(self.kind.data),
            "hint": self.hint.data or "",
            "unit": self.unit.data or "",
            "required": bool(self.required.data),
            "choices": [line.strip() for line in (self.choices.data or "").splitlines()],
            "lowest": self.lowest.data,
            "highest": self.highest.data,
        }


class AskForm(Form):
    """Whom to ask: all members of a group, all of a kind, or one by name."""

    group = GroupField(_l("All members of a group"), [Optional()])
    kind = SelectField(_l("All agencies of a kind"), validate_choice=False)
    agency = AgencyField(_l("One agency"), [Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [("", _("None")), *((kind.value, _(label)) for kind, label in AGENCY_KIND_LABELS.items())]

    @property
    def kind_chosen(self) -> AgencyKind | None:
        """The kind, or none."""
        return AgencyKind(self.kind.data) if self.kind.data in set(AgencyKind) else None


class CloseForm(Form):
    """That those who have not answered were looked at."""

    confirm = BooleanField(_l("The call ends without them"))


class ReopenForm(Form):
    """Why it is opened again, and until when."""

    reason = _text(_l("Reason"), Asked())
    due_on = JalaliDateField(_l("New last day for answers"), description=_l("Empty: the day stays."))


class CommentForm(Form):
    """What shall be corrected."""

    comment = _text(_l("What shall be corrected?"), Asked())


class UploadForm(Form):
    """A sheet filled in as a table."""

    file = FileField(
        _l("XLSX file"),
        [FileRequired(_l("No file was chosen. Choose the table that you filled in."))],
        render_kw={"accept": ".xlsx"},
    )


class DistributionForm(IssuedForm):
    """What is given out, by whom, of what value."""

    title = _line(_l("Title"), 300, InputRequired(), kw=KEPT)
    goods = SelectField(_l("Goods"))
    unit = _line(_l("Unit"), 40, Optional(), description=_l("For example set, parcel or piece."))
    unit_value = PersianIntegerField(_l("Value of a unit in rial"), [Optional()])
    donor = _line(_l("Donor"), 200, Optional())
    note = _text(_l("Note"), Optional())
    to_households = BooleanField(
        _l("Each agency divides its part among households"),
        description=_l("Households are named from the agency's own cases; you see how many there are, never who."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goods.choices = [(goods.value, _(label)) for goods, label in GOODS_LABELS.items()]

    def about(self) -> dict[str, Any]:
        """What the commands take. Call it on a valid form."""
        return {
            "title": self.title.data or "",
            "goods": Goods(self.goods.data),
            "unit": self.unit.data or "",
            "unit_value": self.unit_value.data,
            "donor": self.donor.data or "",
            "note": self.note.data or "",
        }

    def validate_unit_value(self, field: Any) -> None:
        """A value is nought or more, and stays exact."""
        if field.data is not None and not 0 <= field.data <= 10**15:
            raise ValueError(_("The value lies out of range. Give whole rials, nought or more."))


class PlanForm(Form):
    """A further delivery."""

    agency = AgencyField(_l("Receiving agency"), [InputRequired()])
    quantity = PersianIntegerField(_l("Quantity"), [InputRequired()])


class QuantityForm(Form):
    """Another quantity."""

    quantity = PersianIntegerField(_l("Planned quantity"), [InputRequired()], description=_l("Nought takes it out."))


class DispatchForm(Form):
    """What was sent, and when."""

    quantity = PersianIntegerField(_l("Quantity sent"), [Asked()])
    on = JalaliDateField(_l("Day"))


class DispatchAllForm(Form):
    """When everything planned was sent."""

    on = JalaliDateField(_l("Day"))


class ConfirmForm(Form):
    """What arrived, when, and why it is another quantity."""

    received = PersianIntegerField(_l("Quantity received"), [Asked()])
    on = JalaliDateField(_l("Day"))
    note = _text(_l("Reason for a difference"), Optional())


class HouseholdForm(Form):
    """A household by the code of its case, and its part."""

    code = _line(_l("Code of the case"), 20, InputRequired(), kw={"dir": "ltr", "autocomplete": "off"})
    quantity = PersianIntegerField(_l("Quantity"), [InputRequired()])
