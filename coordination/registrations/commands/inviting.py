"""What the registrar does before an application: invite by mail, send the link anew, correct what is known."""

from __future__ import annotations

from typing import Any

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.directory.models import AgencyKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_, Message
from coordination.lang import identifiers
from coordination.lang.text import clean
from coordination.registrations import links, queries
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.values import normal

SENT_IN = (RegistrationState.DRAFT, RegistrationState.SUBMITTED)


def invite(
    actor: Actor, *, name_fa: str, contact_name: str, contact_email: str, kind: AgencyKind
) -> tuple[Registration, str]:
    """Begin an application and mail its link; the token is given back and kept nowhere. Raises Invalid where the
    address is none, or an organisation of this name applies or is registered already."""
    name, address = clean(name_fa), _address(contact_email)
    if not name:
        raise Invalid(N_("The name is empty, so nobody was invited."), field="name_fa")
    there = queries.find_by_name(name)
    if there is not None:
        raise Invalid(
            Message(N_("Nobody was invited: %(name)s stands in the register already."), name=there.name_fa),
            field="name_fa",
            advice=N_("Open its page there; its link can be sent anew, and its registration renewed."),
        )
    made = Registration(
        kind=kind,
        name_fa=name,
        contact_name=clean(contact_name),
        contact_email=address,
        state=RegistrationState.DRAFT,
        state_since=clock.now(),
        invited_by_id=actor.person_id,
        invited_at=clock.now(),
    )
    token = links.renew_secret(made)
    db.session.add(made)
    db.session.flush()
    trail.record(actor, "registration.invite", made)
    links.tell(made, "invited")
    return made, token


def send_link(actor: Actor, registration: Registration, *, contact_name: str, contact_email: str) -> str:
    """Mail another link, to another address where one is given; the earlier link works no longer. The token. Raises
    WrongState where the application was decided, Invalid where the address is none."""
    if registration.state not in SENT_IN:
        raise WrongState(
            N_("No link was sent: this application is decided."),
            N_("What is decided is read in the register."),
        )
    registration.contact_name, registration.contact_email = clean(contact_name), _address(contact_email)
    token = links.renew_secret(registration)
    trail.record(actor, "registration.invite", registration, detail={"anew": 1})
    links.tell(registration, "invited")
    return token


def edit(actor: Actor, registration: Registration, **values: Any) -> None:
    """Correct what is known of the organisation, in any state; the agency's own page stays its own."""
    changed = change(registration, **normal(values))
    if changed:
        trail.record(actor, "registration.edit", registration, detail={"fields": changed})


def _address(typed: str) -> str:
    address = identifiers.email(typed)
    if not address or identifiers.check_email(address):
        raise Invalid(
            N_("This is no e-mail address, so no link was sent."),
            field="contact_email",
            advice=Message(N_("For example: %(sample)s"), sample="name@example.org"),
        )
    return address
