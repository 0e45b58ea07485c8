"""Planning a distribution, from a tally or freely, and recording it as an activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict, Unpack

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities import commands as activities
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, ActivityKind, Part, Precision
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.data_calls.models import CallColumn, DataCall, Delivery, DeliveryState, Distribution, Goods
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_
from coordination.outbox import events

MOST = 10_000_000


class About(TypedDict):
    """What is said of a distribution; ``unit_value`` in rial."""

    title: str
    goods: Goods
    unit: str
    unit_value: int | None
    donor: str
    note: str


def create(
    actor: Actor,
    *,
    issuer: Issuer,
    quantities: Mapping[Agency, int] | None = None,
    call: DataCall | None = None,
    column: CallColumn | None = None,
    to_households: bool = False,
    **about: Unpack[About],
) -> Distribution:
    """A distribution in the issuer's name, with a planned delivery of each quantity above nought. Raises Refused where
    the actor does not act for the issuer, Invalid for a quantity out of range or an empty title."""
    distribution = Distribution(
        group_id=issuer.group_id,
        agency_id=issuer.agency_id,
        call_id=call.id if call else None,
        column_id=column.id if column else None,
        to_households=to_households,
        created_by_id=actor.person_id,
        created_at=clock.now(),
    )
    if not policy.allows(actor, "distribution.edit", distribution):
        raise Refused(
            N_("The distribution was not planned: you do not act for this group or agency."),
            N_("Its secretary, or the agency's liaison or head, plans its distributions."),
        )
    _fill(distribution, about)
    distribution.deliveries = []
    db.session.add(distribution)
    db.session.flush()
    trail.record(actor, "distribution.create", distribution)
    for agency, quantity in (quantities or {}).items():
        if quantity:
            _plan(actor, distribution, agency, quantity)
    return distribution


def edit(actor: Actor, distribution: Distribution, **about: Unpack[About]) -> None:
    """Say anew what is given out. Raises WrongState once it was recorded as an activity, Invalid as ``create``."""
    if distribution.activity_id is not None:
        raise WrongState(
            N_("The distribution was recorded as an activity, so it was not changed."),
            N_("Change the activity where its words are not right."),
        )
    _fill(distribution, about)
    trail.record(actor, "distribution.edit", distribution)


def plan(actor: Actor, distribution: Distribution, agency: Agency, quantity: int) -> Delivery:
    """Plan a delivery to an agency. Raises Invalid for a quantity out of range, or an agency for which one is planned
    already."""
    same = [one for one in distribution.deliveries if one.agency_id == agency.id and one.case_id is None]
    if any(one.state == DeliveryState.PLANNED for one in same):
        raise Invalid(
            N_("Nothing was added: a delivery to this agency is planned already."),
            field="agency",
            advice=N_("Change its quantity in the table."),
        )
    delivery = _plan(actor, distribution, agency, quantity)
    trail.record(actor, "distribution.plan", distribution, detail={"agency": agency.id, "quantity": quantity})
    return delivery


def replan(actor: Actor, delivery: Delivery, quantity: int) -> None:
    """Plan another quantity; nought takes the delivery out. Raises WrongState once it was dispatched, Invalid for a
    quantity out of range, or where households share in it already."""
    distribution = delivery.distribution
    if delivery.state != DeliveryState.PLANNED:
        raise WrongState(
            N_("The delivery was dispatched, so its plan was not changed."),
            N_("What arrives otherwise is said as it is received."),
        )
    shared = any(one.case_id is not None and one.agency_id == delivery.agency_id for one in distribution.deliveries)
    if quantity == 0 and not shared:
        distribution.deliveries.remove(delivery)
        db.session.delete(delivery)
    else:
        _refuse_quantity(quantity, least=0 if shared else 1)
        delivery.planned = quantity
    trail.record(actor, "distribution.plan", distribution, detail={"agency": delivery.agency_id, "quantity": quantity})


def record_activity(actor: Actor, distribution: Distribution) -> Activity:
    """Record it as an activity on the days on which it was dispatched. Raises WrongState where nothing was dispatched,
    something waits to be, or it was recorded already."""
    days = [one.dispatched_on for one in distribution.deliveries if one.dispatched_on is not None]
    waiting = any(one.state == DeliveryState.PLANNED and one.planned for one in distribution.deliveries)
    if distribution.activity_id is not None or not days or waiting:
        raise WrongState(
            N_("The distribution was not recorded as an activity: it was before, or not all of it was dispatched."),
            N_("Dispatch what is planned, or take it out of the plan, first."),
        )
    agencies = sorted({one.agency_id for one in distribution.deliveries})
    activity = activities.record(
        actor,
        issuer=Issuer.of(distribution),
        kind=ActivityKind.DISTRIBUTION,
        title=distribution.title,
        from_on=min(days),
        to_on=max(days),
        precision=Precision.DAY,
        partners=[activities.Taking(Part.AUDIENCE, agency_id=agency) for agency in agencies],
        note=distribution.note,
    )
    distribution.activity_id = activity.id
    trail.record(actor, "distribution.record", distribution, detail={"activity": activity.id})
    return activity


def _plan(actor: Actor, distribution: Distribution, agency: Agency, quantity: int) -> Delivery:
    _refuse_quantity(quantity)
    delivery = Delivery(
        agency_id=agency.id, agency=agency, planned=quantity, state=DeliveryState.PLANNED, state_since=clock.now()
    )
    distribution.deliveries.append(delivery)
    db.session.flush()
    if distribution.to_households:
        events.emit("delivery.to_divide", thing_id=delivery.id, by=actor.person_id or 0)
    return delivery


def _refuse_quantity(quantity: int, *, least: int = 1) -> None:
    if not least <= quantity <= MOST:
        raise Invalid(
            N_("Nothing was planned: the quantity is a whole number above nought, of at most ten million."),
            field="quantity",
            advice=N_("Type it again."),
        )


def _fill(distribution: Distribution, about: About) -> None:
    refuse_codes(title=about["title"], note=about["note"], donor=about["donor"])
    if not about["title"]:
        raise Invalid(
            N_("The distribution was not saved, because it has no title."),
            field="title",
            advice=N_("Say what is given out, and why."),
        )
    distribution.title, distribution.goods, distribution.unit = about["title"], about["goods"], about["unit"]
    distribution.unit_value, distribution.donor = about["unit_value"], about["donor"]
    distribution.note = about["note"]
