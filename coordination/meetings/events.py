"""What meetings listen to: a referral that nobody moved comes before the group that leads its sender."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from coordination.kernel.db import db
from coordination.meetings.commands.tabling import bring_before_lead_group
from coordination.outbox.events import Event, on
from coordination.referrals.models import Referral
from coordination.referrals.states import LIVE


@on("referral.escalated")
def bring_escalated(event: Event) -> None:
    """One open item for each referral that still waits; the next agenda takes it up by itself."""
    referral = db.session.scalar(
        select(Referral).where(Referral.id == event.payload["thing_id"]).options(joinedload(Referral.sender))
    )
    if referral is not None and referral.state in LIVE:
        bring_before_lead_group(referral)
