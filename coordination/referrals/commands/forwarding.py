"""Passing a referral on: it ends here, and a successor with the time left goes to the next agency."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.directory.codes import next_code
from coordination.directory.models import Agency, Centre
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.referrals import clocks, disclosures
from coordination.referrals.commands.drafting import address
from coordination.referrals.commands.step import take
from coordination.referrals.models import Referral, ReferralNeed, State
from coordination.referrals.queries.facts import why_not
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import place, seal, unseal

RULE = "referral.forward"
COPIED = (
    "sender_agency_id", "drafted_by_id", "route", "priority", "risk", "basis_id", "field_groups", "order_agency_id",
    "order_number", "order_branch", "order_on", "order_valid_until", "order_lifted_on", "client_code", "sex",
    "age_from", "age_to", "city", "district", "interpreter_needed", "special_needs", "need_codes", "sender_file_number",
    "sender_letter_number", "sender_letter_on", "chain_declined",
)  # fmt: skip


def forward(
    actor: Actor, referral: Referral, *, recipient: Agency | None, reason: str, centre: Centre | None = None
) -> Referral:
    """Forward to an agency that has not had it; the successor, already sent to it by the system, is given back.

    Sender, case, basis, needs, route, order and what the sender enclosed stay; only the recipient changes. Raises
    Invalid where the recipient cannot receive referrals, else as ``workflow.perform``.
    """
    problem = why_not(recipient) if recipient is not None else None
    if problem is not None:
        raise Invalid(problem, field="recipient", advice=N_("So nothing was forwarded."))
    take(actor, referral, "forward", note=reason, new_recipient=recipient)
    disclosures.close_granted(referral)
    assert recipient is not None
    successor = make_successor(referral, recipient, centre)
    db.session.add(successor)
    db.session.flush()
    for enclosure in _enclosures(referral):
        files.copy(enclosure, successor.id)
    take(Actor.system(RULE), successor, "relay", detail={"from": referral.id})
    return successor


def _enclosures(referral: Referral) -> Sequence[Attachment]:
    """What the sender enclosed before sending (the scan of an order); what came later was between the two sides."""
    return db.session.scalars(
        select(Attachment).where(
            Attachment.owner_kind == OwnerKind.REFERRAL.value,
            Attachment.owner_id == referral.id,
            Attachment.removed_at.is_(None),
            Attachment.at <= referral.sent_at,
        )
    ).all()


def make_successor(referral: Referral, recipient: Agency, centre: Centre | None) -> Referral:
    """A draft like ``referral`` for the next recipient, one hop further; its texts are sealed anew for their place."""
    now = clock.now()
    successor = Referral(
        code=next_code("R", jalali_year(local_date(now))),
        case=referral.case,
        state=State.DRAFT,
        state_since=now,
        drafted_at=now,
        sort_at=now,
        sent_at=now,
        predecessor=referral,
        chain_id=referral.chain_id or referral.id,
        hops=referral.hops + 1,
        **{name: getattr(referral, name) for name in COPIED},
    )
    successor.basis = referral.basis
    address(successor, recipient, centre)
    for name in ("reason_sealed", "route_data_sealed"):
        sealed = getattr(referral, name)
        if sealed is not None:
            text = unseal(referral.key_id, sealed, place(f"referral.{name}", referral.public_id))
            setattr(successor, name, seal(successor.key_id, text, place(f"referral.{name}", successor.public_id)))
    successor.needs = [_copy_need(referral, need) for need in referral.needs]
    clocks.pass_on(referral, successor)
    return successor


def _copy_need(referral: Referral, need: ReferralNeed) -> ReferralNeed:
    copy = ReferralNeed(need=need.need, position=need.position)
    if need.asked_sealed is not None:
        text = unseal(referral.key_id, need.asked_sealed, place("referral_need.asked_sealed", need.public_id))
        copy.asked_sealed = seal(referral.key_id, text, place("referral_need.asked_sealed", copy.public_id))
    return copy
