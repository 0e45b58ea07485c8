"""Form fields of accounts: a person named by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from coordination.accounts.models import Person
from coordination.accounts.names import find_people, person_name
from coordination.kernel.choosing import ChosenField


class PersonField(ChosenField):
    """Somebody with an open account by name or e-mail address; ``data`` is the ``Person``, or None."""

    endpoint = "accounts.complete"

    def find(self, text: str) -> Sequence[Person]:
        """The one with this address, else those of this name, else those whose names hold the text."""
        return find_people(text)

    def name_of(self, thing: Any) -> str:
        """The name in the reader's language."""
        return person_name(thing)

    def note_of(self, thing: Any) -> str:
        """The e-mail address tells people of one name apart."""
        return str(thing.email)

    def refusal(self, text: str, found: int) -> str:
        """Nothing fits, or several do."""
        if found:
            return str(_("Several people fit «%(text)s». Choose one of them.", text=text))
        return str(
            _(
                "Nobody with an open account is called «%(text)s». Type a part of the name, or the e-mail address.",
                text=text,
            )
        )
