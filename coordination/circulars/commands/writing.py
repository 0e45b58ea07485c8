"""Writing a circular and its audience, and the files that go with it, until it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO, Any, Required, TypedDict, Unpack

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.activities.openly import refuse_codes, refuse_names
from coordination.audit import trail
from coordination.circulars.models import Audience, Circular, CircularState
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import INSTALLATION

Upload = tuple[IO[bytes], str]
"""A file as it comes: its stream and its name."""


class Text(TypedDict, total=False):
    """What a circular says and to whom it goes; agencies and groups by their numbers."""

    title: Required[str]
    body: Required[str]
    number: str
    letter_on: date | None
    to_acknowledge: bool
    due_on: date | None
    agency_ids: Iterable[int]
    group_ids: Iterable[int]


def draft(actor: Actor, *, issuer: Issuer, **text: Unpack[Text]) -> Circular:
    """A draft in the name of ``issuer``. Raises Refused where the actor does not act for it, Invalid as ``edit``."""
    now = clock.now()
    circular = Circular(
        group_id=issuer.group_id,
        agency_id=issuer.agency_id,
        state=CircularState.DRAFT,
        state_since=now,
        created_by_id=actor.person_id,
        created_at=now,
    )
    if not policy.allows(actor, "circular.edit", circular):
        raise Refused(
            N_("Nothing was written: you do not act for this group or agency."),
            N_("Its secretary, or the agency's liaison or head, writes its circulars."),
        )
    _fill(actor, circular, text)
    db.session.add(circular)
    db.session.flush()
    trail.record(actor, "circular.draft", circular)
    return circular


def edit(actor: Actor, circular: Circular, **text: Unpack[Text]) -> None:
    """Write a draft anew. Raises WrongState once it was sent, Invalid for an empty title or text, a last day that has
    passed, or a child's name or the code of its file."""
    _must_be_draft(circular)
    _fill(actor, circular, text)
    trail.record(actor, "circular.edit", circular)


def attach(actor: Actor, circular: Circular, uploads: Sequence[Upload]) -> None:
    """Let files go with a draft. Raises WrongState once it was sent, Invalid for a file that is not taken."""
    if not uploads:
        return
    _must_be_draft(circular)
    for stream, filename in uploads:
        refuse_codes(files=filename)
        stored = files.store(stream, filename, INSTALLATION)
        files.attach(stored, OwnerKind.CIRCULAR, circular.id, by_id=actor.person_id)
    trail.record(actor, "circular.attach", circular, detail={"files": len(uploads)})


def remove_file(actor: Actor, circular: Circular, file: Attachment) -> None:
    """Take a file off a draft. Raises WrongState once it was sent."""
    _must_be_draft(circular)
    file.removed_at = clock.now()
    trail.record(actor, "circular.remove_file", circular, detail={"file": file.public_id})


def _must_be_draft(circular: Circular) -> None:
    if circular.state != CircularState.DRAFT:
        raise WrongState(
            N_("This circular was sent, so it was not changed: its readers have it as it is."),
            N_("Recall it with a reason and send another."),
        )


def _fill(actor: Actor, circular: Circular, text: Text) -> None:
    values: dict[str, Any] = {"number": "", "letter_on": None, "to_acknowledge": False, "due_on": None} | dict(text)
    agency_ids, group_ids = set(values.pop("agency_ids", ())), set(values.pop("group_ids", ()))
    values["title"] = " ".join(values["title"].split())
    for field, words in (("title", N_("The title is empty, so nothing was saved.")),
                         ("body", N_("The text is empty, so nothing was saved."))):  # fmt: skip
        if not values[field]:
            raise Invalid(words, field=field, advice=N_("Write it in a few words."))
    due_on = values["due_on"]
    if due_on is not None and due_on != circular.due_on and due_on < local_date(clock.now()):
        raise Invalid(
            N_("Nothing was saved: the day by which it shall be read has passed."),
            field="due_on",
            advice=N_("Type a later day, or leave it empty."),
        )
    refuse_codes(title=values["title"], body=values["body"], number=values["number"])
    refuse_names(actor, title=values["title"], body=values["body"])
    for name, value in values.items():
        setattr(circular, name, value)
    kept = [
        one
        for one in circular.audience
        if (one.agency_id in agency_ids if one.agency_id is not None else one.group_id in group_ids)
    ]
    agency_ids -= {one.agency_id for one in kept}
    group_ids -= {one.group_id for one in kept}
    circular.audience = [
        *kept,
        *(Audience(group_id=group_id) for group_id in sorted(group_ids)),
        *(Audience(agency_id=agency_id) for agency_id in sorted(agency_ids)),
    ]
