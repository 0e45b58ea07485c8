"""The form of a cadence: how often a group meets, when and where, what becomes of days off, and from when on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from coordination.cases.forms.consents import Checkboxes
from coordination.directory.forms.rules import at_most
from coordination.groups.models import ON_HOLIDAY_LABELS, Cadence, OnHoliday
from coordination.kernel.forms import Form
from coordination.lang import locale
from coordination.lang.fields import CleanStringField, HourField, JalaliDateField, PersianIntegerField
from coordination.lang.jalali import WEEK, WEEKDAYS_EN, WEEKDAYS_FA
from coordination.lang.recurrence import ORDINALS

UNITS = {
    "week": _l("By weeks, on days of the week"),
    "jmonth": _l("By months, on a certain weekday: the first Wednesday"),
    "jmonth_day": _l("By months, on a certain day: the tenth"),
    "jhalfmonth": _l("By half-months, such as every month and a half"),
    "day": _l("By days, such as every 45 days"),
    "when_needed": _l("When needed: no meeting is planned by itself"),
}


class CadenceForm(Form):
    """Only what belongs to the chosen ``unit`` is read; the rest may stay as it is."""

    unit = RadioField(_l("How the group meets"), [InputRequired()], choices=list(UNITS.items()))
    every = PersianIntegerField(
        _l("Every how many"), [Optional()], description=_l("Weeks, months, half-months or days: 1 means each of them.")
    )
    weekdays = Checkboxes(_l("Days of the week"), coerce=int)
    nth = SelectField(_l("Which one of the month"), coerce=int)
    weekday = SelectField(_l("Day of the week"), coerce=int)
    day = PersianIntegerField(
        _l("Day of the month"),
        [Optional()],
        description=_l("In a shorter month its last day. Of a half-month a day from 1 to 15: 10 means 10, then 25."),
    )
    starts = HourField(_l("Hour of the start"), [InputRequired()], render_kw={"dir": "ltr", "inputmode": "numeric"})
    minutes = PersianIntegerField(_l("Length in minutes"), [InputRequired()])
    place = CleanStringField(_l("Place of the meeting"), [at_most(200)], render_kw={"dir": "auto"})
    on_holiday = RadioField(
        _l("When the day is a day off"),
        [InputRequired()],
        choices=[(kind.value, _l(label)) for kind, label in ON_HOLIDAY_LABELS.items()],
        coerce=OnHoliday,
    )
    valid_from = JalaliDateField(
        _l("From this day on"), [InputRequired()], description=_l("Weeks, months and days are counted from here.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = WEEKDAYS_FA if locale.current() == "fa" else WEEKDAYS_EN
        week = [(day, names[day - 1]) for day in WEEK]
        self.weekdays.choices = self.weekday.choices = week
        self.nth.choices = [(nth, _(word)) for nth, word in ORDINALS.items()]

    def rule(self) -> dict[str, Any]:
        """The rule as ``lang.recurrence`` reads it; that module says whether it is one."""
        every = {"every": self.every.data}
        match self.unit.data:
            case "week":
                return {"unit": "week", **every, "weekdays": sorted(self.weekdays.data or [])}
            case "jmonth":
                return {"unit": "jmonth", **every, "nth": self.nth.data, "weekday": self.weekday.data}
            case "jmonth_day":
                return {"unit": "jmonth", **every, "day": self.day.data}
            case "jhalfmonth":
                return {"unit": "jhalfmonth", **every, "day": self.day.data}
            case "day":
                return {"unit": "day", **every}
        return {"unit": "when_needed"}

    def facts(self) -> dict[str, Any]:
        """What ``set_cadence`` takes. Call it on a valid form."""
        return {
            "rule": self.rule(),
            "valid_from": self.valid_from.data,
            "starts": self.starts.data,
            "minutes": self.minutes.data,
            "place": self.place.data or "",
            "on_holiday": self.on_holiday.data,
        }


def cadence_values(cadence: Cadence) -> dict[str, Any]:
    """What is stored of a cadence, as the fields of the form take it."""
    rule: Mapping[str, Any] = cadence.rule
    unit = "jmonth_day" if rule.get("unit") == "jmonth" and "day" in rule else rule.get("unit")
    return {
        "unit": unit,
        "every": rule.get("every", 1),
        "weekdays": list(rule.get("weekdays", ())),
        "nth": rule.get("nth", 1),
        "weekday": rule.get("weekday", WEEK[0]),
        "day": rule.get("day"),
        "starts": cadence.starts,
        "minutes": cadence.minutes,
        "place": cadence.place,
        "on_holiday": OnHoliday(cadence.on_holiday),
    }
