"""Forms of invitations: whom to invite, and what one answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from coordination.accounts.fields import PersonField
from coordination.accounts.forms import EmailField
from coordination.accounts.models import Person
from coordination.accounts.names import person_name
from coordination.directory.forms.rules import at_most
from coordination.groups.models import Seat
from coordination.kernel.forms import Form
from coordination.lang.fields import CleanStringField, CleanTextField
from coordination.meetings.models import ANSWER_LABELS, Answer


class InviteForm(Form):
    """Holders of seats and alternates by ticking, anybody with an account by name, a guest by name and address."""

    seats = SelectMultipleField(
        _l("Members of the group"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    person = PersonField(_l("Somebody else with an account"), [Optional()])
    guest_name = CleanStringField(_l("Name of the guest"), [Optional(), at_most(120)], render_kw={"dir": "auto"})
    guest_email = EmailField(_l("E-mail address of the guest"), [Optional(), at_most(254)])

    def offer(self, seats: Sequence[Seat], invited: Iterable[int | None]) -> dict[str, Any]:
        """Put those on offer who are not invited yet, holders ticked on a fresh page; the notes beside them."""
        there, notes = set(invited), {}
        self._people: dict[str, Person] = {}
        ticked = []
        for seat in seats:
            for person in (seat.holder, seat.alternate):
                if person is None or person.id in there or person.disabled_at is not None:
                    continue
                there.add(person.id)
                self._people[person.public_id] = person
                notes[person.public_id] = seat
                if person is seat.holder:
                    ticked.append(person.public_id)
        self.seats.choices = [(public_id, person_name(person)) for public_id, person in self._people.items()]
        if not self.is_submitted():
            self.seats.data = ticked
        return notes

    def people(self) -> list[Person]:
        """Those ticked, and the one named."""
        ticked = [self._people[public_id] for public_id in self.seats.data or () if public_id in self._people]
        return ticked + ([self.person.data] if self.person.data is not None else [])


class AnswerForm(Form):
    """Yes, no or perhaps, and a word to the secretary."""

    answer = RadioField(
        _l("Do you come?"),
        [InputRequired()],
        choices=[(one.value, _l(label)) for one, label in ANSWER_LABELS.items() if one != Answer.NONE],
    )
    note = CleanTextField(
        _l("A word to the secretary"), [Optional(), at_most(400)], render_kw={"rows": 2, "dir": "auto"}
    )

    def said(self) -> dict[str, Any]:
        """What the commands take. Call it on a valid form."""
        return {"said": Answer(self.answer.data), "note": self.note.data or ""}
