"""What becomes of a registration: suspended, restored, renewed, ended; the agency's last day follows each time."""

from __future__ import annotations

from datetime import date, timedelta

from coordination import workflow
from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.lang.zone import local_date
from coordination.registrations import queries
from coordination.registrations.models import Registration


def suspend(actor: Actor, registration: Registration, *, reason: str) -> None:
    """From now on it receives no referral; those that run go on."""
    workflow.perform(actor, registration, "suspend", facts=queries.facts_of(registration, note=reason), note=reason)
    registration.reason = reason
    _follow(registration, local_date(clock.now()) - timedelta(days=1))


def restore(actor: Actor, registration: Registration) -> None:
    """It receives referrals again, until the day it had."""
    workflow.perform(actor, registration, "restore", facts=queries.facts_of(registration))
    registration.reason = ""
    _follow(registration, registration.valid_until)


def renew(actor: Actor, registration: Registration, *, valid_until: date | None) -> None:
    """It is registered until another day, be it running or ended."""
    workflow.perform(actor, registration, "renew", facts=queries.facts_of(registration, valid_until=valid_until))
    registration.valid_until, registration.warned_days, registration.reason = valid_until, None, ""
    _follow(registration, valid_until)


def lapse(actor: Actor, registration: Registration) -> None:
    """Its day has passed. The system alone does it."""
    workflow.perform(actor, registration, "lapse", facts=queries.facts_of(registration))
    agency = registration.agency
    # Of a suspended one the last day lies earlier already.
    if agency is not None and (agency.registered_until is None or agency.registered_until > _end(registration)):
        _follow(registration, registration.valid_until)


def _end(registration: Registration) -> date:
    assert registration.valid_until is not None
    return registration.valid_until


def _follow(registration: Registration, until: date | None) -> None:
    assert registration.agency is not None
    registration.agency.registered_until = until
