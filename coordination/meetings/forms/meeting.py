"""Forms of a meeting: its time and place, a step with or without a reason, and the filter of the list."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form as PlainForm
from wtforms import SelectField
from wtforms.validators import InputRequired, Length, Optional

from coordination.kernel.forms import Form
from coordination.lang import say, zone
from coordination.lang.dates_typed import parse_time
from coordination.lang.fields import CleanStringField, CleanTextField, JalaliMomentField
from coordination.lang.jalali import DateProblem
from coordination.meetings.states import MEETING


def at_most(letters: int) -> Length:
    """The limit of a text, in words."""
    return Length(max=letters, message=_l("This text is too long: at most %(letters)s letters.", letters=letters))


class HourField(JalaliMomentField):
    """An hour of the day in any digits; ``data`` is a ``datetime.time``."""

    def read(self, text: str) -> Any:
        try:
            return parse_time(text)
        except DateProblem as problem:
            raise ValueError(say.message(problem)) from problem

    def show(self, value: Any) -> str:
        return say.clock_time(value)


class MeetingForm(Form):
    """When and where the meeting is, and what those invited should know."""

    starts_at = JalaliMomentField(
        _l("Day and hour of the start"),
        [InputRequired()],
        description=_l("A day and an hour, as you would write them: 1405/10/8 14:00, tomorrow 9:30."),
    )
    ends_at = HourField(_l("Hour of the end"), [InputRequired()], render_kw={"inputmode": "numeric", "dir": "ltr"})
    place = CleanStringField(_l("Place"), [Optional(), at_most(200)], render_kw={"dir": "auto"})
    title = CleanStringField(
        _l("Title"),
        [Optional(), at_most(200)],
        description=_l("Only where it is more than the meeting's number."),
        render_kw={"dir": "auto"},
    )
    note = CleanTextField(
        _l("What those invited should know"), [Optional(), at_most(2000)], render_kw={"rows": 3, "dir": "auto"}
    )

    def times(self) -> tuple[datetime, datetime]:
        """Start and end as moments; the hour of the end is of the day of the start. Call it on a valid form."""
        start: datetime = self.starts_at.data
        hour: time = self.ends_at.data
        return start, zone.at(zone.local_date(start), hour)


class PressForm(Form):
    """A button without fields."""


class ReasonForm(Form):
    """Why."""

    reason = CleanTextField(_l("Reason"), [Optional(), at_most(400)], render_kw={"rows": 3, "dir": "auto"})


def known(value: Any) -> str:
    """Text of a choice; nothing for none."""
    return "" if value is None else str(value)


class FilterForm(PlainForm):
    """What the list of meetings is narrowed to; an empty field lifts its filter."""

    group = SelectField(_l("Group"), coerce=known, validate_choice=False)
    state = SelectField(_l("State"), coerce=known, validate_choice=False)

    def __init__(self, *args: Any, groups: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.group.choices = [every, *groups]
        self.state.choices = [every, *((state.value, _(MEETING.look(state).label)) for state in MEETING.states)]


def hour_of(moment: datetime) -> time:
    """The hour that the field of the end shows."""
    return zone.local(moment).time()
