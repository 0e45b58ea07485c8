"""Reads of many seats: those of a group a page at a time, those that wait, lapse, or fall vacant with an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.accounts.models import Person, Post
from coordination.accounts.presence import holds_today
from coordination.directory.models import Agency
from coordination.groups.models import Group, Seat, SeatKind
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice

AnyRow = Row[*tuple[Any, ...]]
OFFICERS = (SeatKind.CHAIR, SeatKind.SECRETARY)
LAPSE_WARNED = timedelta(days=60)
"""How long before a term's last day its end is told (domain.md, Directory and people)."""


def list_seats(
    group: Group, today: date, *, past: bool = False, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """A page of the group's seats in their order: those that stand, wait or begin later; or the terms that are over."""
    holder, alternate = aliased(Person), aliased(Person)
    over = or_(Seat.ended_at.is_not(None), and_(Seat.to_on.is_not(None), Seat.to_on < today))
    asked = (
        select(
            Seat.id, Seat.public_id, Seat.kind, Seat.came, Seat.letter, Seat.from_on, Seat.to_on, Seat.confirmed_at,
            Seat.ended_at, holder.name.label("holder"), holder.name_en.label("holder_en"),
            holder.disabled_at.label("holder_disabled_at"), alternate.name.label("alternate"),
            alternate.name_en.label("alternate_en"), Agency.name_fa, Agency.name_en,
        )
        .outerjoin(holder, holder.id == Seat.holder_id)
        .outerjoin(alternate, alternate.id == Seat.alternate_id)
        .outerjoin(Agency, Agency.id == Seat.agency_id)
        .where(Seat.group_id == group.id, over if past else ~over)
    )  # fmt: skip
    return read_slice(asked, (Seat.position, Seat.id), size=size, after=after, before=before)


def list_waiting_seats(actor: Actor) -> Sequence[Seat]:
    """Seats that wait for this head's word, with group, agency, holder and alternate."""
    return db.session.scalars(
        select(Seat)
        .where(_waits(), policy.visible(actor, "seat.confirm"))
        .options(joinedload(Seat.group), joinedload(Seat.agency), joinedload(Seat.holder), joinedload(Seat.alternate))
        .order_by(Seat.id)
    ).all()


def waiting_count(actor: Actor) -> ScalarSelect[int]:
    """SQL: how many seats wait for the actor's word, for the number beside the navigation."""
    return select(func.count(Seat.id)).where(_waits(), policy.visible(actor, "seat.confirm")).scalar_subquery()


def _waits() -> Any:
    return and_(Seat.confirmed_at.is_(None), Seat.ended_at.is_(None))


def list_lapsing(today: date) -> Sequence[Seat]:
    """Standing seats of active groups whose term ends within sixty days and of which nobody was told yet."""
    return db.session.scalars(
        select(Seat)
        .join(Seat.group)
        .where(
            Group.active.is_(True),
            seat_stands(Seat, today),
            Seat.to_on <= today + LAPSE_WARNED,
            Seat.lapse_told_at.is_(None),
        )
        .order_by(Seat.id)
    ).all()


def last_position(group_id: int) -> int:
    """The place of the group's last seat in its order; 0 where it has none."""
    return db.session.scalar(select(func.max(Seat.position)).where(Seat.group_id == group_id)) or 0


def holds_seat(
    group_id: int, person_id: int, kind: SeatKind, from_on: date, to_on: date | None, *, but: int | None = None
) -> bool:
    """Whether the person holds another seat of this kind in the group within these days."""
    asked = select(Seat.id).where(
        Seat.group_id == group_id,
        Seat.holder_id == person_id,
        Seat.kind == kind,
        Seat.ended_at.is_(None),
        or_(Seat.to_on.is_(None), Seat.to_on >= from_on),
    )
    if to_on is not None:
        asked = asked.where(Seat.from_on <= to_on)
    if but is not None:
        asked = asked.where(Seat.id != but)
    return db.session.scalar(asked.limit(1)) is not None


def has_host_seat(group: Group, today: date, *, but: int) -> bool:
    """Whether the host agency has another seat in the group than the one numbered ``but``."""
    return bool(
        db.session.scalar(
            select(
                select(Seat.id)
                .where(
                    Seat.group_id == group.id,
                    Seat.agency_id == group.host_agency_id,
                    Seat.id != but,
                    seat_stands(Seat, today),
                )
                .exists()
            )
        )
    )


def list_member_agencies(group: Group, today: date) -> Sequence[AnyRow]:
    """Agencies with a standing seat in the group, and those its quorum requires: id, name_fa, name_en, by name."""
    seated = select(Seat.agency_id).where(Seat.group_id == group.id, seat_stands(Seat, today))
    return db.session.execute(
        select(Agency.id, Agency.name_fa, Agency.name_en)
        .where(or_(Agency.id.in_(seated), Agency.id.in_(group.quorum_agencies)))
        .order_by(Agency.sort_key, Agency.id)
    ).all()


def list_officers(group_id: int, today: date, *, agency_id: int | None = None) -> Sequence[AnyRow]:
    """Secretaries and chairs of today with an open account: holder_id, kind, name, name_en, and ``at_home``, whether
    they hold a post of today at the agency."""
    at_home = (
        select(Post.id)
        .where(Post.person_id == Seat.holder_id, Post.agency_id == agency_id, holds_today(Post, today))
        .correlate(Seat)
        .exists()
    )
    return db.session.execute(
        select(Seat.holder_id, Seat.kind, Person.name, Person.name_en, at_home.label("at_home"))
        .join(Person, Person.id == Seat.holder_id)
        .where(
            Seat.group_id == group_id,
            Seat.kind.in_(OFFICERS),
            seat_stands(Seat, today),
            Person.disabled_at.is_(None),
        )
        .order_by(Seat.position, Seat.id)
    ).all()


def count_held(person_id: int, today: date) -> int:
    """How many standing seats of active groups the person holds."""
    asked = (
        select(func.count(Seat.id))
        .join(Group, Group.id == Seat.group_id)
        .where(Seat.holder_id == person_id, Group.active.is_(True), seat_stands(Seat, today))
    )
    return db.session.scalar(asked) or 0
