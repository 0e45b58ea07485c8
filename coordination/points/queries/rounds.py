"""Rounds: the running one, where to go next, those of the past, and what a visit tells a draft of a referral."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import STAFF, Person
from coordination.cases.models import Client, ClientNameKey
from coordination.cases.names import name_key
from coordination.directory.models import Agency, AgencyKind, Centre, CentreKind
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold_words
from coordination.points.models import Point, Round, Visit

AnyRow = Row[*tuple[Any, ...]]
NEXT = 20
UNITS = 200


def list_units(actor: Actor, *, everywhere: bool = False) -> Sequence[AnyRow]:
    """The mobile units of the reader's agencies (or of every agency), never of the police: id, public_id, names of the
    unit, agency_id, names of the agency. One statement."""
    statement = (
        select(
            Centre.id,
            Centre.public_id,
            Centre.name_fa,
            Centre.name_en,
            Centre.agency_id,
            Agency.public_id.label("agency"),
            Agency.name_fa.label("agency_name_fa"),
            Agency.name_en.label("agency_name_en"),
        )
        .join(Agency, Agency.id == Centre.agency_id)
        .where(
            Centre.kind == CentreKind.MOBILE_UNIT,
            Centre.active.is_(True),
            Agency.active.is_(True),
            Agency.kind != AgencyKind.POLICE,
        )
        .order_by(Agency.sort_key, Centre.sort_key, Centre.id)
        .limit(UNITS)
    )
    if not everywhere:
        statement = statement.where(Centre.agency_id.in_(actor.agencies(*STAFF)))
    return db.session.execute(statement).all()


def get_round(public_id: str) -> Round | None:
    """The round with its unit, who makes it, and its visits with their points: one statement."""
    return (
        db.session.scalars(
            select(Round)
            .where(Round.public_id == public_id)
            .options(
                joinedload(Round.agency),
                joinedload(Round.centre),
                joinedload(Round.by),
                joinedload(Round.visits).joinedload(Visit.point),
            )
        )
        .unique()
        .one_or_none()
    )


def get_running(centre_id: int, person_id: int | None) -> Round | None:
    """The round that somebody began with this unit and has not ended."""
    return db.session.scalar(
        select(Round)
        .where(Round.centre_id == centre_id, Round.by_id == person_id, Round.ended_at.is_(None))
        .order_by(Round.id.desc())
        .limit(1)
    )


def list_next(round_: Round, *, district: str = "", limit: int = NEXT) -> Sequence[AnyRow]:
    """The active points of the round's agency that it has not visited yet, those waiting longest first."""
    visited = [visit.point_id for visit in round_.visits]
    statement = (
        select(Point.public_id, Point.code, Point.name, Point.city, Point.district, Point.last_visited_at, Point.due_at)
        .where(Point.agency_id == round_.agency_id, Point.active.is_(True), Point.id.not_in(visited))
        .order_by(Point.due_at, Point.id)
        .limit(limit)
    )
    if district:
        statement = statement.where(Point.district == district)
    return db.session.execute(statement).all()


def list_districts(agency_id: int) -> Sequence[str]:
    """The districts of an agency's active points, by number."""
    found = db.session.scalars(
        select(Point.district)
        .where(Point.agency_id == agency_id, Point.active.is_(True), Point.district != "")
        .distinct()
    )
    return sorted(found, key=lambda code: (len(code), code))


def list_rounds(actor: Actor, *, size: int, after: str | None = None, before: str | None = None) -> Slice:
    """The rounds of the reader's units, the latest first, each with its sums: one statement."""
    sums = (
        select(
            Visit.round_id,
            func.count(Visit.id).label("visits"),
            func.sum(Visit.girls + Visit.boys).label("seen"),
            func.sum(Visit.contacts).label("contacts"),
        )
        .group_by(Visit.round_id)
        .subquery()
    )
    statement = (
        select(
            Round.public_id,
            Round.started_at,
            Round.ended_at,
            Centre.name_fa,
            Centre.name_en,
            Person.name,
            Person.name_en.label("by_en"),
            func.coalesce(sums.c.visits, 0).label("visits"),
            func.coalesce(sums.c.seen, 0).label("seen"),
            func.coalesce(sums.c.contacts, 0).label("contacts"),
            case((Round.by_id == actor.person_id, 1), else_=0).label("mine"),
        )
        .join(Centre, Centre.id == Round.centre_id)
        .join(Person, Person.id == Round.by_id)
        .outerjoin(sums, sums.c.round_id == Round.id)
        .where(Round.agency_id.in_(actor.agencies(*STAFF)))
    )
    return read_slice(statement, (Round.started_at, Round.id), size=size, after=after, before=before, descending=True)


def get_visit(round_: Round, point: Point) -> Visit | None:
    """The visit of a loaded round to a point."""
    return next((visit for visit in round_.visits if visit.point_id == point.id), None)


def get_sighting(actor: Actor, public_id: str) -> Visit | None:
    """A visit with its point, where the reader may see the point; one statement."""
    return db.session.scalar(
        select(Visit)
        .join(Visit.point)
        .where(Visit.public_id == public_id, policy.visible(actor, "point.view"))
        .options(joinedload(Visit.point))
    )


def names_a_child(agency: Agency, text: str) -> bool:
    """Whether given name and family name of one child of the agency's files both stand in a text; a word that is part
    of some name is no name yet. At most one statement."""
    words = sorted({word for word in fold_words(text) if len(word) > 1})
    if not words:
        return False
    digests = [name_key(word, agency.public_id) for word in words]
    rows = db.session.execute(
        select(ClientNameKey.client_id, ClientNameKey.part)
        .join(Client, Client.id == ClientNameKey.client_id)
        .where(
            ClientNameKey.agency_id == agency.id,
            ClientNameKey.digest.in_(digests),
            ClientNameKey.part.in_(("given", "family")),
        )
        .distinct()
    )
    parts: defaultdict[int, set[str]] = defaultdict(set)
    for row in rows:
        parts[row.client_id].add(row.part)
    return any(len(found) > 1 for found in parts.values())
