"""Where a child was seen, as features to the right know it: what fills a draft, and the places that it may name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from coordination.access.actor import Actor

Tell = Callable[[Actor, str], Mapping[str, str]]
Offer = Callable[[Actor], Sequence[str]]

_tellers: list[Tell] = []
_offers: list[Offer] = []


def tells(tell: Tell) -> Tell:
    """Have ``tell(actor, public id)`` give what a sighting knows of the route's data, as they are stored; nothing for a
    sighting that is not its own or not open to the actor. One statement at most."""
    _tellers.append(tell)
    return tell


def offers(offer: Offer) -> Offer:
    """Have ``offer(actor)`` name the places that the draft of a mobile unit may hold; one statement at most."""
    _offers.append(offer)
    return offer


def told(actor: Actor, public_id: str) -> dict[str, str]:
    """The route's data that a sighting fills."""
    return {name: text for tell in _tellers for name, text in tell(actor, public_id).items()}


def places(actor: Actor) -> list[str]:
    """The places that the actor may name."""
    return [place for offer in _offers for place in offer(actor)]
