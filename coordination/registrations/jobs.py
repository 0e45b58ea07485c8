"""What the clock does to the register: registrations end with their day, and their ends are told before."""

from __future__ import annotations

from datetime import timedelta

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic
from coordination.registrations import commands, queries

STEPS = (14, 60)
"""How many days before its end a registration is warned of; each step once, and of what was missed only the last."""
ENDS = "registration.ends_soon"


@periodic("registrations.lapse", every=timedelta(days=1))
def lapse() -> None:
    """Every registration whose day has passed ends."""
    for registration in queries.list_ended(local_date(clock.now())):
        commands.lapse(Actor.system("registration.lapse"), registration)


@periodic("registrations.warn", every=timedelta(hours=6))
def warn() -> None:
    """Sixty and fourteen days before the end the registrar and the agency are told."""
    today = local_date(clock.now())
    for days in STEPS:
        for registration in queries.list_ending(today, days):
            registration.warned_days = days
            events.emit(ENDS, thing_id=registration.id)
