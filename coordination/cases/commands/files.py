"""Writes to the files of a case or consent: attaching and removing."""

from __future__ import annotations

from typing import IO

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.cases.commands.case import must_be_open
from coordination.cases.models import Case, Consent
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind


def attach_file(actor: Actor, owner: Case | Consent, stream: IO[bytes], filename: str) -> Attachment:
    """Attach a file to a case or a consent: checked, encrypted under the client's key. Raises Invalid, WrongState."""
    case = owner.case if isinstance(owner, Consent) else owner
    must_be_open(case)
    try:
        stored = files.store(stream, filename, case.key_id)
    except Invalid as error:
        error.field = error.field or "file"
        raise
    db.session.flush()
    kind = OwnerKind.CONSENT if isinstance(owner, Consent) else OwnerKind.CASE
    assert actor.person_id is not None
    attachment = files.attach(stored, kind, owner.id, by_id=actor.person_id)
    trail.record(actor, "case.attach", owner, detail={"file": attachment.public_id, "type": attachment.media_type})
    return attachment


def remove_file(actor: Actor, case: Case, attachment: Attachment, *, reason: str) -> None:
    """Take a file off the case; it is opened to nobody any more, and the reason stays. Raises Invalid, WrongState."""
    must_be_open(case)
    if not reason:
        raise Invalid(N_("The file was not removed: the reason is empty."), field="reason")
    attachment.removed_at = clock.now()
    trail.record(actor, "case.remove_file", case, detail={"file": attachment.public_id}, note=reason)
