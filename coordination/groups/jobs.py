"""Periodic work of groups: the end of a term is told sixty days before, once."""

from __future__ import annotations

from datetime import timedelta

from coordination.groups import queries
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic


@periodic("seat.lapses", every=timedelta(hours=6))
def warn_of_lapses() -> None:
    """One event a seat and term; a term that is changed is told anew. The job may run late, so it asks for all that end
    within the sixty days and were not told."""
    moment = clock.now()
    for seat in queries.list_lapsing(local_date(moment)):
        seat.lapse_told_at = moment
        events.emit("seat.lapses", thing_id=seat.id)
