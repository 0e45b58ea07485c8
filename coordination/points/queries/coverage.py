"""Coverage: per district of a city and month, how many points were visited in time, and what was seen there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, case, false, func, literal, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import zone
from coordination.points.models import Point, Visit


@dataclass(slots=True)
class Covered:
    """A district: its active points, those visited in time, the visits; and, of the points that are open to the reader,
    the children seen and spoken with (None where none of them is)."""

    district: str
    points: int = 0
    in_time: int = 0
    visits: int = 0
    seen: int | None = None
    contacts: int | None = None


def list_coverage(actor: Actor, city: str, first: date, last: date) -> list[Covered]:
    """The districts of a city over the days from ``first`` to ``last``; a point counts as visited in time where it had
    as many visits as its rhythm asks, one in every n days; where so few days ask for none, where it is not late now.
    One statement."""
    begins, ends = _moments(first, last)
    open_to = policy.visible(actor, "point.list") if policy.allows(actor, "point.list") else false()
    rows = db.session.execute(
        select(
            Point.district,
            Point.visit_every,
            Point.due_at,
            func.count(Visit.id).label("visits"),
            func.coalesce(func.sum(Visit.girls + Visit.boys), 0).label("seen"),
            func.coalesce(func.sum(Visit.contacts), 0).label("contacts"),
            func.max(literal(1)).filter(open_to).label("opens"),
        )
        .outerjoin(Visit, and_(Visit.point_id == Point.id, Visit.at >= begins, Visit.at < ends))
        .where(Point.active.is_(True), Point.city == city)
        .group_by(Point.id, Point.district, Point.visit_every, Point.due_at)
    )
    now = clock.now()
    days = (min(last, zone.today()) - first).days + 1
    found: dict[str, Covered] = {}
    for row in rows:
        line = found.setdefault(row.district, Covered(row.district))
        line.points += 1
        line.visits += row.visits
        asked = days // row.visit_every
        line.in_time += row.visits >= asked if asked else row.due_at > now
        if row.opens:
            line.seen = (line.seen or 0) + int(row.seen)
            line.contacts = (line.contacts or 0) + int(row.contacts)
    return sorted(found.values(), key=lambda line: (len(line.district), line.district))


def list_covered_cities(actor: Actor) -> Sequence[str]:
    """The cities with active points: where most of the reader's own agencies' are, then where most are."""
    own = func.sum(case((Point.agency_id.in_(actor.agencies()), 1), else_=0))
    return db.session.scalars(
        select(Point.city)
        .where(Point.active.is_(True))
        .group_by(Point.city)
        .order_by(own.desc(), func.count(Point.id).desc(), Point.city)
    ).all()


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    return zone.at(first, time()), zone.at(last + timedelta(days=1), time())
