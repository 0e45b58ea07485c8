"""All reads of notices, and the counts that stand beside the navigation."""

from __future__ import annotations

from sqlalchemy import func, select

from coordination.access.actor import Actor
from coordination.kernel.db import db
from coordination.notices.models import Notice


def nav_counts(actor: Actor) -> dict[str, int]:
    """Counts by name: ``unread`` notices."""
    unread = db.session.scalar(
        select(func.count()).where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
    )
    return {"unread": unread or 0}
