"""Agencies that come into the directory without an application: those of kinds that are registered get an entry."""

from __future__ import annotations

from datetime import date, timedelta

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.consequences import on_kind_changed, on_made
from coordination.directory.models import REGISTERED_KINDS, Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.registrations import queries
from coordination.registrations.models import Registration, RegistrationState

TAKEN_IN_FOR = timedelta(days=365)
HELD = (RegistrationState.SUSPENDED, RegistrationState.LAPSED)


@on_made
def take_in(actor: Actor, agency: Agency, until: date | None) -> None:
    """Register a new agency of such a kind until ``until``, else for a year."""
    if agency.kind not in REGISTERED_KINDS:
        return
    today = local_date(clock.now())
    end = until or today + TAKEN_IN_FOR
    made = Registration(
        agency=agency,
        state=RegistrationState.REGISTERED if end >= today else RegistrationState.LAPSED,
        state_since=clock.now(),
        invited_at=clock.now(),
        valid_until=end,
        kind=agency.kind,
        name_fa=agency.name_fa,
        name_en=agency.name_en,
        city=agency.city,
        organisation_id=agency.legal_id,
        phone=agency.phone,
        address=agency.address,
    )
    agency.registered_until = end
    db.session.add(made)
    trail.record(actor, "registration.take_in", made)


@on_kind_changed
def follow_kind(actor: Actor, agency: Agency) -> None:
    """The kind of a registered agency is another: its entry follows; one of a public kind needs no end, one that was of
    a public kind is taken in. Raises Invalid where that would lift a registration that is suspended or has ended."""
    there = queries.get_of_agency_id(agency.id)
    if agency.kind not in REGISTERED_KINDS:
        if there is not None and there.state in HELD:
            raise Invalid(
                N_("The kind was not changed: the agency's registration is suspended or has ended."),
                field="kind",
                advice=N_("The registrar of the host agency restores or renews it first."),
            )
        agency.registered_until = None
    elif there is None:
        take_in(actor, agency, None)
    else:
        there.kind = agency.kind
        if there.state == RegistrationState.REGISTERED:
            agency.registered_until = there.valid_until
