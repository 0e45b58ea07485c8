"""Relations to data calls, answer sheets, distributions and deliveries of those who are asked or receive, and to what
they hand in (relations.csv)."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, exists, or_, select

from coordination.access.actor import Actor
from coordination.access.issuing import (
    DESK,
    LIAISON,
    call_staff,
    distribution_staff,
    held_at,
    is_issuer_staff,
    issued_by,
)
from coordination.access.relation import Relation
from coordination.accounts.models import PostKind
from coordination.data_calls.models import AnswerSheet, DataCall, DataCallState, Delivery, DeliveryState, Distribution


def _is_asked(kinds: tuple[PostKind, ...]) -> Callable[[Actor, AnswerSheet], bool]:
    """A draft call asks nobody yet."""
    return lambda actor, sheet: sheet.call.state != DataCallState.DRAFT and actor.holds(kinds, sheet.agency_id)


def _sheets_asked(actor: Actor, kinds: tuple[PostKind, ...]) -> ColumnElement[bool]:
    opened = exists(
        select(DataCall.id).where(DataCall.id == AnswerSheet.call_id, DataCall.state != DataCallState.DRAFT)
    ).correlate(AnswerSheet)
    return and_(AnswerSheet.agency_id.in_(actor.agencies(*kinds)), opened)


asked_liaison = Relation(
    "asked.liaison",
    _is_asked(LIAISON),
    held_at(*LIAISON),
    lambda actor: _sheets_asked(actor, LIAISON),
)
asked_desk = Relation(
    "liaison or head of the agency asked",
    _is_asked(DESK),
    held_at(*DESK),
    lambda actor: _sheets_asked(actor, DESK),
)
asked_desk_of_any = Relation(
    "liaison or head of an agency asked",
    lambda actor, call: any(_is_asked(DESK)(actor, sheet) for sheet in call.sheets),
    held_at(*DESK),
    lambda actor: and_(
        DataCall.state != DataCallState.DRAFT,
        exists(
            select(AnswerSheet.id).where(
                AnswerSheet.call_id == DataCall.id, AnswerSheet.agency_id.in_(actor.agencies(*DESK))
            )
        ).correlate(DataCall),
    ),
)
"""``call.sheets`` must be loaded."""
sheet_staff = Relation(
    "issuer.staff",
    is_issuer_staff,
    call_staff.anywhere,
    lambda actor: AnswerSheet.call_id.in_(select(DataCall.id).where(issued_by(actor, DataCall)).correlate(None)),
)


def _is_told_of(actor: Actor, delivery: Delivery) -> bool:
    told = delivery.state != DeliveryState.PLANNED or delivery.distribution.to_households
    return told and actor.holds(DESK, delivery.agency_id)


def _told_of(actor: Actor) -> ColumnElement[bool]:
    to_households = exists(
        select(Distribution.id).where(Distribution.id == Delivery.distribution_id, Distribution.to_households.is_(True))
    ).correlate(Delivery)
    return and_(
        Delivery.agency_id.in_(actor.agencies(*DESK)),
        or_(Delivery.state != DeliveryState.PLANNED, to_households),
    )


receiving_liaison = Relation(
    "receiving.liaison",
    lambda actor, delivery: actor.holds(LIAISON, delivery.agency_id),
    held_at(*LIAISON),
    lambda actor: Delivery.agency_id.in_(actor.agencies(*LIAISON)),
)
receiving_desk = Relation(
    "liaison or head of the receiving agency",
    _is_told_of,
    held_at(*DESK),
    _told_of,
)
"""What is only planned for an agency is not told to it yet, unless it has to divide it among households;
``delivery.distribution`` must be loaded."""
receiving_desk_of_any = Relation(
    "liaison or head of a receiving agency",
    lambda actor, distribution: any(_is_told_of(actor, one) for one in distribution.deliveries),
    held_at(*DESK),
    lambda actor: exists(
        select(Delivery.id).where(
            Delivery.distribution_id == Distribution.id,
            Delivery.agency_id.in_(actor.agencies(*DESK)),
            or_(Delivery.state != DeliveryState.PLANNED, Distribution.to_households.is_(True)),
        )
    ).correlate(Distribution),
)
"""``distribution.deliveries`` must be loaded."""
dividing_liaison = Relation(
    "receiving.liaison",
    lambda actor, delivery: delivery.distribution.to_households and receiving_liaison.holds(actor, delivery),
    held_at(*LIAISON),
    lambda actor: and_(
        Delivery.agency_id.in_(actor.agencies(*LIAISON)),
        exists(
            select(Distribution.id).where(
                Distribution.id == Delivery.distribution_id, Distribution.to_households.is_(True)
            )
        ).correlate(Delivery),
    ),
)
"""Who divides what is planned for an agency among households; ``delivery.distribution`` must be loaded."""
delivery_staff = Relation(
    "issuer.staff",
    is_issuer_staff,
    distribution_staff.anywhere,
    lambda actor: Delivery.distribution_id.in_(
        select(Distribution.id).where(issued_by(actor, Distribution)).correlate(None)
    ),
)
