"""Periodic work of the trail: its heads are anchored outside the database."""

from __future__ import annotations

from datetime import timedelta

from coordination.audit import verify
from coordination.outbox.jobs import periodic


@periodic("audit.anchor", every=timedelta(hours=1))
def anchor() -> None:
    """Once an hour, so that at most an hour of acts could be cut off unseen."""
    verify.anchor()
