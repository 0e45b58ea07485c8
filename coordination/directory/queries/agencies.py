"""Reading agencies and centres: pages, lists, completion by folded name, labels by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import joinedload

from coordination.directory.models import Agency, AgencyKind, Centre
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold

Columns = TypeVarTuple("Columns")
Found = Row[*tuple[Any, ...]]


def get_agency(public_id: str) -> Agency | None:
    """An agency with its parent and its lead group: one statement."""
    return db.session.scalar(
        select(Agency)
        .where(Agency.public_id == public_id)
        .options(joinedload(Agency.parent), joinedload(Agency.lead_group))
    )


def get_centre(public_id: str) -> Centre | None:
    """A centre with its agency."""
    return db.session.scalar(select(Centre).where(Centre.public_id == public_id).options(joinedload(Centre.agency)))


def list_centres(agency: Agency | int, *, active_only: bool = False) -> Sequence[Centre]:
    """The centres of an agency (or its id) by name."""
    agency_id = agency.id if isinstance(agency, Agency) else agency
    asked = select(Centre).where(Centre.agency_id == agency_id).order_by(Centre.sort_key, Centre.id)
    return db.session.scalars(asked.where(Centre.active.is_(True)) if active_only else asked).all()


def list_agencies(
    text: str = "",
    *,
    kind: AgencyKind | None = None,
    active: bool = True,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """Rows of a page of agencies by name, with the number of their centres; ``text`` is sought in names and code."""
    centres = select(func.count()).where(Centre.agency_id == Agency.id, Centre.active.is_(True)).scalar_subquery()
    asked = select(
        Agency.public_id,
        Agency.code,
        Agency.name_fa,
        Agency.name_en,
        Agency.kind,
        Agency.city,
        Agency.active,
        Agency.registered_until,
        centres.label("centres"),
    ).where(Agency.active.is_(active))
    if text:
        asked = asked.where(Agency.folded.contains(fold(text), autoescape=True))
    if kind is not None:
        asked = asked.where(Agency.kind == kind)
    return read_slice(asked, (Agency.sort_key, Agency.id), size=size, after=after, before=before)


def search_agencies(text: str, limit: int = 10) -> Sequence[Found]:
    """Active agencies whose names, aliases or code hold ``text`` in any spelling, the closest first: Core rows with id,
    public_id, code, name_fa, name_en, city. An empty text finds nothing."""
    columns = (Agency.id, Agency.public_id, Agency.code, Agency.name_fa, Agency.name_en, Agency.city)
    return db.session.execute(_matching(select(*columns), text).limit(limit)).all() if fold(text) else []


def find_matches(text: str, limit: int = 10) -> Sequence[Agency]:
    """The active agencies meant by ``text``: those that are named exactly so if there are any, else all that
    ``search_agencies`` finds."""
    found = db.session.scalars(_matching(select(Agency), text).limit(limit)).all() if fold(text) else []
    exact = [agency for agency in found if f"\n{fold(text)}\n" in agency.folded]
    return exact or found


def _matching(asked: Select[*Columns], text: str) -> Select[*Columns]:
    key = fold(text)
    closeness = case(
        (Agency.folded.contains(f"\n{key}\n", autoescape=True), 0),
        (Agency.folded.contains(f"\n{key}", autoescape=True), 1),
        else_=2,
    )
    return asked.where(Agency.active.is_(True), Agency.folded.contains(key, autoescape=True)).order_by(
        closeness, Agency.sort_key, Agency.id
    )


def agency_labels(ids: Iterable[int]) -> dict[int, Found]:
    """Rows with id, public_id, code, name_fa, name_en by id in one statement (``row|pick('name')`` says the name)."""
    wanted = set(ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Agency.id, Agency.public_id, Agency.code, Agency.name_fa, Agency.name_en).where(Agency.id.in_(wanted))
    )
    return {row.id: row for row in rows}
