"""What referrals listen to: working time that changed, since every open clock counts by it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_, select

from coordination.directory import kept
from coordination.kernel.db import db
from coordination.outbox.events import Event, on
from coordination.referrals import clocks
from coordination.referrals.models import Referral
from coordination.referrals.states import LIVE

AT_ONCE = 500


@on("holiday.changed")
def recount_all(_event: Event) -> None:
    """A day off came or went: every open clock of working days ends at another time."""
    _recount()


@on("agency.hours_changed")
def recount_of_agency(event: Event) -> None:
    """An agency works other hours: the open clocks that run against it end at another time."""
    agency_id: int = event.payload["thing_id"]
    _recount(or_(Referral.sender_agency_id == agency_id, Referral.recipient_agency_id == agency_id))


def _recount(*conditions: ColumnElement[bool]) -> None:
    kept.forget()
    last = 0
    while referrals := _open_after(last, conditions):
        for referral in referrals:
            clocks.recount(referral)
        last = referrals[-1].id
        db.session.expunge_all()


def _open_after(last: int, conditions: tuple[ColumnElement[bool], ...]) -> list[Any]:
    """The next open referrals by number, so that a country's worth of them never lies in memory at once."""
    return list(
        db.session.scalars(
            select(Referral)
            .where(Referral.id > last, Referral.state.in_(LIVE), Referral.due_at.is_not(None), *conditions)
            .order_by(Referral.id)
            .limit(AT_ONCE)
        )
    )
