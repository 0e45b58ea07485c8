"""Reads of the groups in which the reader himself sits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from coordination.access.actor import Actor
from coordination.groups.models import Group, SeatKind
from coordination.kernel.db import db

AnyRow = Row[*tuple[Any, ...]]


def list_my_groups(actor: Actor, *kinds: SeatKind) -> Sequence[AnyRow]:
    """The active groups in which the actor holds a seat of one of ``kinds`` today (any kind, where none is named; then
    also those where he is an alternate), by name: id, public_id, code, name_fa, name_en, kind."""
    mine = actor.groups(*kinds) if kinds else {seat.group_id for seat in actor.seats}
    if not mine:
        return []
    return db.session.execute(
        select(Group.id, Group.public_id, Group.code, Group.name_fa, Group.name_en, Group.kind)
        .where(Group.id.in_(mine), Group.active.is_(True))
        .order_by(Group.sort_key, Group.id)
    ).all()
