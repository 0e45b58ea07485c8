"""Reads of one group and of the seats in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.access.standing import seat_stands
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db


def get_group(group_id: str) -> Group | None:
    """The group with this public id, its host agency, parent, and all its seats with holder, alternate and agency: what
    every relation to a group touches. Two statements."""
    return db.session.scalar(
        select(Group)
        .where(Group.public_id == group_id)
        .options(
            joinedload(Group.host_agency),
            joinedload(Group.parent),
            selectinload(Group.seats).options(
                joinedload(Seat.holder), joinedload(Seat.alternate), joinedload(Seat.agency)
            ),
        )
    )


def get_seat(seat_id: str) -> Seat | None:
    """The seat with this public id, with its group (and host agency), agency, holder and alternate."""
    return db.session.scalar(
        select(Seat)
        .where(Seat.public_id == seat_id)
        .options(
            joinedload(Seat.group).joinedload(Group.host_agency),
            joinedload(Seat.agency),
            joinedload(Seat.holder),
            joinedload(Seat.alternate),
        )
    )


def standing_seats(group_id: int, today: date) -> list[Seat]:
    """The group's seats that stand on that day (confirmed, not ended, within their term), in their order, with holder,
    alternate and agency. One statement. A seat without holder, or whose holder's account is closed, is vacant
    (``Seat.vacant``) and still among them: it counts for the quorum."""
    found: Sequence[Seat] = db.session.scalars(
        select(Seat)
        .where(Seat.group_id == group_id, seat_stands(Seat, today))
        .order_by(Seat.position, Seat.id)
        .options(joinedload(Seat.holder), joinedload(Seat.alternate), joinedload(Seat.agency))
    ).all()
    return list(found)
