"""Public resolutions: in force, marked by their group's secretary, never confidential."""

from __future__ import annotations

from sqlalchemy import select

from coordination.groups.models import Group
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.resolutions.models import Resolution, ResolutionState

IN_FORCE = (ResolutionState.IN_FORCE, ResolutionState.PARTIALLY_IMPLEMENTED)


def list_resolutions(text: str = "", *, size: int, after: str | None = None, before: str | None = None) -> Slice:
    """Resolutions that everybody may read, the latest first; one statement."""
    asked = (
        select(
            Resolution.number,
            Resolution.text,
            Resolution.kind,
            Resolution.adopted_on,
            Resolution.in_force_on,
            Resolution.outside_body,
            Group.name_fa,
            Group.name_en,
        )
        .outerjoin(Group, Group.id == Resolution.group_id)
        .where(
            Resolution.public.is_(True),
            Resolution.confidential.is_(False),
            Resolution.state.in_(IN_FORCE),
            Resolution.adopted_on.is_not(None),
        )
    )
    for word in fold(text).split():
        asked = asked.where(Resolution.folded.contains(word, autoescape=True))
    order = (Resolution.adopted_on, Resolution.id)
    return read_slice(asked, order, size=size, after=after, before=before, descending=True)
