"""Periodic work of accounts: counts and links that mean nothing any more are forgotten."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from coordination.accounts.models import Attempt, OneTimeLink
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.outbox.jobs import periodic

COUNTS_KEPT = timedelta(days=1)
LINKS_KEPT = timedelta(days=90)


@periodic("accounts.prune", every=timedelta(hours=6))
def prune() -> None:
    """Windows of counted limits are over after an hour at most; a link is of no use after its time."""
    db.session.execute(delete(Attempt).where(Attempt.started_at < clock.now() - COUNTS_KEPT))
    db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < clock.now() - LINKS_KEPT))
