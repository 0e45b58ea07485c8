"""Sending a circular to its readers, recalling it, and a reader's word that he read it or takes note of it."""

from __future__ import annotations

from sqlalchemy import insert

from coordination import workflow
from coordination.access.actor import Actor
from coordination.activities.openly import refuse_codes, refuse_names
from coordination.audit import trail
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.circulars.queries import readers_of, receipt_of
from coordination.circulars.states import CircularFacts
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Refused, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date


def send(actor: Actor, circular: Circular) -> int:
    """Send it to whom its audience gives today, but not to the sender himself; to how many. Raises Unmet where that is
    nobody."""
    now = clock.now()
    readers = readers_of(circular, local_date(now), but=actor.person_id)
    circular.sent_at = now
    workflow.perform(
        actor, circular, "send", facts=CircularFacts(readers=len(readers)), detail={"readers": len(readers)}
    )
    db.session.execute(
        insert(Receipt),
        [
            {"circular_id": circular.id, "person_id": person_id, "agency_id": agency_id}
            for person_id, agency_id in readers.items()
        ],
    )
    db.session.expire(circular, ["receipts"])
    return len(readers)


def recall(actor: Actor, circular: Circular, *, reason: str) -> None:
    """It holds no more; its readers see why. Raises Unmet without a reason, Invalid for one that names a child or
    the code of its file."""
    refuse_codes(reason=reason)
    refuse_names(actor, reason=reason)
    circular.recalled_why = reason.strip()
    workflow.perform(actor, circular, "recall", facts=CircularFacts(note=circular.recalled_why), note=reason.strip())


def read(actor: Actor, circular: Circular) -> Receipt:
    """The reader says that he has read it; once. Raises Refused for whom it was not sent to."""
    receipt = _own(actor, circular)
    if receipt.read_at is None:
        receipt.read_at = clock.now()
        trail.record(actor, "circular.read", circular)
    return receipt


def acknowledge(actor: Actor, circular: Circular) -> Receipt:
    """The reader says that he takes note; then he has read it too. Raises Refused as ``read``, WrongState where it was
    recalled."""
    receipt = _own(actor, circular)
    if circular.state != CircularState.SENT:
        raise WrongState(
            N_("Nothing was noted: this circular was recalled."), N_("Read on its page why; there is nothing to do.")
        )
    if receipt.acknowledged_at is None:
        receipt.acknowledged_at = clock.now()
        receipt.read_at = receipt.read_at or receipt.acknowledged_at
        trail.record(actor, "circular.acknowledge", circular)
    return receipt


def _own(actor: Actor, circular: Circular) -> Receipt:
    receipt = receipt_of(actor, circular)
    if receipt is None:
        raise Refused(N_("This circular was not sent to you."), N_("Only its readers say that they have read it."))
    return receipt
