"""What the clock does to minutes: silence approves them where the group's rule says so."""

from __future__ import annotations

from datetime import timedelta

from coordination.minutes.commands.approving import approve_silent
from coordination.outbox.jobs import periodic


@periodic("minutes.approve_silent", every=timedelta(minutes=5))
def approve_where_nobody_objected() -> None:
    """Minutes whose time for comments is over and that have no unanswered comment."""
    approve_silent()
