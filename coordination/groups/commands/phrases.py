"""The phrase library: sentences with blanks that a recorder puts into the minutes."""

from __future__ import annotations

from typing import Literal

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.groups import queries
from coordination.groups.models import Group, Phrase
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.text import fold

LONGEST = 400


def add_phrase(actor: Actor, group: Group | None, *, text: str) -> Phrase:
    """A further phrase at the end of the group's library, or of the one shared by all (``group`` None), flushed.

    Raises Invalid where the library holds it already.
    """
    group_id = group.id if group else None
    _refuse_same(group_id, text, None)
    phrase = Phrase(group_id=group_id, text=text, position=queries.last_phrase_position(group_id) + 1)
    db.session.add(phrase)
    db.session.flush()
    trail.record(actor, "phrase.edit", phrase, detail={"done": "added", "group": group_id})
    return phrase


def edit_phrase(actor: Actor, phrase: Phrase, *, text: str) -> None:
    """Other words. Raises Invalid where the library holds them already."""
    _refuse_same(phrase.group_id, text, phrase)
    if phrase.text != text:
        phrase.text = text
        trail.record(actor, "phrase.edit", phrase, detail={"done": "changed", "group": phrase.group_id})


def move_phrase(actor: Actor, phrase: Phrase, *, way: Literal["up", "down"]) -> None:
    """One place up or down in its library; at the end of the way nothing changes."""
    rows = list(queries.list_phrases(phrase.group_id, shared=False))
    place = rows.index(phrase)
    other = place - 1 if way == "up" else place + 1
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        row.position = position
    trail.record(actor, "phrase.edit", phrase, detail={"done": "moved", "group": phrase.group_id})


def delete_phrase(actor: Actor, phrase: Phrase) -> None:
    """Take a phrase out of its library; minutes in which it was used keep their text."""
    trail.record(actor, "phrase.edit", phrase, detail={"done": "deleted", "group": phrase.group_id})
    db.session.flush()
    db.session.delete(phrase)


def _refuse_same(group_id: int | None, text: str, phrase: Phrase | None) -> None:
    if any(
        other is not phrase and fold(other.text) == fold(text) for other in queries.list_phrases(group_id, shared=False)
    ):
        raise Invalid(N_("The library holds this phrase already."), field="text")
