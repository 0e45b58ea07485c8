"""What can wait for one person of what agencies and groups issue: each duty as a statement of one shape."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.data_calls.models import (
    AnswerSheet,
    DataCall,
    DataCallState,
    Delivery,
    DeliveryState,
    Distribution,
    SheetState,
)
from coordination.directory.models import Agency
from coordination.home.chores import Chore, shape
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.outcomes.states import SUSTAINED_AFTER
from coordination.registrations.models import Registration, RegistrationState


def _of_agency(what: str, thing: Any, moment: Any, **columns: Any) -> Select[Any]:
    names = {"name_fa": Agency.name_fa, "name_en": Agency.name_en, **columns}
    return shape(what, thing, moment, **names).join(Agency, Agency.id == thing.agency_id)


def sheet(actor: Actor, _today: date) -> Select[Any] | None:
    """A data call asks the person's agency."""
    if not policy.allows(actor, "answer_sheet.fill"):
        return None
    return (
        _of_agency("sheet", AnswerSheet, DataCall.opened_at, title=DataCall.title)
        .join(DataCall, DataCall.id == AnswerSheet.call_id)
        .where(
            policy.visible(actor, "answer_sheet.fill"),
            AnswerSheet.state == SheetState.PENDING,
            DataCall.state == DataCallState.OPEN,
        )
    )


def handed_in(actor: Actor, _today: date) -> Select[Any] | None:
    """A sheet of one's own data call was handed in."""
    if not policy.allows(actor, "answer_sheet.accept"):
        return None
    return (
        _of_agency("handed_in", AnswerSheet, AnswerSheet.state_since, title=DataCall.title)
        .join(DataCall, DataCall.id == AnswerSheet.call_id)
        .where(policy.visible(actor, "answer_sheet.accept"), AnswerSheet.state == SheetState.SUBMITTED)
    )


def delivery(actor: Actor, _today: date) -> Select[Any] | None:
    """Goods are on their way to the person's agency."""
    if not policy.allows(actor, "delivery.confirm"):
        return None
    return (
        _of_agency("delivery", Delivery, Delivery.state_since, title=Distribution.title)
        .join(Distribution, Distribution.id == Delivery.distribution_id)
        .where(policy.visible(actor, "delivery.confirm"), Delivery.state == DeliveryState.DISPATCHED)
    )


def circular(actor: Actor, _today: date) -> Select[Any] | None:
    """A circular was sent to the person and is not read, or not acknowledged where that is asked."""
    mine = and_(
        Receipt.circular_id == Circular.id,
        Receipt.person_id == actor.person_id,
        or_(Receipt.read_at.is_(None), and_(Circular.to_acknowledge.is_(True), Receipt.acknowledged_at.is_(None))),
    )
    return shape("circular", Circular, Circular.sent_at, title=Circular.title, other=Circular.number).where(
        Circular.state == CircularState.SENT, exists(select(Receipt.id).where(mine))
    )


def outcome(actor: Actor, today: date) -> Select[Any] | None:
    """An outcome waits to be verified by the person, or its ninety days have passed."""
    return _of_agency("outcome", Outcome, Outcome.state_since, other=Outcome.kind, state=Outcome.state).where(
        policy.visible(actor, "outcome.list_to_verify"),
        or_(
            Outcome.state == OutcomeState.CLAIMED,
            and_(Outcome.state == OutcomeState.VERIFIED, Outcome.verified_on <= today - SUSTAINED_AFTER),
        ),
    )


def registration(actor: Actor, _today: date) -> Select[Any] | None:
    """An application was handed in, and the person keeps the register."""
    if not policy.allows(actor, "registration.list"):
        return None
    return shape(
        "registration",
        Registration,
        func.coalesce(Registration.submitted_at, Registration.state_since),
        name_fa=Registration.city,
        name_en=Registration.city,
        title=Registration.name_fa,
    ).where(Registration.state == RegistrationState.SUBMITTED)


DUTIES: tuple[Chore, ...] = (sheet, delivery, circular, outcome, handed_in, registration)
"""The most urgent first."""
