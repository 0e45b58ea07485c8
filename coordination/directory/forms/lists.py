"""The forms of the code lists: kinds of need, holidays, limits of clocks, and the installation's names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, NumberRange, Optional

from coordination.data import rows
from coordination.directory.commands.lists import MOST
from coordination.directory.fields import AgencyField
from coordination.directory.forms.rules import at_most, one_of
from coordination.directory.limits import CLOCK_LABELS, PRIORITY_LABELS
from coordination.directory.models import ServiceKind
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang.fields import CleanStringField, JalaliDateField, PersianIntegerField
from coordination.lang.filters import pick
from coordination.lang.jalali import FIRST_YEAR, LAST_YEAR, YearName
from coordination.lang.locale import current

UNIT_LABELS = {"h": N_("hours"), "d": N_("days"), "wd": N_("working days")}
PLACES_IN_LIST = 1000


class NeedForm(Form):
    """A kind of need as it is offered, and where its services are counted."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(80)])
    name_en = CleanStringField(_l("Name in English"), [InputRequired(), at_most(80)])
    service_kind = SelectField(_l("Services are counted under"), [InputRequired()])
    position = PersianIntegerField(_l("Place in the list"), [InputRequired(), NumberRange(1, PLACES_IN_LIST)])
    active = BooleanField(_l("Offered"), description=_l("Where it was chosen before, it stays."))

    def __init__(self, *args: Any, service_kinds: Sequence[ServiceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service_kind.choices = [(kind.code, pick(kind, "name")) for kind in service_kinds]


class NewNeed(Form):
    """A further kind of need."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(80)])
    name_en = CleanStringField(_l("Name in English"), [InputRequired(), at_most(80)])
    code = CleanStringField(_l("Code"), [InputRequired()], description=_l("Small Latin letters and underlines."))
    service_kind = SelectField(_l("Services are counted under"), [InputRequired()])

    def __init__(self, *args: Any, service_kinds: Sequence[ServiceKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service_kind.choices = [(kind.code, pick(kind, "name")) for kind in service_kinds]


class NewHoliday(Form):
    """A day off that the table does not have, such as a sudden closure."""

    on = JalaliDateField(_l("Day"), [InputRequired()])
    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(200)])
    name_en = CleanStringField(_l("Name in English"), [at_most(200)])


class HolidayForm(Form):
    """A row of the table of holidays."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(200)])
    name_en = CleanStringField(_l("Name in English"), [at_most(200)])
    observed = BooleanField(_l("Day off"), description=_l("Not ticked: a working day after all."))
    estimated = BooleanField(_l("The day is an estimate"), description=_l("It follows the moon and may move by a day."))


class MoveHoliday(Form):
    """The day on which a holiday really falls."""

    to = JalaliDateField(_l("Moves to"), [InputRequired()])


class YearField(PersianIntegerField):
    """A Jalali year, which is never grouped in thousands."""

    def show(self, value: int) -> str:
        """۱۴۰۵, not ۱٬۴۰۵."""
        return YearName(value).said(current())


class FillHolidays(Form):
    """The Jalali years whose holidays are taken from the calendar."""

    first = YearField(_l("From year"), [InputRequired(), NumberRange(FIRST_YEAR, LAST_YEAR)])
    last = YearField(_l("To year"), [InputRequired(), NumberRange(FIRST_YEAR, LAST_YEAR)])


class LimitForm(Form):
    """A limit of its own for a route, an agency, or both."""

    clock = SelectField(_l("Clock"), [InputRequired()], choices=one_of(CLOCK_LABELS))
    priority = SelectField(_l("Priority"), [InputRequired()], choices=one_of(PRIORITY_LABELS))
    route = SelectField(_l("Route"), coerce=lambda code: code or None)
    agency = AgencyField(_l("Agency"), [Optional()], description=_l("Empty: every agency."))
    amount = PersianIntegerField(_l("Limit"), [InputRequired(), NumberRange(1, MOST)])
    unit = SelectField(_l("Unit"), [InputRequired()], choices=one_of(UNIT_LABELS))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        routes = [(row["code"], pick(row, "name")) for row in rows("referral_routes")]
        self.route.choices = [("", _l("Every route")), *routes]


class InstallationForm(Form):
    """The names under which the installation speaks."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(120)])
    name_en = CleanStringField(_l("Name in English"), [at_most(120)])
