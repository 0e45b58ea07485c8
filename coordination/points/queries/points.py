"""Points: the list with the latest first, the marks of the map, one point with its visits, names for a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, exists, func, select
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.points.models import Point, Round, Visit

AnyRow = Row[*tuple[Any, ...]]
MARKS = 400
VISITS = 30
NAMES = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; ``late`` are those not visited in time, ``active`` None means all."""

    text: str = ""
    city: str = ""
    district: str = ""
    late: bool = False
    active: bool | None = True


def get_point(public_id: str) -> Point | None:
    """The point with its agency and group: one statement."""
    return db.session.scalar(
        select(Point).where(Point.public_id == public_id).options(joinedload(Point.agency), joinedload(Point.group))
    )


def list_points(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """The points the reader may see, those waiting longest for a visit first: one statement."""
    statement = (
        select(
            Point.public_id,
            Point.code,
            Point.name,
            Point.city,
            Point.district,
            Point.last_visited_at,
            Point.visit_every,
            Point.due_at,
            Point.active,
            Agency.name_fa,
            Agency.name_en,
        )
        .join(Agency, Agency.id == Point.agency_id)
        .where(policy.visible(actor, "point.list"))
    )
    return read_slice(_narrowed(statement, filters), (Point.due_at, Point.id), size=size, after=after, before=before)


def list_marks(actor: Actor, filters: Filters) -> Sequence[AnyRow]:
    """The marks of the map: those of the list whose place is known and open to the reader, by code; one statement."""
    statement = select(
        Point.public_id,
        Point.code,
        Point.name,
        Point.city,
        Point.district,
        Point.latitude,
        Point.longitude,
        Point.due_at,
    ).where(policy.visible(actor, "point.coordinates"), Point.latitude.is_not(None))
    return db.session.execute(_narrowed(statement, filters).order_by(Point.code, Point.id).limit(MARKS)).all()


def _narrowed(statement: Select[*tuple[Any, ...]], filters: Filters) -> Select[*tuple[Any, ...]]:
    if filters.active is not None:
        statement = statement.where(Point.active.is_(filters.active))
    if filters.late:
        statement = statement.where(Point.due_at <= clock.now(), Point.active.is_(True))
    if filters.city:
        statement = statement.where(Point.city == filters.city)
    if filters.district:
        statement = statement.where(Point.district == filters.district)
    if fold(filters.text):
        statement = statement.where(Point.folded.contains(fold(filters.text), autoescape=True))
    return statement


def list_visits(point: Point) -> Sequence[AnyRow]:
    """The latest visits to a point with who made them, and the round's public id: one statement."""
    return db.session.execute(
        select(
            Visit.at, Visit.girls, Visit.boys, Visit.contacts, Visit.work, Visit.note,
            Round.public_id.label("round"), Person.name, Person.name_en,
        )
        .join(Round, Round.id == Visit.round_id)
        .join(Person, Person.id == Round.by_id)
        .where(Visit.point_id == point.id)
        .order_by(Visit.at.desc(), Visit.id.desc())
        .limit(VISITS)
    ).all()  # fmt: skip


def code_taken(agency_id: int, code: str, *, but: int | None = None) -> bool:
    """Whether another point of the agency has this code."""
    taken = exists().where(Point.agency_id == agency_id, func.upper(Point.code) == code.upper(), Point.id != (but or 0))
    return bool(db.session.scalar(select(taken)))


def count_points(agency_id: int) -> int:
    """How many points an agency has, those given up among them."""
    return db.session.scalar(select(func.count(Point.id)).where(Point.agency_id == agency_id)) or 0


def _late() -> tuple[Any, ...]:
    return Point.active.is_(True), Point.due_at <= clock.now()


def list_agencies_with_late() -> Sequence[int]:
    """The agencies with points that wait for a visit."""
    return db.session.scalars(select(Point.agency_id).where(*_late()).distinct().order_by(Point.agency_id)).all()


def list_groups_with_late(agency_id: int) -> Sequence[int]:
    """The groups that answer for points of an agency that wait for a visit."""
    late = select(Point.group_id).where(Point.agency_id == agency_id, Point.group_id.is_not(None), *_late())
    return [number for number in db.session.scalars(late.distinct().order_by(Point.group_id)) if number is not None]


def list_place_names(actor: Actor) -> Sequence[AnyRow]:
    """Code, name and district of the active points that the reader may name in a draft, by code: one statement."""
    return db.session.execute(
        select(Point.code, Point.name, Point.district, Point.city)
        .where(policy.visible(actor, "point.list"), Point.active.is_(True))
        .order_by(Point.code, Point.id)
        .limit(NAMES)
    ).all()
