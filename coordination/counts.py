"""The numbers beside the navigation, asked in one statement."""

from __future__ import annotations

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.kernel.db import db
from coordination.notices import queries as notices


def nav_counts(actor: Actor) -> dict[str, int]:
    """Counts by the names that ``nav`` uses: ``unread`` notices."""
    row = db.session.execute(select(notices.nav_counts(actor).label("unread"))).one()
    return dict(row._mapping)
