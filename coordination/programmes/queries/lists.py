"""The list of programmes: filtered, the latest first, each with its money."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.programmes.models import BudgetLine, Programme, ProgrammePartner, ProgrammeState

MOST_CHOICES = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to: words of title and purpose, a state, a part of the owner's or a partner's name."""

    text: str = ""
    state: ProgrammeState | None = None
    agency: str = ""


def list_programmes(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Programmes open to the actor, the latest planned first, with owner, partners counted, and money in rial; one
    statement."""
    statement = (
        select(
            Programme.id,
            Programme.public_id,
            Programme.title,
            Programme.state,
            Programme.from_on,
            Programme.to_on,
            Agency.name_fa,
            Agency.name_en,
            _sum(BudgetLine.allocated).label("allocated"),
            _sum(BudgetLine.spent).label("spent"),
            select(func.count())
            .select_from(ProgrammePartner)
            .where(ProgrammePartner.programme_id == Programme.id)
            .scalar_subquery()
            .label("partners"),
        )
        .join(Agency, Agency.id == Programme.agency_id)
        .where(policy.visible(actor, "programme.list"))
    )
    for word in filters.text.split():
        statement = statement.where(Programme.folded.contains(fold(word), autoescape=True))
    if filters.state is not None:
        statement = statement.where(Programme.state == filters.state)
    if fold(filters.agency):
        named = select(Agency.id).where(Agency.folded.contains(fold(filters.agency), autoescape=True))
        partnered = select(ProgrammePartner.programme_id).where(ProgrammePartner.agency_id.in_(named))
        statement = statement.where(or_(Programme.agency_id.in_(named), Programme.id.in_(partnered)))
    return read_slice(statement, (Programme.id,), size=size, after=after, before=before, descending=True)


def _sum(column: InstrumentedAttribute[int]) -> ColumnElement[int]:
    return select(func.coalesce(func.sum(column), 0)).where(BudgetLine.programme_id == Programme.id).scalar_subquery()


def list_programmes_of(agency_ids: frozenset[int]) -> list[Programme]:
    """The programmes of these agencies that are not finished, by title, for a choice in a form; one statement."""
    return list(
        db.session.scalars(
            select(Programme)
            .where(Programme.agency_id.in_(agency_ids), Programme.state != ProgrammeState.FINISHED)
            .options(joinedload(Programme.agency))
            .order_by(Programme.title, Programme.id)
            .limit(MOST_CHOICES)
        )
    )
