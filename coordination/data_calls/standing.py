"""How a distribution stands: what was planned, sent and received by agency, and what the differences come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coordination.data_calls.models import Delivery, DeliveryState, Distribution
from coordination.directory.models import Agency


@dataclass(slots=True)
class Part:
    """What goes to one agency: its own delivery, or those to its households together. ``difference`` is what is
    missing of what was received so far; below nought: more arrived."""

    agency: Agency
    delivery: Delivery | None
    households: int
    planned: int
    dispatched: int
    received: int
    difference: int
    state: DeliveryState
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """The parts by agency, their sums, and the value of a unit in rial (None: it is not known)."""

    parts: Sequence[Part]
    planned: int
    dispatched: int
    received: int
    difference: int
    waiting: int
    """How much is planned and not sent yet."""
    unit_value: int | None

    def value_of(self, quantity: int) -> int | None:
        """In rial."""
        return None if self.unit_value is None else quantity * self.unit_value


def standing_of(distribution: Distribution) -> Standing:
    """The distribution is loaded with its deliveries and their agencies. Households of an agency are one part."""
    parts = [_part([one], one) for one in distribution.deliveries if one.case_id is None and one.planned]
    shared: dict[int, list[Delivery]] = {}
    for one in distribution.deliveries:
        if one.case_id is not None:
            shared.setdefault(one.agency_id, []).append(one)
    parts += [_part(households, None) for households in shared.values()]
    parts.sort(key=lambda part: (part.agency.sort_key, part.agency.id, part.households))
    return Standing(
        parts,
        sum(part.planned for part in parts),
        sum(part.dispatched for part in parts),
        sum(part.received for part in parts),
        sum(part.difference for part in parts),
        sum(one.planned for one in distribution.deliveries if one.state == DeliveryState.PLANNED),
        distribution.unit_value,
    )


def difference_of(delivery: Delivery) -> int:
    """How many units did not arrive; nought until the receipt is confirmed."""
    if delivery.state != DeliveryState.RECEIVED:
        return 0
    return (delivery.dispatched or 0) - (delivery.received or 0)


def _part(deliveries: Sequence[Delivery], own: Delivery | None) -> Part:
    states = {one.state for one in deliveries}
    order = (DeliveryState.PLANNED, DeliveryState.DISPATCHED, DeliveryState.RECEIVED)
    return Part(
        agency=deliveries[0].agency,
        delivery=own,
        households=0 if own is not None else len(deliveries),
        planned=sum(one.planned for one in deliveries),
        dispatched=sum(one.dispatched or 0 for one in deliveries),
        received=sum(one.received or 0 for one in deliveries),
        difference=sum(map(difference_of, deliveries)),
        state=next(state for state in order if state in states),
        notes=[one.difference_note for one in deliveries if one.difference_note],
    )
