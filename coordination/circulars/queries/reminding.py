"""Who is to be reminded of a circular, and by which step of the ladder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.kernel.db import db


def unanswered() -> ColumnElement[bool]:
    """SQL, joined with the circular: not read, or not acknowledged where that is asked."""
    return or_(Receipt.read_at.is_(None), and_(Circular.to_acknowledge.is_(True), Receipt.acknowledged_at.is_(None)))


def list_due(until: date, since: date) -> Sequence[Circular]:
    """Sent circulars whose last day lies within ``since``–``until``, with the receipts still to be answered; one
    statement."""
    return (
        db.session.scalars(
            select(Circular)
            .join(Circular.receipts)
            .where(
                Circular.state == CircularState.SENT, Circular.due_on <= until, Circular.due_on >= since, unanswered()
            )
            .order_by(Circular.id)
        )
        .unique()
        .all()
    )


def list_unanswered(circular: Circular, *, below: int) -> Sequence[Receipt]:
    """The receipts still to be answered for which fewer than ``below`` steps of the ladder were taken."""
    return db.session.scalars(
        select(Receipt)
        .join(Circular, Circular.id == Receipt.circular_id)
        .where(Receipt.circular_id == circular.id, Receipt.reminders < below, unanswered())
        .order_by(Receipt.id)
    ).all()


def list_reminded(circular_id: int, step: int) -> Sequence[int]:
    """The persons who were reminded by this step and have not answered since."""
    return db.session.scalars(
        select(Receipt.person_id)
        .join(Circular, Circular.id == Receipt.circular_id)
        .where(Receipt.circular_id == circular_id, Receipt.reminders == step, unanswered())
        .order_by(Receipt.id)
    ).all()


def get_told_circular(circular_id: int) -> Circular | None:
    """The circular with its issuer and receipts, for those who tell of it."""
    return (
        db.session.scalars(
            select(Circular)
            .where(Circular.id == circular_id)
            .options(joinedload(Circular.group), joinedload(Circular.agency), joinedload(Circular.receipts))
        )
        .unique()
        .one_or_none()
    )
