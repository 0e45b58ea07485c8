"""What an adopted resolution does to a referral: the ruling on an objection at once, or a next step asked for."""

from __future__ import annotations

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.outbox import events
from coordination.referrals import commands as referral_commands
from coordination.referrals.models import Referral, State
from coordination.referrals.queries.one import get_referral_to_move
from coordination.resolutions.models import Effect, Resolution

RULINGS = {Effect.UPHOLD: referral_commands.uphold, Effect.OVERRULE: referral_commands.overrule}


def take(actor: Actor, resolution: Resolution) -> None:
    """Perform the effect once: where the actor is the referral's reviewer and it is objected, the ruling itself, whose
    decision names the resolution; else the recipient is asked for the next step (event ``resolution.effect_asked``,
    from which an action due the next working day is made)."""
    if resolution.effect is None or resolution.effect_at is not None or resolution.referral is None:
        return
    resolution.effect_at = clock.now()
    effect = Effect(resolution.effect)
    referral = get_referral_to_move(resolution.referral.public_id)
    rule = RULINGS.get(effect)
    if rule is not None and referral is not None and _rules(actor, effect, referral):
        rule(actor, referral, decision=decision_of(resolution))
        return
    events.emit("resolution.effect_asked", thing_id=resolution.id, by=actor.person_id or 0)


def _rules(actor: Actor, effect: Effect, referral: Referral) -> bool:
    return referral.state == State.OBJECTED and policy.allows(actor, f"referral.{effect.value}", referral)


def decision_of(resolution: Resolution) -> str:
    """What the referral's history holds of it: its number and its text; of a confidential resolution that stands on
    another item than this referral's, the number alone."""
    number, entry = resolution.provisional_number, resolution.entry
    own = entry is not None and entry.item.referral_id == resolution.referral_id
    return f"{number}\n\n{resolution.text}" if own or not resolution.confidential else number
