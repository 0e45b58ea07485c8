"""Forms of an agenda: an entry put on it, changed, ordered."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Optional

from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, PersianIntegerField
from coordination.meetings.forms.meeting import at_most
from coordination.meetings.models import ENTRY_PURPOSE_LABELS, Purpose

LATE_HINT = _l("The agenda is published: say in a few words why it comes late.")


class EntryForm(Form):
    """How an entry stands on the agenda."""

    title = CleanStringField(_l("Title"), [Optional(), at_most(200)], render_kw={"dir": "auto"})
    purpose = SelectField(_l("For"), coerce=str)
    minutes_planned = PersianIntegerField(_l("Minutes planned"), [InputRequired()])
    presenter = CleanStringField(
        _l("Presented by"),
        [Optional(), at_most(120)],
        description=_l("An agency or a person, as the agenda should say it."),
        render_kw={"dir": "auto"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purpose.choices = [(one.value, _(ENTRY_PURPOSE_LABELS[one])) for one in Purpose]


class AddEntryForm(EntryForm):
    """An open item, or a new topic, put on the agenda."""

    item = SelectField(_l("Open item"), coerce=str)
    title = CleanStringField(
        _l("Or a new topic"),
        [Optional(), at_most(200)],
        description=_l("Where it is no open item: its title."),
        render_kw={"dir": "auto"},
    )
    confidential = BooleanField(_l("The new topic is closed to observers"))
    late_reason = CleanStringField(_l("Why it comes late"), [Optional(), at_most(400)], render_kw={"dir": "auto"})

    def __init__(self, *args: Any, items: list[tuple[str, str]], late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item.choices = [("", _("A new topic")), *items]
        if not late:
            del self.late_reason


class OrderForm(Form):
    """Only the button's proof; the order itself is the order of the rows."""
