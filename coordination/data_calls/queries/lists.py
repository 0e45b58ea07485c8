"""The lists of calls, sheets, distributions and deliveries, and the agencies that a call may ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.issuing import DESK
from coordination.access.standing import seat_stands
from coordination.cases.models import Case, Client
from coordination.data_calls.models import (
    AnswerSheet,
    DataCall,
    DataCallState,
    Delivery,
    DeliveryState,
    Distribution,
    SheetState,
)
from coordination.directory.models import Agency, AgencyKind
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db, named
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import digits, fold

AnyRow = Row[*tuple[Any, ...]]

ISSUER, HOUSEHOLD = named(Agency, "issuing_agency"), named(Delivery, "household")
AT_ONCE = 200
MOST_WAITING = 100


def list_issued(actor: Actor, text: str, state: DataCallState | None, **place: Any) -> Slice:
    """A page of the calls that the actor issues for his groups and agencies, the latest first, with how many sheets
    there are, were handed in, and were taken into the tally: one statement."""
    asked = _count_sheets()
    handed_in = _count_sheets(SheetState.SUBMITTED)
    accepted = _count_sheets(SheetState.ACCEPTED)
    statement = _with_issuer(
        select(
            DataCall.id,
            DataCall.public_id,
            DataCall.title,
            DataCall.state,
            DataCall.due_on,
            asked.label("asked"),
            handed_in.label("handed_in"),
            accepted.label("accepted"),
        ),
        DataCall,
    ).where(policy.visible(actor, "data_call.view"), *_titled(DataCall, text))
    if state is not None:
        statement = statement.where(DataCall.state == state)
    return read_slice(statement, (DataCall.id,), descending=True, **place)


def list_waiting(actor: Actor) -> Sequence[AnyRow]:
    """The sheets that the actor's agencies still have to hand in, the most urgent first: one statement."""
    return db.session.execute(
        _sheets(actor)
        .where(AnswerSheet.state == SheetState.PENDING, DataCall.state == DataCallState.OPEN)
        .order_by(DataCall.due_on, AnswerSheet.id)
        .limit(MOST_WAITING)
    ).all()


def list_asked(actor: Actor, text: str, **place: Any) -> Slice:
    """A page of the other sheets of the actor's agencies, the latest first: one statement."""
    done = or_(AnswerSheet.state != SheetState.PENDING, DataCall.state != DataCallState.OPEN)
    statement = _sheets(actor).where(done, *_titled(DataCall, text))
    return read_slice(statement, (DataCall.due_on, AnswerSheet.id), descending=True, **place)


def _sheets(actor: Actor) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            AnswerSheet.id,
            AnswerSheet.public_id,
            AnswerSheet.state,
            AnswerSheet.comment,
            DataCall.title,
            DataCall.state.label("call_state"),
            DataCall.due_on,
            Agency.name_fa.label("asked_fa"),
            Agency.name_en.label("asked_en"),
        )
        .join(DataCall, DataCall.id == AnswerSheet.call_id)
        .join(Agency, Agency.id == AnswerSheet.agency_id)
        .where(AnswerSheet.agency_id.in_(actor.agencies(*DESK)), DataCall.state != DataCallState.DRAFT)
    )
    return _with_issuer(statement, DataCall)


def list_distributions(actor: Actor, text: str, **place: Any) -> Slice:
    """A page of the distributions that the actor issues, the latest first, with sums of what was planned, sent and
    received: one statement."""
    statement = _with_issuer(
        select(
            Distribution.id,
            Distribution.public_id,
            Distribution.title,
            Distribution.goods,
            Distribution.unit,
            _sum_of(Delivery.planned).label("planned"),
            _sum_of(Delivery.dispatched).label("dispatched"),
            _sum_of(Delivery.received).label("received"),
        ),
        Distribution,
    ).where(policy.visible(actor, "distribution.view"), *_titled(Distribution, text))
    return read_slice(statement, (Distribution.id,), descending=True, **place)


def list_deliveries(actor: Actor, text: str, **place: Any) -> Slice:
    """A page of what goes to the actor's agencies, the latest first, with how many households share in it: one
    statement."""
    told = or_(Delivery.state != DeliveryState.PLANNED, Distribution.to_households.is_(True))
    statement = _with_issuer(
        select(
            Delivery.id,
            Delivery.public_id,
            Delivery.state,
            Delivery.planned,
            Delivery.dispatched,
            Delivery.received,
            select(func.count(HOUSEHOLD.id))
            .where(
                HOUSEHOLD.distribution_id == Delivery.distribution_id,
                HOUSEHOLD.agency_id == Delivery.agency_id,
                HOUSEHOLD.case_id.is_not(None),
            )
            .correlate(Delivery)
            .scalar_subquery()
            .label("households"),
            Distribution.title,
            Distribution.unit,
            Distribution.goods,
            Distribution.to_households,
            Agency.name_fa.label("asked_fa"),
            Agency.name_en.label("asked_en"),
        )
        .join(Distribution, Distribution.id == Delivery.distribution_id)
        .join(Agency, Agency.id == Delivery.agency_id)
        .where(
            Delivery.agency_id.in_(actor.agencies(*DESK)),
            Delivery.case_id.is_(None),
            told,
            *_titled(Distribution, text),
        ),
        Distribution,
    )
    return read_slice(statement, (Delivery.id,), descending=True, **place)


def list_households(delivery: Delivery) -> Sequence[Delivery]:
    """The deliveries to households of the same agency and distribution, each with its case as its staff sees it: one
    statement."""
    return (
        db.session.scalars(
            select(Delivery)
            .where(
                Delivery.distribution_id == delivery.distribution_id,
                Delivery.agency_id == delivery.agency_id,
                Delivery.case_id.is_not(None),
            )
            .options(joinedload(Delivery.case).options(joinedload(Case.client), joinedload(Case.team)))
            .order_by(Delivery.id)
        )
        .unique()
        .all()
    )


def find_case(agency_id: int, code: str) -> Case | None:
    """The agency's own case whose child has this code as typed, with its client and team."""
    typed = digits(code).strip().upper()
    return (
        db.session.scalars(
            select(Case)
            .join(Case.client)
            .where(Case.agency_id == agency_id, Client.code == typed)
            .options(joinedload(Case.client), joinedload(Case.team))
            .order_by(Case.id.desc())
        )
        .unique()
        .first()
    )


def list_members(group: Group, today: date) -> Sequence[Agency]:
    """The active agencies with a standing seat in the group, by name."""
    seated = select(Seat.agency_id).where(Seat.group_id == group.id, seat_stands(Seat, today))
    return _agencies(Agency.id.in_(seated))


def list_of_kind(kind: AgencyKind) -> Sequence[Agency]:
    """The active agencies of a kind, by name; so many as one call may ask at once."""
    return _agencies(Agency.kind == kind)


def _agencies(wanted: ColumnElement[bool]) -> Sequence[Agency]:
    return db.session.scalars(
        select(Agency).where(wanted, Agency.active.is_(True)).order_by(Agency.sort_key, Agency.id).limit(AT_ONCE)
    ).all()


def _with_issuer(statement: Select[*tuple[Any, ...]], model: Any) -> Select[*tuple[Any, ...]]:
    """With the names of the group or agency that issued it."""
    return (
        statement.add_columns(
            func.coalesce(Group.name_fa, ISSUER.name_fa).label("issuer_fa"),
            func.coalesce(Group.name_en, ISSUER.name_en).label("issuer_en"),
        )
        .outerjoin(Group, Group.id == model.group_id)
        .outerjoin(ISSUER, ISSUER.id == model.agency_id)
    )


def _titled(model: Any, text: str) -> list[ColumnElement[bool]]:
    return [model.folded.contains(word, autoescape=True) for word in map(fold, text.split()) if word]


def _count_sheets(*states: SheetState) -> Any:
    wanted = and_(AnswerSheet.call_id == DataCall.id, *([AnswerSheet.state.in_(states)] if states else []))
    return select(func.count(AnswerSheet.id)).where(wanted).correlate(DataCall).scalar_subquery()


def _sum_of(column: Any) -> Any:
    counted = select(func.coalesce(func.sum(column), 0)).where(Delivery.distribution_id == Distribution.id)
    return counted.correlate(Distribution).scalar_subquery()
