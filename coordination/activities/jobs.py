"""What the clock does for activities: telling that the preparation of an occasion begins."""

from __future__ import annotations

from datetime import time, timedelta

from coordination.activities import queries
from coordination.activities.occasions import coming
from coordination.kernel import clock
from coordination.lang.zone import local, local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic

HOURLY = timedelta(hours=1)
MORNING = time(7)


@periodic("activities.occasions", every=HOURLY)
def announce_occasions() -> None:
    """From seven in the morning of the day on which the preparation of an occasion begins, once for each of its days;
    where the clock was down that day, as soon as it runs again."""
    now = clock.now()
    if local(now).time() < MORNING:
        return
    for row in (coming(one, local_date(now)) for one in queries.list_occasions()):
        if row.begun and row.occasion.told_for != row.on:
            row.occasion.told_for = row.on
            events.emit("occasion.prepare", thing_id=row.occasion.id, on=row.on.isoformat())
