"""A person's name as the reader reads it, and finding people by a part of theirs; nobody gets a list of all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from coordination.accounts.models import Person
from coordination.kernel.db import db
from coordination.lang.identifiers import email
from coordination.lang.locale import current
from coordination.lang.sorting import sort_key
from coordination.lang.text import fold

SHORTEST = 2
LOOKED_AT = 40


def person_name(person: Any) -> str:
    """The name in the reader's language; ``person`` may be a row with both."""
    return str(person.name_en) if current() == "en" and person.name_en else str(person.name)


def find_people(text: str, limit: int = 10) -> Sequence[Person]:
    """People with an open account whose address is ``text`` or whose name holds it: one statement, the whole name
    first. A text of one sign finds nobody."""
    key = fold(text)
    if len(key) < SHORTEST:
        return []
    # Two digits a letter: what fits between two letters only is left out below.
    part = sort_key(text)
    named = or_(Person.email == email(text), Person.sort_key.contains(part) if part else Person.email == email(text))
    rows = db.session.scalars(
        select(Person).where(Person.disabled_at.is_(None), named).order_by(Person.sort_key, Person.id).limit(LOOKED_AT)
    ).all()
    by_address = [person for person in rows if person.email == email(text)]
    by_name = [person for person in rows if key in fold(person.name) or key in fold(person.name_en)]
    exact = [person for person in by_name if key == fold(person.name)]
    return (by_address or exact or by_name)[:limit]
