"""Reads of the phrase library."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from coordination.groups.models import Group, Phrase
from coordination.kernel.db import db


def list_phrases(group_id: int | None, *, shared: bool = True) -> Sequence[Phrase]:
    """The phrases of a group in their order, and after them (where ``shared``) those offered in all groups."""
    own = Phrase.group_id == group_id if group_id is not None else Phrase.group_id.is_(None)
    wanted = own | Phrase.group_id.is_(None) if shared else own
    return db.session.scalars(
        select(Phrase).where(wanted).order_by(Phrase.group_id.is_(None), Phrase.position, Phrase.id)
    ).all()


def get_phrase(phrase_id: str) -> Phrase | None:
    """The phrase with this public id."""
    return db.session.scalar(select(Phrase).where(Phrase.public_id == phrase_id))


def last_phrase_position(group_id: int | None) -> int:
    """The place of the library's last phrase; 0 where it is empty."""
    own = Phrase.group_id == group_id if group_id is not None else Phrase.group_id.is_(None)
    return db.session.scalar(select(func.max(Phrase.position)).where(own)) or 0


def get_phrase_group(phrase: Phrase) -> Group | None:
    """The group whose library holds the phrase; None for a shared one."""
    if phrase.group_id is None:
        return None
    return db.session.scalar(select(Group).where(Group.id == phrase.group_id).options(joinedload(Group.host_agency)))
