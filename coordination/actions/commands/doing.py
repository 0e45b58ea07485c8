"""What the owner of an action does with it: accepts, disputes, starts, waits, notes progress, reports it done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import IO

from coordination.access.actor import Actor
from coordination.actions.commands.step import take
from coordination.actions.models import Action, ActionNote, Contributor, DisputeCode, Extension, ExtensionState
from coordination.actions.queries import facts
from coordination.actions.states import OWED
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.outbox import events
from coordination.vault import files
from coordination.vault.models import OwnerKind
from coordination.vault.seal import INSTALLATION

Upload = tuple[IO[bytes], str]
"""A file as it comes: its stream and its name."""


def accept(actor: Actor, action: Action) -> None:
    """The owner, or a liaison of his agency, takes it on."""
    take(actor, action, "accept")


def dispute(actor: Actor, action: Action, *, code: DisputeCode | None, note: str = "") -> None:
    """Say with a coded reason why it cannot be done so; the secretary rules."""
    action.dispute_code = code
    take(actor, action, "dispute", note=note, detail={"code": code} if code else None)


def start(actor: Actor, action: Action) -> None:
    """The owner begins."""
    take(actor, action, "start")


def block(actor: Actor, action: Action, *, reason: str, waiting_on: str) -> None:
    """It waits for another, who is named."""
    action.waiting_on = waiting_on.strip()[:200]
    take(actor, action, "block", note=reason)


def unblock(actor: Actor, action: Action) -> None:
    """What held it up is there."""
    take(actor, action, "unblock")
    action.waiting_on = ""


def report_done(actor: Actor, action: Action, *, result: str = "", uploads: Sequence[Upload] = ()) -> None:
    """Say what was done, attach what shows it, or both; it goes to the verifier. Raises Invalid for a file that is not
    taken, in words for the one who uploads."""
    action.result = result.strip()
    take(actor, action, "report_done", note=action.result, files=len(uploads))
    action.done_at = clock.now()
    _attach(actor, action, uploads)


def note(actor: Actor, action: Action, *, text: str, uploads: Sequence[Upload] = ()) -> ActionNote:
    """A word on the progress, with files if there are any. Raises Invalid where both are missing."""
    text = text.strip()
    if not text and not uploads:
        raise Invalid(N_("The note is empty, so nothing was saved."), field="text", advice=N_("Write how far it is."))
    made = ActionNote(action_id=action.id, by_id=actor.person_id, at=clock.now(), text=text)
    db.session.add(made)
    _attach(actor, action, uploads)
    trail.record(actor, "action.note", action)
    events.emit("action.note", thing_id=action.id, by=actor.person_id or 0)
    return made


def set_contributors(actor: Actor, action: Action, *, person_ids: Iterable[int]) -> None:
    """Who helps the owner; replaces those before. They work at the owner's agency. Raises Invalid."""
    wanted = set(person_ids) - {action.owner_id}
    known = {one.person_id for one in action.contributors}
    today = local_date(clock.now())
    for person_id in wanted - known:
        if action.agency_id is None or not facts.works_for(person_id, action.agency_id, today):
            raise Invalid(
                N_("A person named has no post at the owner's agency, so nothing was changed."),
                field="people",
                advice=N_("Choose persons of the list."),
            )
    action.contributors = [one for one in action.contributors if one.person_id in wanted] + [
        Contributor(person_id=person_id) for person_id in sorted(wanted - known)
    ]
    trail.record(actor, "action.contributors", action, detail={"people": sorted(wanted)})


def ask_extension(actor: Actor, action: Action, *, asked_on: date | None, reason: str) -> Extension:
    """Ask for more time, until a day; one request at a time. Raises WrongState, Invalid."""
    if action.state not in OWED:
        raise WrongState(
            N_("More time was not asked: the action is no longer with its owner."),
            N_("Look at the page again: somebody may have taken a step meanwhile."),
        )
    if any(one.state == ExtensionState.REQUESTED for one in action.extensions):
        raise WrongState(
            N_("More time was asked already, and the answer has not come yet."),
            N_("The page of the action says who answers."),
        )
    if asked_on is None or (action.due_on is not None and asked_on <= action.due_on):
        raise Invalid(
            N_("More time was not asked: the new date is missing, or is not later than the present one."),
            field="asked_on",
            advice=N_("Type a later day."),
        )
    if not reason.strip():
        raise Invalid(
            N_("More time was not asked: the reason is empty."),
            field="reason",
            advice=N_("Say in a few words why the date cannot be kept."),
        )
    extension = Extension(
        action=action,
        state=ExtensionState.REQUESTED,
        state_since=clock.now(),
        asked_on=asked_on,
        reason=reason.strip(),
        asked_by_id=actor.person_id,
        asked_at=clock.now(),
    )
    db.session.add(extension)
    db.session.flush()
    trail.record(actor, "extension.request", extension, note=extension.reason)
    events.emit("extension.request", thing_id=extension.id, by=actor.person_id or 0)
    return extension


def _attach(actor: Actor, action: Action, uploads: Sequence[Upload]) -> None:
    for stream, filename in uploads:
        stored = files.store(stream, filename, INSTALLATION)
        files.attach(stored, OwnerKind.ACTION, action.id, by_id=actor.person_id or 0)
