"""The clock's work on figures: what was there before the aggregates were made is counted, once."""

from __future__ import annotations

from datetime import timedelta

from coordination.figures import commands
from coordination.outbox.jobs import periodic


@periodic("figures.recount", every=timedelta(minutes=5))
def count_what_was_there() -> None:
    """Nothing, unless the migration left a mark."""
    commands.recount_if_stale()
