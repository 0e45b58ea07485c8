"""A delivery: dispatched, received, and divided among households of the receiving agency's cases."""

from __future__ import annotations

from datetime import date

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes
from coordination.audit import trail
from coordination.cases.models import Case
from coordination.data_calls.models import Delivery, DeliveryState, Distribution
from coordination.data_calls.needs import DeliveryFacts
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date


def dispatch(actor: Actor, delivery: Delivery, *, quantity: int | None, on: date | None = None) -> None:
    """Send the goods; the receiving agency is told. Raises Unmet without a quantity above nought, Invalid for a day to
    come."""
    day = _day(on, "on")
    with db.session.no_autoflush:
        workflow.perform(actor, delivery, "dispatch", facts=DeliveryFacts(quantity))
        delivery.dispatched, delivery.dispatched_on = quantity, day


def dispatch_all(actor: Actor, distribution: Distribution, *, on: date | None = None) -> int:
    """Send everything that is planned, in the quantities planned; how many deliveries. Raises Invalid where nothing
    is."""
    planned = [one for one in distribution.deliveries if one.state == DeliveryState.PLANNED and one.planned]
    if not planned:
        raise Invalid(
            N_("Nothing was dispatched, because nothing is planned any more."), advice=N_("Plan a delivery first.")
        )
    for delivery in planned:
        dispatch(actor, delivery, quantity=delivery.planned, on=on)
    return len(planned)


def confirm(actor: Actor, delivery: Delivery, *, received: int | None, on: date | None = None, note: str = "") -> None:
    """Say what arrived. Raises Unmet without a quantity, Invalid where another one than was sent has no reason, or for
    a day to come or before it was sent."""
    refuse_codes(note=note)
    if received is not None and received != delivery.dispatched and not note:
        raise Invalid(
            Message(
                N_("The receipt was not confirmed: %(received)s arrived of %(sent)s, and no reason is given."),
                received=received,
                sent=delivery.dispatched,
            ),
            field="note",
            advice=N_("Write in a few words what happened to the rest."),
        )
    day = _day(on, "on")
    if delivery.dispatched_on is not None and day < delivery.dispatched_on:
        raise Invalid(
            N_("The receipt was not confirmed, because its day is before the goods were dispatched."),
            field="on",
            advice=Message(N_("Give %(day)s or a later day."), day=delivery.dispatched_on),
        )
    with db.session.no_autoflush:
        workflow.perform(actor, delivery, "confirm", facts=DeliveryFacts(received), note=note)
        delivery.received, delivery.received_on = received, day
        delivery.difference_note = note if received != delivery.dispatched else ""


def confirm_all(actor: Actor, deliveries: list[Delivery]) -> int:
    """Say that everything on its way arrived as it was sent; how many deliveries."""
    coming = [one for one in deliveries if one.state == DeliveryState.DISPATCHED]
    for delivery in coming:
        confirm(actor, delivery, received=delivery.dispatched)
    return len(coming)


def divide(actor: Actor, delivery: Delivery, case: Case | None, *, quantity: int) -> Delivery:
    """Give a part of what is planned for the agency to the household of one of its cases. ``delivery`` is the agency's
    own. Raises Invalid for a case that is not open to the actor or has its part already, or a quantity that is not
    left; WrongState once the goods were dispatched."""
    _must_divide(delivery)
    if case is None or case.agency_id != delivery.agency_id or not policy.allows(actor, "case.view", case):
        raise Invalid(
            N_("The household was not added, because none of your agency's cases has this code."),
            field="code",
            advice=N_("Look the code up on the page of the case."),
        )
    distribution = delivery.distribution
    if any(one.case_id == case.id for one in distribution.deliveries):
        raise Invalid(
            N_("The household was not added, because it has its part already."),
            field="code",
            advice=N_("Take it out of the list first, where its quantity is another."),
        )
    if not 0 < quantity <= delivery.planned:
        raise Invalid(
            Message(
                N_("The household was not added: of what is planned for your agency %(left)s are left."),
                left=delivery.planned,
            ),
            field="quantity",
            advice=N_("Give a whole number that is not more than what is left."),
        )
    household = Delivery(
        agency_id=delivery.agency_id,
        agency=delivery.agency,
        case_id=case.id,
        case=case,
        planned=quantity,
        state=DeliveryState.PLANNED,
        state_since=clock.now(),
    )
    delivery.planned -= quantity
    distribution.deliveries.append(household)
    db.session.flush()
    trail.record(actor, "delivery.divide", delivery, detail={"household": household.id, "quantity": quantity})
    return household


def take_back(actor: Actor, delivery: Delivery, household: Delivery) -> None:
    """Take a household out again; its part comes back to what is planned for the agency. Raises WrongState once it was
    dispatched."""
    _must_divide(delivery)
    if household.state != DeliveryState.PLANNED:
        raise WrongState(
            N_("The household was not taken out, because its part was dispatched."), N_("Confirm what it received.")
        )
    delivery.planned += household.planned
    delivery.distribution.deliveries.remove(household)
    db.session.delete(household)
    trail.record(actor, "delivery.divide", delivery, detail={"household": household.id, "quantity": 0})


def _must_divide(delivery: Delivery) -> None:
    if delivery.state != DeliveryState.PLANNED or delivery.case_id is not None:
        raise WrongState(
            N_("The goods were dispatched to the agency, so they are divided among households no more."),
            N_("Ask who plans the distribution for a further delivery."),
        )


def _day(on: date | None, field: str) -> date:
    today = local_date(clock.now())
    if on is not None and on > today:
        raise Invalid(
            N_("Nothing was recorded, because the day has not come yet."),
            field=field,
            advice=N_("Give today or an earlier day."),
        )
    return on or today
