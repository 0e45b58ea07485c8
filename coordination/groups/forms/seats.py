"""The forms of a seat: whose it is and for which term, and who sits on it."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from coordination.accounts.fields import PersonField
from coordination.directory.fields import AgencyField
from coordination.directory.forms.rules import at_most, one_of
from coordination.groups.models import CAME_LABELS, SEAT_LABELS, Came, Seat, SeatKind
from coordination.groups.queries import OFFICERS
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, JalaliDateField, PersianIntegerField


class _Term:
    """Whose seat it is, and for which term."""

    kind = SelectField(_l("Kind of seat"), [InputRequired()], choices=one_of(SEAT_LABELS), coerce=SeatKind)
    agency = AgencyField(_l("Agency"), [Optional()], description=_l("Empty where the person sits in his own name."))
    from_on = JalaliDateField(_l("From"), [InputRequired()])
    to_on = JalaliDateField(_l("Until"), [Optional()], description=_l("Empty: without end."))
    came = SelectField(_l("Came by"), [InputRequired()], choices=one_of(CAME_LABELS), coerce=Came)
    letter = CleanStringField(
        _l("Letter of appointment"), [at_most(120)], description=_l("Number and date, as on the letter.")
    )


class _Sitting:
    """Who sits, and who stands in."""

    holder = PersonField(_l("Delegate"), [Optional()], description=_l("Empty: the seat is vacant."))
    alternate = PersonField(_l("Alternate"), [Optional()])


class _Officers(Form):
    def __init__(self, *args: Any, officers: bool = False, **kwargs: Any) -> None:
        """Without ``officers`` chair and secretary are not among the kinds."""
        super().__init__(*args, **kwargs)
        if not officers:
            kept = {kind: label for kind, label in SEAT_LABELS.items() if kind not in OFFICERS}
            self["kind"].choices = one_of(kept)


class NewSeat(_Term, _Sitting, _Officers):
    """A further seat."""


class SeatForm(_Term, _Officers):
    """A seat that is there; who sits on it is named on a page of its own."""

    position = PersianIntegerField(_l("Place in the list"), [InputRequired(), NumberRange(0, 9999)])


class DelegateForm(_Sitting, Form):
    """Who sits on a seat."""


def seat_values(seat: Seat) -> dict[str, Any]:
    """What is stored of a seat, as the fields of ``SeatForm`` take it."""
    names = ("kind", "agency", "from_on", "to_on", "came", "letter", "position")
    return {name: getattr(seat, name) for name in names}
