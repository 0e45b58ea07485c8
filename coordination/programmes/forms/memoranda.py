"""Forms of memoranda: what one says, its parties, its scan, its moves, and the filters of the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import FieldList, SelectField
from wtforms import Form as PlainForm

from coordination.directory.fields import AgencyField
from coordination.directory.models import Agency
from coordination.directory.queries import find_matches
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, JalaliDateField
from coordination.lang.filters import pick
from coordination.lang.text import clean, fold
from coordination.programmes.commands import MemorandumFacts
from coordination.programmes.forms.fields import Asked, line, text
from coordination.programmes.models import Memorandum, MemorandumParty, Programme

BLANK_ROWS = 2
MOST_PARTIES = 40
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Body:
    """A party that is no agency of the directory: its name as it was typed."""

    name: str
    public_id: str = ""


class PartyField(AgencyField):
    """A party: the agency whose whole name, alias or code was typed, else a body by that name; ``data`` is an
    ``Agency``, a ``Body`` or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A name that no agency bears is no mistake here."""
        typed = clean(str(valuelist[0])) if valuelist else ""
        if typed and not self.find(typed):
            self.data = Body(typed[:LONGEST_NAME])
            return
        super().process_formdata(valuelist)

    def find(self, text: str) -> Sequence[Agency]:
        """Those that are called exactly so."""
        return [one for one in find_matches(text) if f"\n{fold(text)}\n" in one.folded]

    def name_of(self, thing: Any) -> str:
        """An agency's name in the reader's language, a body's as it was typed."""
        return thing.name if isinstance(thing, Body) else pick(thing, "name")


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
        PartyField(_l("Party")),
        label=_l("Other parties"),
        max_entries=MOST_PARTIES,
        description=_l("The whole name of an agency of the directory, or any other body by its name."),
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
            self.parties.append_entry(party.agency or Body(party.name))
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
            parties=[one.name if isinstance(one, Body) else one for one in self.parties.data if one],
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
