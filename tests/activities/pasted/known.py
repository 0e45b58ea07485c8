"""What tests of pasted lists share: the bodies of the project's own table, and reading with them."""

from __future__ import annotations

from coordination.activities.pasted import Draft, parse
from coordination.activities.pasted.measure import AGENCIES, read_bodies

BODIES = tuple(read_bodies(AGENCIES))
OWN = frozenset({"network"})


def read(text: str) -> list[Draft]:
    """All drafts of a text issued by the network."""
    return parse(text, BODIES, own=OWN)


def items(text: str) -> list[Draft]:
    """The drafts that are items."""
    return [draft for draft in read(text) if draft.kept]


def partners(draft: Draft) -> set[str]:
    """The codes of the bodies of a draft."""
    return {found.agency_code for found in draft.partners}
