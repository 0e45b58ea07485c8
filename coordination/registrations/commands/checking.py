"""What the registrar decides of an application: back to be completed, registered, or not."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from coordination import workflow
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands import add_agency
from coordination.directory.models import AGENCY_KIND_LABELS, REGISTERED_KINDS, Agency
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.registrations import links, queries
from coordination.registrations.models import Registration, RegistrationState
from coordination.vault.models import Attachment, OwnerKind


def return_(actor: Actor, registration: Registration, *, what: str) -> None:
    """Give it back with ``what`` is missing, told by mail."""
    workflow.perform(actor, registration, "return", facts=queries.facts_of(registration, note=what), note=what)
    registration.missing = what
    links.tell(registration, "returned", words=what)


def refuse(actor: Actor, registration: Registration, *, reason: str) -> None:
    """Do not register the organisation; the reason is told by mail."""
    workflow.perform(actor, registration, "refuse", facts=queries.facts_of(registration, note=reason), note=reason)
    registration.reason = reason
    links.tell(registration, "refused", words=reason)


def approve(
    actor: Actor,
    registration: Registration,
    *,
    valid_until: date | None,
    documents_checked: bool,
    agency: Agency | None = None,
) -> Agency:
    """Register the organisation until a day: as ``agency``, as the one of the directory with its legal id, else as a
    new one. Raises Invalid where that agency stands in the register by an application of its own, or the name is
    taken; and what ``workflow.perform`` raises."""
    # Both columns belong to the state, so they are there before it is.
    registration.valid_until = valid_until
    registration.agency = _made_ready(actor, registration, agency or _of_same_number(registration))
    facts = queries.facts_of(registration, documents_checked=documents_checked, valid_until=valid_until)
    workflow.perform(actor, registration, "approve", facts=facts, detail={"agency": registration.agency.id})
    registration.documents_checked, registration.missing, registration.reason = True, "", ""
    registration.warned_days = None
    registration.agency.registered_until = valid_until
    links.tell(registration, "approved")
    return registration.agency


def _of_same_number(registration: Registration) -> Agency | None:
    if not registration.organisation_id:
        return None
    return db.session.scalar(
        select(Agency).where(Agency.legal_id == registration.organisation_id).order_by(Agency.id).limit(1)
    )


def _made_ready(actor: Actor, registration: Registration, agency: Agency | None) -> Agency:
    if agency is None:
        return add_agency(
            actor,
            name_fa=registration.name_fa,
            name_en=registration.name_en,
            kind=registration.kind,
            city=registration.city,
            legal_id=registration.organisation_id,
            phone=registration.phone,
            address=registration.address,
        )
    if agency.kind not in REGISTERED_KINDS:
        raise Invalid(
            Message(
                N_("Nothing was registered: %(name)s is in the directory as «%(kind)s», which needs no registration."),
                name=agency.name_fa,
                kind=Message(AGENCY_KIND_LABELS[agency.kind]),
            ),
            field="agency",
            advice=N_("Choose another agency, or ask the administrator to correct its kind."),
        )
    earlier = db.session.scalar(
        select(Registration).where(Registration.agency_id == agency.id, Registration.id != registration.id)
    )
    if earlier is not None:
        _replace(actor, earlier, registration)
    if not agency.legal_id:
        agency.legal_id = registration.organisation_id
    return agency


def _replace(actor: Actor, earlier: Registration, registration: Registration) -> None:
    """An agency that was only taken in has no application of its own: this one takes that place, papers and all."""
    if earlier.submitted_at is not None or earlier.invited_by_id is not None or _is_suspended(earlier):
        raise Invalid(
            Message(N_("Nothing was registered: %(name)s stands in the register already."), name=earlier.name_fa),
            field="agency",
            advice=N_("Renew or restore it there, and refuse this application."),
        )
    db.session.execute(
        update(Attachment)
        .where(Attachment.owner_kind == OwnerKind.REGISTRATION, Attachment.owner_id == earlier.id)
        .values(owner_id=registration.id)
    )
    trail.record(actor, "registration.replace", registration, detail={"replaced": earlier.id})
    db.session.delete(earlier)
    db.session.flush([earlier])


def _is_suspended(registration: Registration) -> bool:
    return registration.state == RegistrationState.SUSPENDED
