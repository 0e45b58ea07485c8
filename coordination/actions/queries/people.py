"""Who may be named with an action: colleagues of the owner, whom a secretary may give it, who verifies for a group."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, cast, literal, select, union

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.accounts.models import Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.actions.models import Action
from coordination.actions.states import LIVE
from coordination.directory.models import Agency
from coordination.groups.models import Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import Id, db
from coordination.lang.zone import local_date

CANDIDATES = 400
AnyRow = Row[*tuple[Any, ...]]


def list_colleagues(agency_id: int, *, but: int | None = None) -> Sequence[AnyRow]:
    """Who holds a post at the agency today, by name: id, public_id, name, name_en."""
    today = local_date(clock.now())
    holding = select(Post.person_id).where(Post.agency_id == agency_id, holds_today(Post, today))
    return db.session.execute(
        select(Person.id, Person.public_id, Person.name, Person.name_en)
        .where(Person.id.in_(holding), Person.id != (but or 0), Person.disabled_at.is_(None))
        .order_by(Person.sort_key, Person.id)
    ).all()


def list_candidates(group_id: int | None, agency_id: int | None) -> Sequence[AnyRow]:
    """Whom a secretary may give an action: delegates in the group, those with a post at the agency, and liaisons of
    every agency, in this order: person_id, person (public id), name, name_en, agency_id, agency (public id), name_fa,
    agency_name_en."""
    today = local_date(clock.now())
    seated = select(
        Seat.holder_id.label("person_id"), Seat.agency_id.label("agency_id"), literal(0).label("rank")
    ).where(
        Seat.group_id == (group_id or 0),
        Seat.agency_id.is_not(None),
        Seat.holder_id.is_not(None),
        Seat.kind != SeatKind.OBSERVER,
        seat_stands(Seat, today),
    )
    posted = select(Post.person_id, Post.agency_id, literal(1)).where(
        Post.agency_id == (agency_id or 0), holds_today(Post, today)
    )
    liaisons = select(Post.person_id, Post.agency_id, literal(2)).where(
        Post.kind == PostKind.LIAISON, holds_today(Post, today)
    )
    named = union(seated, posted, liaisons).subquery()
    rows = db.session.execute(
        select(
            Person.id.label("person_id"),
            Person.public_id.label("person"),
            Person.name,
            Person.name_en,
            Agency.id.label("agency_id"),
            Agency.public_id.label("agency"),
            Agency.name_fa,
            Agency.name_en.label("agency_name_en"),
        )
        .join(named, named.c.person_id == Person.id)
        .join(Agency, Agency.id == named.c.agency_id)
        .where(Person.disabled_at.is_(None))
        .order_by(named.c.rank, Agency.sort_key, Person.sort_key, Person.id)
        .limit(CANDIDATES)
    ).all()
    once = {(row.person_id, row.agency_id): row for row in reversed(rows)}
    return [row for row in rows if once.pop((row.person_id, row.agency_id), None) is not None]


def list_verifiers(group_id: int) -> Sequence[AnyRow]:
    """Who may verify for a group: holders of its seats, secretary and chair first: id, public_id, name, name_en."""
    today = local_date(clock.now())
    rows = db.session.execute(
        select(Person.id, Person.public_id, Person.name, Person.name_en, Seat.kind)
        .join(Seat, Seat.holder_id == Person.id)
        .where(
            Seat.group_id == group_id,
            Seat.kind != SeatKind.OBSERVER,
            seat_stands(Seat, today),
            Person.disabled_at.is_(None),
        )
        .order_by(Person.sort_key, Person.id)
    ).all()
    first = {SeatKind.SECRETARY: 0, SeatKind.CHAIR: 1}
    by_person = {row.id: row for row in sorted(rows, key=lambda row: first.get(SeatKind(row.kind), 2), reverse=True)}
    return sorted(by_person.values(), key=lambda row: first.get(SeatKind(row.kind), 2))


def list_agencies_of_groups(actor: Actor) -> Sequence[AnyRow]:
    """Agencies with live actions of the actor's groups, for the filter: public_id, name_fa, name_en."""
    having = select(cast(Action.agency_id, Id)).where(
        policy.visible(actor, "action.list_group"), Action.state.in_(LIVE)
    )
    return db.session.execute(
        select(Agency.public_id, Agency.name_fa, Agency.name_en)
        .where(Agency.id.in_(having))
        .order_by(Agency.sort_key, Agency.id)
        .limit(60)
    ).all()
