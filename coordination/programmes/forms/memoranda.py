"""Forms of memoranda: what one says, its parties, its scan, its moves, and the filters of the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, SelectField
from wtforms import Form as PlainForm

from coordination.activities.fields import BodyField, ByName
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, JalaliDateField
from coordination.programmes.commands import MemorandumFacts
from coordination.programmes.forms.fields import Asked, line, text
from coordination.programmes.models import Memorandum, MemorandumParty, Programme

BLANK_ROWS = 2
MOST_PARTIES = 40


class MemorandumFilter(PlainForm):
    """What the list is narrowed to."""

    q = CleanStringField(_l("Words or number"), render_kw={"dir": "auto"})
    party = CleanStringField(_l("Party"), render_kw={"dir": "auto"})


class MemorandumForm(Form):
    """What a memorandum says; ``agency`` only while it is new, the rest only while it is a draft."""

    agency = SelectField(_l("In the name of"), validate_choice=False)
    title = line(_l("Title"), 300, required=True)
    number = line(_l("Number"), 60)
    parties = FieldList(
        BodyField(_l("Party")),
        label=_l("Other parties"),
        max_entries=MOST_PARTIES,
        description=_l("An agency of the directory, or any other body by its name."),
    )
    from_on = JalaliDateField(_l("First day"))
    to_on = JalaliDateField(_l("Last day"))
    programme = SelectField(_l("Programme"), validate_choice=False)
    text = text(_l("What was agreed"))

    def __init__(
        self,
        *args: Any,
        owners: Sequence[tuple[str, str]] = (),
        programmes: Sequence[Programme] = (),
        signed: bool = False,
        **kwargs: Any,
    ) -> None:
        """``owners``: the agencies for which the reader may draft; empty for a memorandum that is there."""
        super().__init__(*args, **kwargs)
        self.known = {one.public_id: one for one in programmes}
        self.programme.choices = [("", _("None")), *((one.public_id, one.title) for one in programmes)]
        if owners:
            self.agency.choices = list(owners)
        else:
            del self.agency
        if signed:
            for name in ("title", "number", "parties", "from_on", "to_on", "text"):
                delattr(self, name)

    def add_rows(self, parties: Sequence[MemorandumParty] = ()) -> None:
        """Before anything was sent: a row for each party and some empty ones."""
        for party in parties:
            self.parties.append_entry(party.agency or ByName(party.name))
        for _row in range(BLANK_ROWS):
            self.parties.append_entry()

    def facts(self, memorandum: Memorandum | None = None) -> MemorandumFacts:
        """What was typed; of a signed memorandum only the programme."""
        programme = self.known.get(self.programme.data or "")
        if "title" not in self:
            assert memorandum is not None
            return MemorandumFacts(title=memorandum.title, programme=programme)
        return MemorandumFacts(
            title=self.title.data or "",
            number=self.number.data or "",
            text=self.text.data or "",
            from_on=self.from_on.data,
            to_on=self.to_on.data,
            parties=[one.name[:200] if isinstance(one, ByName) else one for one in self.parties.data if one],
            programme=programme,
        )


class SignForm(Form):
    """The day of signing, and the scan of the paper where it is at hand."""

    signed_on = JalaliDateField(_l("Signed on"), validators=[Asked()])
    scan = FileField(_l("Scan of the paper"), description=_l("PDF, JPEG, PNG or WebP."))


class ScanForm(Form):
    """A scan of the paper."""

    scan = FileField(
        _l("Scan of the paper"),
        [FileRequired(_l("No file was chosen. Choose the scan."))],
        description=_l("PDF, JPEG, PNG or WebP."),
    )


class ReasonForm(Form):
    """Why a memorandum ends before its last day."""

    reason = text(_l("Reason"), required=True)
