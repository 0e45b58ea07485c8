"""What the recipient does while the child is served, until it reports the service delivered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.referrals.commands.step import take
from coordination.referrals.content import NeedResult
from coordination.referrals.models import HoldCode, Referral
from coordination.vault.seal import place, seal


def begin(actor: Actor, referral: Referral, *, first_contact_on: date | None = None) -> None:
    """The service begins with a first contact (its day) or an admission recorded before."""
    if first_contact_on is not None:
        referral.first_contact_on = first_contact_on
    take(actor, referral, "begin")


def hold(actor: Actor, referral: Referral, *, code: HoldCode | None, resume_on: date | None, note: str = "") -> None:
    """Put the service on hold until a day within 30 days."""
    referral.hold_code, referral.resume_on = code, resume_on
    take(actor, referral, "hold", note=note, extra={"code": code}, detail={"code": code})


def resume(actor: Actor, referral: Referral) -> None:
    """Go on with the service."""
    take(actor, referral, "resume")


def deliver(actor: Actor, referral: Referral, *, results: Mapping[str, NeedResult], note: str = "") -> None:
    """Report the service delivered, with a result for each need; ``results`` by code of the need."""
    for need in referral.needs:
        given = results.get(need.need)
        if given is None:
            continue
        need.result = given.result
        need.result_reason_sealed = (
            seal(referral.key_id, given.reason, place("referral_need.result_reason_sealed", need.public_id))
            if given.reason
            else None
        )
    referral.delivered_at = clock.now()
    take(actor, referral, "deliver", note=note)
