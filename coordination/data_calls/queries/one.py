"""Loading one call, sheet, distribution or delivery with what its rights, moves and pages touch."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from coordination.cases.models import Case
from coordination.data_calls.models import AnswerSheet, CallColumn, DataCall, Delivery, DeliveryState, Distribution
from coordination.kernel.db import db


def get_call(public_id: str) -> DataCall | None:
    """The call with its issuer, columns, and sheets with their agencies: three statements."""
    return db.session.scalar(
        select(DataCall)
        .where(DataCall.public_id == public_id)
        .options(
            joinedload(DataCall.group),
            joinedload(DataCall.agency),
            selectinload(DataCall.columns),
            selectinload(DataCall.sheets).joinedload(AnswerSheet.agency),
        )
    )


def get_sheet(public_id: str) -> AnswerSheet | None:
    """The sheet with its agency, and its call with issuer and columns: two statements."""
    return db.session.scalar(
        select(AnswerSheet)
        .where(AnswerSheet.public_id == public_id)
        .options(
            joinedload(AnswerSheet.agency),
            joinedload(AnswerSheet.submitted_by),
            joinedload(AnswerSheet.call).options(
                joinedload(DataCall.group), joinedload(DataCall.agency), selectinload(DataCall.columns)
            ),
        )
    )


def get_distribution(public_id: str) -> Distribution | None:
    """The distribution with its issuer, its call and column, and deliveries with their agencies: two statements."""
    return db.session.scalar(
        select(Distribution)
        .where(Distribution.public_id == public_id)
        .options(
            joinedload(Distribution.group),
            joinedload(Distribution.agency),
            joinedload(Distribution.call),
            joinedload(Distribution.column),
            joinedload(Distribution.activity),
            selectinload(Distribution.deliveries).joinedload(Delivery.agency),
        )
    )


def get_delivery(public_id: str) -> Delivery | None:
    """The delivery with its agency, its distribution with issuer, and its case with what the case's staff is told by:
    one statement."""
    return (
        db.session.scalars(
            select(Delivery)
            .where(Delivery.public_id == public_id)
            .options(
                joinedload(Delivery.agency),
                joinedload(Delivery.distribution).options(
                    joinedload(Distribution.group), joinedload(Distribution.agency)
                ),
                joinedload(Delivery.case).options(joinedload(Case.client), joinedload(Case.team)),
            )
        )
        .unique()
        .one_or_none()
    )


def get_sent(public_id: str) -> Delivery | None:
    """The same once it was dispatched: what is only planned is not told to its agency."""
    found = get_delivery(public_id)
    return None if found is None or found.state == DeliveryState.PLANNED else found


def get_column(call: DataCall, public_id: str) -> CallColumn | None:
    """A column of the call."""
    return next((column for column in call.columns if column.public_id == public_id), None)
