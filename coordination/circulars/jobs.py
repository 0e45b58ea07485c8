"""What the clock does for circulars: reminding those who have not read, or not taken note."""

from __future__ import annotations

from datetime import date, time, timedelta

from coordination.circulars import queries
from coordination.circulars.models import Circular
from coordination.kernel import clock
from coordination.lang.zone import local, local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic

HOURLY = timedelta(hours=1)
MORNING = time(7)
LADDER = (-2, 0, 7, 14)
"""Days from the last day: two before it, on it, and twice a week later. Each is taken once; of what was missed only the
last."""
GIVEN_UP = timedelta(days=28)
"""So long after the last day nobody is reminded any more, though the clock was down."""


@periodic("circulars.remind", every=HOURLY)
def remind() -> None:
    """From seven in the morning the step at which each circular stands is told to those who have not answered. A step
    whose day had passed when the circular was sent is left out."""
    now = clock.now()
    if local(now).time() < MORNING:
        return
    today = local_date(now)
    for circular in queries.list_due(today - timedelta(days=LADDER[0]), today - GIVEN_UP):
        step = step_of(circular, today)
        receipts = queries.list_unanswered(circular, below=step) if step else ()
        for receipt in receipts:
            receipt.reminders, receipt.reminded_at = step, now
        if receipts:
            events.emit("circular.remind", thing_id=circular.id, step=step)


def step_of(circular: Circular, today: date) -> int:
    """How many steps of the ladder have come by today and after the day of sending; 0 for none."""
    if circular.due_on is None or circular.sent_at is None:
        return 0
    sent_on = local_date(circular.sent_at)
    days = [circular.due_on + timedelta(days=days) for days in LADDER]
    return max((number for number, day in enumerate(days, start=1) if sent_on < day <= today), default=0)
