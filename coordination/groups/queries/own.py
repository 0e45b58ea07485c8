"""Reads of the groups in which the reader himself sits, or his agency does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, exists, or_, select

from coordination.access.actor import Actor
from coordination.access.seats import VOTING
from coordination.accounts.models import PostKind
from coordination.groups.models import Group, Seat, SeatKind
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


def list_groups_to_propose_to(actor: Actor) -> Sequence[AnyRow]:
    """The active groups to which the actor may propose an item (act ``agenda_item.propose``): those in which he has a
    voting seat, or an agency whose liaison he is has a seat; by name, with the columns of ``list_my_groups``."""
    agencies = actor.agencies(PostKind.LIAISON)
    seated = exists(
        select(Seat.id).where(Seat.group_id == Group.id, Seat.agency_id.in_(agencies), Seat.ended_at.is_(None))
    )
    return db.session.execute(
        select(Group.id, Group.public_id, Group.code, Group.name_fa, Group.name_en, Group.kind)
        .where(or_(Group.id.in_(actor.groups(*VOTING)), seated), Group.active.is_(True))
        .order_by(Group.sort_key, Group.id)
    ).all()
