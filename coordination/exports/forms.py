"""The form by which a register is taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, Length

from coordination.exports.columns import Register
from coordination.exports.commands import Format
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanTextField, JalaliDateField

FORMATS = {Format.XLSX: _l("Table (XLSX)"), Format.CSV: _l("Plain table (CSV)")}


class ExportForm(Form):
    """Which register, of which days, how written, and what for."""

    register = SelectField(_l("Which register?"), [InputRequired()])
    format = RadioField(_l("File"), [InputRequired()], default=Format.XLSX.value)
    first = JalaliDateField(_l("From"), description=_l("Empty: from the beginning."))
    last = JalaliDateField(_l("Until"), description=_l("Empty: until today."))
    reason = CleanTextField(
        _l("What is it for?"),
        [InputRequired(), Length(max=400, message=_l("This is too long: at most 400 letters."))],
        description=_l("Kept in the audit trail beside your name."),
        render_kw={"rows": 2, "dir": "auto"},
    )

    def __init__(self, *args: Any, registers: Mapping[str, Register], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register.choices = [(name, _(one.label)) for name, one in registers.items()]
        self.format.choices = [(fmt.value, label) for fmt, label in FORMATS.items()]
