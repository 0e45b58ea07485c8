"""Forms of pasted lists: the text with whose and when, and the table in which its drafts are corrected."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, SelectField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired

from coordination.activities.commands.pasting import SEVERAL
from coordination.activities.fields import IssuerField, SpanField
from coordination.activities.models import ACTIVITY_LABELS
from coordination.kernel.forms import Form
from coordination.lang import say
from coordination.lang.fields import CleanStringField, CleanTextField
from coordination.lang.text import fold

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
AUTO = {"dir": "auto"}


class PastedField(TextAreaField):
    """A text as it was pasted; only what no text holds is taken out."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Line breaks of every system become the one."""
        if valuelist:
            self.data = _CONTROLS.sub("", str(valuelist[0]).replace("\r\n", "\n").replace("\r", "\n"))


class PasteForm(Form):
    """In whose name, of what time, and the list."""

    issuer = IssuerField(_l("In the name of"))
    when = SpanField(
        _l("Of what time?"),
        validators=[InputRequired()],
        description=_l("A season, half-year or year. Items without a time of their own get this one."),
        render_kw=AUTO,
    )
    text = PastedField(
        _l("The list"), validators=[InputRequired()], render_kw={"rows": 16, "dir": "auto", "data-keep-field": True}
    )


class DraftForm(PlainForm):
    """One row of the table; everything stays as typed until it is recorded."""

    kept = BooleanField(_l("Record this"))
    kind = SelectField(_l("Kind"), validate_choice=False)
    title = CleanStringField(_l("What was it?"), render_kw=AUTO)
    when = CleanStringField(_l("When?"), render_kw=AUTO)
    partners = CleanStringField(_l("With whom?"), render_kw=AUTO)
    times = CleanStringField(_l("How often?"), render_kw=AUTO)
    days = CleanStringField(_l("Days"), render_kw=AUTO)
    note = CleanTextField(_l("Note"), render_kw=AUTO | {"rows": 1})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [("", _("Not known")), *((kind.value, _(label)) for kind, label in ACTIVITY_LABELS.items())]


class PastedForm(Form):
    """The table of drafts; ``at`` gives the row of a place of the list."""

    rows = FieldList(FormField(DraftForm))

    def __init__(self, *args: Any, stored: Sequence[Mapping[str, Any]] = (), **kwargs: Any) -> None:
        """``stored``: the rows as they wait; those that are recorded have no fields."""
        super().__init__(*args, **kwargs)
        if not self.is_submitted():
            for place, row in enumerate(stored):
                if not row["activity"]:
                    self.rows.last_index = place - 1
                    self.rows.append_entry(_shown(row))
        self.at: dict[int, DraftForm] = {int(entry.name.rpartition("-")[2]): entry.form for entry in self.rows}

    @property
    def typed(self) -> dict[int, dict[str, Any]]:
        """What was typed into each row, by its place."""
        return {place: dict(row.data) for place, row in self.at.items()}


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as its fields show it: in the digits of the page, "several" in its language."""
    shown = {name: say.digits_for(str(row[name])) for name in ("title", "when", "partners", "times", "days", "note")}
    if fold(row["times"]) in SEVERAL:
        shown["times"] = _("several times")
    return dict(row) | shown
