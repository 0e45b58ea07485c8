"""Forms of the lists: the filter bar (a GET form whose address can be shared) and saving it under a name."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length

from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField
from coordination.referrals.forms.moves import known
from coordination.referrals.models import PRIORITY_LABELS, ROUTE_LABELS, Priority, Route
from coordination.referrals.states import REFERRAL

DUE_LABELS = {
    "late": _l("Late"),
    "today": _l("Within a day"),
    "3": _l("Within 3 days"),
    "10": _l("Within 10 days"),
}


class FilterForm(PlainForm):
    """What a list is narrowed to; an empty field lifts its filter."""

    state = SelectField(_l("State"), coerce=known, validate_choice=False)
    priority = SelectField(_l("Priority"), coerce=known, validate_choice=False)
    route = SelectField(_l("Route"), coerce=known, validate_choice=False)
    due = SelectField(_l("Time"), coerce=known, validate_choice=False)
    sort = StringField()

    def __init__(self, *args: Any, states: tuple[str, ...], **kwargs: Any) -> None:
        """``states``: those that this list can hold."""
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.state.choices = [every, *((state, _(REFERRAL.look(state).label)) for state in states)]
        self.priority.choices = [every, *((one.value, _(PRIORITY_LABELS[one])) for one in Priority)]
        self.route.choices = [every, *((one.value, _(ROUTE_LABELS[one])) for one in Route)]
        self.due.choices = [every, *DUE_LABELS.items()]


class SaveFilterForm(Form):
    """The name of a filter, and whether the list starts with it."""

    name = CleanStringField(
        _l("Name of the filter"),
        validators=[
            InputRequired(message=_l("The name is empty. Write a short name.")),
            Length(max=60, message=_l("This name is too long: at most 60 letters.")),
        ],
        render_kw={"dir": "auto"},
    )
    is_start = BooleanField(_l("Start this list with it"))
