"""The list of reports, a page at a time, and the reports whose public version is open to everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.reports.models import Report, ReportState, Span

MOST_PUBLIC = 200


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to."""

    issuer: Issuer | None = None
    state: ReportState | None = None
    span: Span | None = None
    year: int | None = None


def list_reports(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Reports open to the actor, the latest span first; one statement."""
    statement = (
        select(
            Report.id,
            Report.public_id,
            Report.span,
            Report.year,
            Report.from_on,
            Report.to_on,
            Report.by_month,
            Report.edition,
            Report.state,
            Report.public,
            Report.published_at,
            Report.created_at,
            func.coalesce(Group.name_fa, Agency.name_fa).label("name_fa"),
            func.coalesce(Group.name_en, Agency.name_en).label("name_en"),
        )
        .outerjoin(Group, Group.id == Report.group_id)
        .outerjoin(Agency, Agency.id == Report.agency_id)
        .where(policy.visible(actor, "report.list"))
    )
    if filters.issuer is not None:
        statement = statement.where(filters.issuer.owns(Report))
    if filters.state is not None:
        statement = statement.where(Report.state == filters.state)
    if filters.span is not None:
        statement = statement.where(Report.span == filters.span)
    if filters.year is not None:
        statement = statement.where(Report.year == filters.year)
    order = (Report.from_on, Report.id)
    return read_slice(statement, order, size=size, after=after, before=before, descending=True)


def list_public() -> Sequence[Report]:
    """The published reports with an open public version, each in its last published edition, the latest span first,
    issuers loaded; one statement."""
    return db.session.scalars(
        _public(ReportState.PUBLISHED).order_by(Report.from_on.desc(), Report.id.desc()).limit(MOST_PUBLIC)
    ).all()


def get_public(public_id: str) -> Report | None:
    """One of them, or a withdrawn one, which shows its reason in the report's place, with its sections; two
    statements."""
    return db.session.scalar(
        _public(ReportState.PUBLISHED, ReportState.WITHDRAWN)
        .where(Report.public_id == public_id)
        .options(selectinload(Report.sections))
    )


def _public(*states: ReportState) -> Select[Report]:
    return (
        select(Report)
        .where(Report.state.in_(states), Report.public.is_(True), ~_replaced())
        .options(joinedload(Report.group), joinedload(Report.agency))
    )


def _replaced() -> ColumnElement[bool]:
    """A later edition was published."""
    later = aliased(Report)
    return exists(
        select(later.id).where(
            and_(
                func.coalesce(later.group_id, 0) == func.coalesce(Report.group_id, 0),
                func.coalesce(later.agency_id, 0) == func.coalesce(Report.agency_id, 0),
                later.span == Report.span,
                later.year == Report.year,
                later.part == Report.part,
                later.edition > Report.edition,
                later.state == ReportState.PUBLISHED,
            )
        )
    )
