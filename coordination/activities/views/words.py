"""How activities are said on their pages: who took part, and how often something was held."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from coordination.activities.models import PART_LABELS, Part
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick


class PartSaid(NamedTuple):
    """A body and its part, in words."""

    name: str
    part: str


def names_of(rows: Iterable[Any]) -> list[PartSaid]:
    """Bodies with their parts; rows have ``part`` and the names of an agency, or ``name`` alone."""
    return [PartSaid(pick(row, "name") if row.name_fa else row.name, PART_LABELS[Part(row.part)]) for row in rows]


def times_of(row: Any) -> Message | None:
    """How often, where it was not once."""
    if row.times is None:
        return Message(N_("several times"))
    return Message(N_("%(count)s times"), count=row.times) if row.times > 1 else None
