"""Forms of the attendance sheet: a guest, a stretch of presence, a recusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Length

from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, JalaliMomentField

NOT_CHOSEN = _l("This is not one of the choices. Choose one of them.")


class GuestForm(Form):
    """Somebody without a seat who is there."""

    name = CleanStringField(
        _l("Name of the guest"),
        validators=[
            InputRequired(message=_l("The guest's name is empty. Write the name.")),
            Length(max=120, message=_l("This name is too long: at most 120 letters.")),
        ],
        render_kw={"dir": "auto"},
    )
    note = CleanStringField(
        _l("From where, as what (not required)"),
        validators=[Length(max=200, message=_l("This is too long: at most 200 letters."))],
        render_kw={"dir": "auto"},
    )


class StretchForm(Form):
    """From when to when somebody was there."""

    from_at = JalaliMomentField(
        _l("Came"), validators=[InputRequired(message=_l("The moment is missing. Type day and time."))]
    )
    to_at = JalaliMomentField(_l("Left"), description=_l("Empty while the person is still there."))
    remote = BooleanField(_l("Took part remotely"))


class RecusalForm(Form):
    """Who takes no part in which entry, and why."""

    entry = SelectField(_l("Entry of the agenda"), validate_choice=False)
    row = SelectField(_l("Who"), validate_choice=False)
    reason = CleanStringField(
        _l("Reason"),
        validators=[Length(max=200, message=_l("This is too long: at most 200 letters."))],
        render_kw={"dir": "auto"},
    )

    def __init__(
        self, *args: Any, entries: Sequence[tuple[str, str]], rows: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        """``entries`` and ``rows`` as public id and name."""
        super().__init__(*args, **kwargs)
        self.entry.choices, self.row.choices = list(entries), list(rows)

    def validate(self, extra_validators: Any = None) -> bool:
        """Both must be of this meeting."""
        fits = super().validate(extra_validators)
        for field in (self.entry, self.row):
            if field.data not in dict(field.choices):
                field.errors = [*field.errors, NOT_CHOSEN]
                fits = False
        return fits
