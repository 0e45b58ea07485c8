"""What the clock does to memoranda: it warns before their last day, twice, and ends them after it."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic
from coordination.programmes import commands, queries
from coordination.programmes.models import Memorandum

WARNED = (60, 14)
"""Days before the last one, on which its desk is told, each once."""
DAILY = timedelta(days=1)


@periodic("programmes.expire_memoranda", every=DAILY)
def expire_memoranda() -> None:
    """Memoranda whose last day has passed end; those that end within sixty and fourteen days are told of."""
    today = local_date(clock.now())
    system = Actor.system("memorandum.expire")
    for memorandum in queries.list_ended(today):
        commands.expire(system, memorandum)
    for memorandum in queries.list_ending(today, timedelta(days=max(WARNED))):
        step = step_due(memorandum, today)
        if step is not None:
            memorandum.warned_at = clock.now()
            events.emit("memorandum.ending", thing_id=memorandum.id, step=step)


def step_due(memorandum: Memorandum, today: date) -> int | None:
    """The warning that is due and was not given yet; of several that were missed only the last. A memorandum that was
    signed for a shorter time is warned of once it is signed."""
    assert memorandum.to_on is not None
    reached = [days for days in WARNED if today >= memorandum.to_on - timedelta(days=days)]
    if not reached:
        return None
    step = min(reached)
    begun = memorandum.to_on - timedelta(days=step)
    told = memorandum.warned_at is not None and local_date(memorandum.warned_at) >= begun
    return None if told else step
