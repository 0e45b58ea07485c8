"""What the applicant does: save the application as far as it is, attach papers, hand it in."""

from __future__ import annotations

from typing import IO, Any

from coordination import workflow
from coordination.access import policy
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_, Message
from coordination.registrations import queries
from coordination.registrations.models import Registration, RegistrationState
from coordination.registrations.values import normal
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import INSTALLATION

MOST_PAPERS = 12


def save(actor: Actor, registration: Registration, **values: Any) -> None:
    """Keep what was typed, complete or not. Raises WrongState once it is handed in, Refused for anybody else."""
    _must_be_open(actor, registration)
    changed = change(registration, **normal(values))
    if changed:
        trail.record(actor, "registration.apply", registration, detail={"fields": changed}, relation="applicant")


def attach(actor: Actor, registration: Registration, *, stream: IO[bytes], filename: str) -> Attachment:
    """Add a paper: the applicant while it is a draft, the registrar at any time. Raises Invalid where it is not a file
    that is kept or there are too many, WrongState or Refused."""
    if not policy.allows(actor, "registration.edit", registration):
        _must_be_open(actor, registration)
    if len(queries.list_papers(registration)) >= MOST_PAPERS:
        raise Invalid(
            Message(N_("The paper was not kept: there are %(count)s papers already."), count=MOST_PAPERS),
            field="paper",
            advice=N_("Take one away that is not needed, or put several into one PDF."),
        )
    stored = files.store(stream, filename, INSTALLATION)
    paper = files.attach(stored, OwnerKind.REGISTRATION, registration.id, by_id=actor.person_id)
    db.session.flush()
    act = "registration.apply" if actor.person_id is None else "registration.edit"
    trail.record(actor, act, registration, detail={"attached": paper.id})
    return paper


def remove_paper(actor: Actor, registration: Registration, paper: Attachment) -> None:
    """Take a paper away again, while it is a draft. Raises WrongState or Refused."""
    _must_be_open(actor, registration)
    paper.removed_at = clock.now()
    trail.record(actor, "registration.apply", registration, detail={"removed": paper.id})


def submit(actor: Actor, registration: Registration) -> None:
    """Hand the application in. Raises Unmet with what is missing, and what ``workflow.perform`` raises."""
    workflow.perform(actor, registration, "submit", facts=queries.facts_of(registration))
    registration.submitted_at, registration.missing = clock.now(), ""
    registration.documents_checked = False


def _must_be_open(actor: Actor, registration: Registration) -> None:
    if not policy.allows(actor, "registration.apply", registration):
        raise Refused(N_("This application is not yours."), N_("Use the link that was mailed to your organisation."))
    if registration.state != RegistrationState.DRAFT:
        raise WrongState(
            N_("Nothing was changed: the application is handed in."),
            N_("If something is missing, the registrar gives it back to you to complete."),
        )
