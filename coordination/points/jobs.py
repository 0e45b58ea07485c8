"""What the clock does to watched points: once a week it is told which agencies have points that wait for a visit."""

from __future__ import annotations

from datetime import timedelta

from coordination.outbox import events
from coordination.outbox.jobs import periodic
from coordination.points import queries

WEEKLY = timedelta(days=7)


@periodic("points.tell_late", every=WEEKLY)
def tell_late() -> None:
    """One event for each agency with points not visited in time, however many there are."""
    for agency_id in queries.list_agencies_with_late():
        events.emit("point.late", thing_id=agency_id, by=0)
