"""The forms of an agency: what it says of itself, how it is registered, and the filter of the list."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from coordination.directory.fields import AgencyField, HoursField
from coordination.directory.forms.rules import at_most, one_of
from coordination.directory.models import AGENCY_KIND_LABELS, Agency, AgencyKind
from coordination.directory.working import read_hours
from coordination.kernel.errors import Invalid
from coordination.kernel.forms import Form
from coordination.kernel.messages import N_
from coordination.lang import locale
from coordination.lang.fields import CleanStringField, CleanTextField
from coordination.lang.jalali import WEEK, WEEKDAYS_EN, WEEKDAYS_FA
from coordination.lang.worktime import Hours

ALIASES_AT_MOST = 20


class AgencyFacts(Form):
    """What an agency says of itself: names, where it is, and when it works."""

    name_fa = CleanStringField(_l("Name in Persian"), [InputRequired(), at_most(200)])
    name_en = CleanStringField(_l("Name in English"), [at_most(200)])
    aliases = CleanTextField(
        _l("Other names"), [at_most(2000)], description=_l("One a line, as letters and reports call it.")
    )
    city = CleanStringField(_l("City"), [at_most(80)])
    legal_id = CleanStringField(
        _l("Organisation ID"),
        [at_most(20)],
        description=_l("11 digits; a number that does not fit is kept and marked."),
    )
    phone = CleanStringField(_l("Telephone"), [at_most(40)])
    address = CleanStringField(_l("Address"), [at_most(400)])
    hours_6 = HoursField()
    hours_7 = HoursField()
    hours_1 = HoursField()
    hours_2 = HoursField()
    hours_3 = HoursField()
    hours_4 = HoursField()
    hours_5 = HoursField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = WEEKDAYS_FA if locale.current() == "fa" else WEEKDAYS_EN
        for day in WEEK:
            self[f"hours_{day}"].label.text = names[day - 1]

    @property
    def weekdays(self) -> list[Any]:
        """The fields of the hours, Saturday first."""
        return [self[f"hours_{day}"] for day in WEEK]

    def facts(self) -> dict[str, Any]:
        """What the commands take. Raises Invalid for a week without hours or too many other names."""
        hours: Hours = {day: self[f"hours_{day}"].data for day in WEEK}
        if not any(hours.values()):
            raise Invalid(
                N_("A week without any working day would never end a clock. Give the hours of one day at least."),
                field="hours_6",
            )
        aliases = [line for line in self.aliases.data.split("\n") if line]
        if len(aliases) > ALIASES_AT_MOST:
            raise Invalid(N_("These are too many other names. Keep the twenty that are used most."), field="aliases")
        names = ("name_fa", "name_en", "city", "legal_id", "phone", "address")
        return {name: self[name].data or "" for name in names} | {"aliases": aliases, "hours": hours}


class OwnFacts(AgencyFacts):
    """The same for the agency's head, who also says whether the public may read it."""

    public = BooleanField(
        _l("Stands in the public directory"),
        description=_l("Name, city, telephone and centres; the address of a residential centre only where it is open."),
    )


class _Standing:
    """The fields of what others say of an agency."""

    kind = SelectField(_l("Kind"), [InputRequired()], choices=one_of(AGENCY_KIND_LABELS), coerce=AgencyKind)
    parent = AgencyField(
        _l("Body above it"), [Optional()], description=_l("Gives it sums of figures, never a child's data.")
    )


class Registration(_Standing, Form):
    """What others say of an agency: its kind, the body above it, whether it takes part."""

    active = BooleanField(_l("Takes part"), description=_l("An agency that takes no part receives no referral."))


class NewAgency(_Standing, AgencyFacts):
    """Everything that is asked when an agency is taken in."""

    code = CleanStringField(
        _l("Code"), [at_most(40)], description=_l("Latin letters, digits and hyphens. Empty: the next number is given.")
    )


class AgencyFilter(FlaskForm):
    """What the list of agencies is narrowed down by; it stands in the address."""

    class Meta:
        csrf = False

    q = CleanStringField(_l("Name or code"))
    kind = SelectField(_l("Kind"), choices=one_of(AGENCY_KIND_LABELS, empty=_l("All kinds")), validate_choice=False)
    active = SelectField(
        _l("Takes part"),
        choices=[("", _l("Those that take part")), ("no", _l("Those that do not"))],
        validate_choice=False,
    )


def agency_values(agency: Agency) -> dict[str, Any]:
    """What is stored of an agency, as the fields of ``AgencyFacts`` take it."""
    hours = read_hours(agency.working_hours)
    names = ("name_fa", "name_en", "city", "legal_id", "phone", "address", "public")
    return (
        {name: getattr(agency, name) for name in names}
        | {"aliases": "\n".join(agency.aliases)}
        | {f"hours_{day}": hours.get(day) for day in WEEK}
    )


def registration_values(agency: Agency) -> dict[str, Any]:
    """What is stored of an agency, as the fields of ``Registration`` take it."""
    return {name: getattr(agency, name) for name in ("kind", "parent", "active")}
