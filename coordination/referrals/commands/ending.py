"""How a referral ends and, for a while, comes back: withdrawing, cancelling, confirming, contesting, expiring."""

from __future__ import annotations

from datetime import date

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.outbox import events
from coordination.referrals import disclosures
from coordination.referrals.commands.step import take
from coordination.referrals.models import Referral, State


def withdraw(actor: Actor, referral: Referral, *, reason: str = "", consent_id: int | None = None) -> None:
    """The sender takes the referral back before the service. The system does where a consent was withdrawn, whose
    number then stands for the reason."""
    take(actor, referral, "withdraw", note=reason, because=consent_id)
    disclosures.close_granted(referral)


def request_cancel(actor: Actor, referral: Referral, *, reason: str = "", consent_id: int | None = None) -> None:
    """Ask the recipient to end the running service; ``consent_id`` as for ``withdraw``, and then what was opened closes
    at once."""
    take(actor, referral, "request_cancel", note=reason, because=consent_id)
    if consent_id is not None:
        disclosures.close_granted(referral)


def refuse_cancel(actor: Actor, referral: Referral, *, reason: str) -> None:
    """The recipient goes on with the service; not where the consent was withdrawn and no order of a court stands."""
    take(actor, referral, "refuse_cancel", note=reason)


def cancel(actor: Actor, referral: Referral, *, reason: str, handover: str) -> None:
    """End the service early; ``handover`` says what was done and what the sender must know."""
    take(actor, referral, "cancel", note=reason, also=handover, extra={"handover": handover})
    disclosures.close_granted(referral)


def confirm(actor: Actor, referral: Referral, *, court_reported_on: date | None = None) -> None:
    """The sender is content and the referral closes; by the system after the confirm limit, as «not contested»."""
    if court_reported_on is not None:
        referral.court_reported_on = court_reported_on
    referral.closed_by_system = actor.person_id is None
    take(actor, referral, "confirm")
    disclosures.close_granted(referral)


def contest(actor: Actor, referral: Referral, *, reason: str) -> None:
    """The sender contests a closing made by the clock; the service goes on and the grants open again."""
    take(actor, referral, "contest", note=reason)
    referral.closed_by_system = False
    disclosures.open_granted(referral)


def return_(actor: Actor, referral: Referral, *, missing: str) -> bool:
    """Send a delivered referral back once, saying what is missing. True where it went back; a second time it stays
    where it is, the reviewer is told, and the answer is False."""
    relation = policy.relation_for(actor, "referral.return", referral)
    if relation is not None and referral.state == State.DELIVERED and referral.times_returned and missing:
        trail.record(actor, "referral.returned_twice", referral, note=missing, relation=relation.name)
        events.emit("referral.returned_twice", thing_id=referral.id, by=actor.person_id or 0)
        return False
    take(actor, referral, "return", note=missing)
    referral.times_returned += 1
    return True


def expire(actor: Actor, referral: Referral) -> None:
    """The clock ends what nobody answered in three times its limit."""
    take(actor, referral, "expire")
