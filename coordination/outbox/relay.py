"""The relay: whatever rq lost, never got or did not finish is found in the database and done here."""

from __future__ import annotations

import time
from collections.abc import Sequence

from sqlalchemy import select

from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.outbox.delivery import deliver
from coordination.outbox.models import OutboxEvent

EVENTS_AT_ONCE = 200
STEP_SECONDS = 10.0


def step() -> int:
    """Deliver events that have waited long enough, the oldest first, for at most ten seconds; how many were tried.

    rq is given a few seconds' start (``events.GRACE``). The relay does the work itself rather than telling rq again:
    that heals a dead worker, too, and delivering twice at once is harmless.
    """
    end = time.monotonic() + STEP_SECONDS
    tried = 0
    while time.monotonic() < end:
        ids = _waiting()
        if not ids:
            break
        for event_id in ids:
            deliver(event_id)
            tried += 1
            if time.monotonic() > end:
                break
    return tried


def _waiting() -> Sequence[int]:
    waiting = (
        select(OutboxEvent.id)
        .where(OutboxEvent.done_at.is_(None), OutboxEvent.available_at <= now())
        .order_by(OutboxEvent.available_at, OutboxEvent.id)
        .limit(EVENTS_AT_ONCE)
    )
    ids = db.session.execute(waiting).scalars().all()
    db.session.rollback()
    return ids
