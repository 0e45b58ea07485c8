"""What minutes listen to: the last signature, after which their papers are made and frozen."""

from __future__ import annotations

from sqlalchemy import select

from coordination.kernel.db import db
from coordination.minutes.jobs import freeze
from coordination.minutes.models import Signature
from coordination.outbox.events import Event, on_alone


@on_alone("minutes.approve", "signature.sign", "signature.refuse", "signature.waive")
def freeze_when_signed(event: Event) -> None:
    """Alone, since making the papers takes its time; repeated, it finds that they are there."""
    number: int = event.payload["thing_id"]
    if event.name.startswith("signature."):
        number = db.session.scalar(select(Signature.minutes_id).where(Signature.id == number)) or 0
        db.session.rollback()
    freeze(number)
