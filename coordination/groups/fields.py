"""Form fields of groups: a group named by typing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from coordination.groups.models import Group
from coordination.groups.queries import find_groups
from coordination.kernel.choosing import ChosenField
from coordination.lang.filters import pick


class GroupField(ChosenField):
    """An active group by name, code or prefix; ``data`` is the ``Group``, or None."""

    endpoint = "groups.complete"

    def find(self, text: str) -> Sequence[Group]:
        """Those that are called so, else those whose names hold the text."""
        return find_groups(text)

    def name_of(self, thing: Any) -> str:
        """The name in the reader's language."""
        return pick(thing, "name")

    def note_of(self, thing: Any) -> str:
        """The prefix of its resolutions tells groups of one name apart."""
        return str(thing.number_prefix)

    def refusal(self, text: str, found: int) -> str:
        """Nothing fits, or several do."""
        if found:
            return str(_("Several groups fit «%(text)s». Choose one of them.", text=text))
        return str(_("No active group is called «%(text)s». Type a part of its name, or its prefix.", text=text))
