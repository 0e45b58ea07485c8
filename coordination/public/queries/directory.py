"""The public directory: agencies that chose to stand there, take part and are registered, with their centres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.directory.models import REGISTERED_KINDS, Agency, AgencyKind, Centre, Installation, NeedKind
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """What the directory is narrowed to; ``need`` is the code of a kind of need that one of the centres meets."""

    text: str = ""
    city: str = ""
    kind: AgencyKind | None = None
    need: str = ""


def get_installation() -> Installation | None:
    """The one row that says what is open, with its host agency."""
    return db.session.scalar(select(Installation).options(joinedload(Installation.host_agency)))


def open_to_all(today: date) -> ColumnElement[bool]:
    """SQL: the agency stands in the public directory."""
    registered = or_(Agency.kind.not_in(REGISTERED_KINDS), Agency.registered_until >= today)
    return and_(Agency.public.is_(True), Agency.active.is_(True), registered)


def list_agencies(
    filters: Filters, today: date, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Agencies by name, with the number of their centres; one statement."""
    centres = select(func.count()).where(Centre.agency_id == Agency.id, Centre.active.is_(True)).scalar_subquery()
    asked = select(
        Agency.public_id, Agency.name_fa, Agency.name_en, Agency.kind, Agency.city, centres.label("centres")
    ).where(open_to_all(today))
    for word in fold(filters.text).split():
        asked = asked.where(Agency.folded.contains(word, autoescape=True))
    if filters.kind is not None:
        asked = asked.where(Agency.kind == filters.kind)
    if filters.city:
        there = exists().where(Centre.agency_id == Agency.id, Centre.active.is_(True), Centre.city == filters.city)
        asked = asked.where(or_(Agency.city == filters.city, there))
    if filters.need:
        meets = cast(Centre.services, String).contains(f'"{filters.need}"', autoescape=True)
        asked = asked.where(exists().where(Centre.agency_id == Agency.id, Centre.active.is_(True), meets))
    return read_slice(asked, (Agency.sort_key, Agency.id), size=size, after=after, before=before)


def get_agency(public_id: str, today: date) -> Agency | None:
    """One agency of the directory with its centres; two statements."""
    return db.session.scalar(_with_centres(today).where(Agency.public_id == public_id))


def list_all(today: date) -> Sequence[Agency]:
    """Every agency of the directory with its centres, in the order of their numbers; two statements."""
    return db.session.scalars(_with_centres(today).order_by(Agency.id)).all()


def list_cities(today: date) -> list[str]:
    """The cities in which there is something, in the order of the alphabet of their letters; one statement."""
    found = db.session.scalars(
        select(Agency.city)
        .where(open_to_all(today), Agency.city != "")
        .union(select(Centre.city).join(Agency).where(open_to_all(today), Centre.active.is_(True), Centre.city != ""))
    )
    return sorted(found)


def list_needs() -> Sequence[Row[str, str, str]]:
    """Kinds of need with code and names, in their order."""
    return db.session.execute(
        select(NeedKind.code, NeedKind.name_fa, NeedKind.name_en)
        .where(NeedKind.active.is_(True))
        .order_by(NeedKind.position, NeedKind.code)
    ).all()


def _with_centres(today: date) -> Select[Agency]:
    centres = selectinload(Agency.centres.and_(Centre.active.is_(True)))
    return select(Agency).where(open_to_all(today)).options(centres)
