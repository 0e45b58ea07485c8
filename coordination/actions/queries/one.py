"""One action with what its page and its steps show: people, requests, notes, files, history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, LargeBinary, Row, String, Text, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import joinedload

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.accounts.models import Person
from coordination.accounts.names import person_name
from coordination.actions.models import DISPUTE_LABELS, Action, ActionNote, Contributor, DisputeCode, Extension
from coordination.actions.states import ACTION
from coordination.audit.models import AuditEntry
from coordination.audit.trail import note_of
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.resolutions.models import Resolution
from coordination.vault import files
from coordination.vault.keys import KeyGone
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import Tampered


def get_action(public_id: str) -> Action | None:
    """The action with everything that rights and its page touch: people, agency, group, helpers, requests."""
    return (
        db.session.execute(
            select(Action)
            .where(Action.public_id == public_id)
            .options(
                joinedload(Action.owner),
                joinedload(Action.verifier),
                joinedload(Action.agency),
                joinedload(Action.group),
                joinedload(Action.contributors).joinedload(Contributor.person),
                joinedload(Action.extensions).joinedload(Extension.asked_by),
            )
        )
        .unique()
        .scalar_one_or_none()
    )


def get_extension(public_id: str) -> Extension | None:
    """A request for more time with its action, owner and who asked."""
    return db.session.scalar(
        select(Extension)
        .where(Extension.public_id == public_id)
        .options(
            joinedload(Extension.asked_by),
            joinedload(Extension.action).joinedload(Action.owner),
            joinedload(Extension.action).joinedload(Action.agency),
        )
    )


def get_resolution(public_id: str) -> Resolution | None:
    """A resolution from whose page an action is created, with its group and mandates."""
    return (
        db.session.execute(
            select(Resolution)
            .where(Resolution.public_id == public_id)
            .options(joinedload(Resolution.group), joinedload(Resolution.mandates))
        )
        .unique()
        .scalar_one_or_none()
    )


@dataclass(frozen=True, slots=True)
class Paper:
    """A note or a file of an action, with who (in the reader's language) and when; of a file ``text`` is its name, and
    ``size`` is in bytes."""

    kind: str
    public_id: str
    at: datetime
    by: str
    text: str
    size: int | None


def list_papers(action_id: int) -> tuple[list[Paper], list[Paper]]:
    """Notes (newest first) and files (oldest first) of an action: one statement."""
    notes = (
        select(
            literal("note").label("kind"),
            ActionNote.public_id,
            ActionNote.at,
            Person.name,
            Person.name_en,
            ActionNote.text.label("text"),
            cast(null(), Integer).label("size"),
            cast(null(), LargeBinary).label("name_sealed"),
            cast(null(), String(32)).label("key_id"),
            ActionNote.id.label("number"),
        )
        .join(Person, Person.id == ActionNote.by_id)
        .where(ActionNote.action_id == action_id)
    )
    kept = (
        select(
            literal("file"),
            Attachment.public_id,
            Attachment.at,
            Person.name,
            Person.name_en,
            cast(null(), Text),
            Attachment.size,
            Attachment.name_sealed,
            Attachment.key_id,
            Attachment.id,
        )
        .join(Person, Person.id == Attachment.by_id)
        .where(
            Attachment.owner_kind == OwnerKind.ACTION,
            Attachment.owner_id == action_id,
            Attachment.removed_at.is_(None),
        )
    )
    found = [_paper(row) for row in db.session.execute(union_all(notes, kept))]
    found.sort(key=lambda paper: paper.at)
    return [one for one in reversed(found) if one.kind == "note"], [one for one in found if one.kind == "file"]


def _paper(row: Row[Any]) -> Paper:
    by = person_name(row)
    if row.kind == "note":
        return Paper("note", row.public_id, row.at, by, row.text, None)
    sealed = Attachment(public_id=row.public_id, key_id=row.key_id, name_sealed=row.name_sealed)
    try:
        name = files.name_of(sealed)
    except (KeyGone, Tampered):
        name = ""
    return Paper("file", row.public_id, row.at, by, name, row.size)


def get_attachment(action: Action, public_id: str) -> Attachment | None:
    """A file of this action."""
    return db.session.scalar(
        select(Attachment).where(
            Attachment.public_id == public_id,
            Attachment.owner_kind == OwnerKind.ACTION,
            Attachment.owner_id == action.id,
            Attachment.removed_at.is_(None),
        )
    )


# --- history --------------------------------------------------------------------------------------------------------

WRITTEN = {
    "action.create": N_("%(who)s recorded the action."),
    "action.edit": N_("%(who)s changed the text of the action."),
    "action.note": N_("%(who)s wrote a note on the progress."),
    "action.contributors": N_("%(who)s named who helps."),
    "action.verifier": N_("Somebody else was named as verifier."),
    "action.hand_over": N_("The action was handed over to a colleague."),
    "extension.request": N_("%(who)s asked for more time."),
    "extension.grant": N_("%(who)s granted more time."),
    "extension.refuse": N_("%(who)s refused more time."),
}


def history(action: Action) -> list[Entry]:
    """Every act on the action and on its requests for more time, newest first, notes unsealed: one statement;
    ``action.extensions`` must be loaded."""
    asked = [one.id for one in action.extensions]
    it = about(Action.audit_kind, action.id)
    if asked:
        it = or_(it, and_(AuditEntry.kind == Extension.audit_kind, AuditEntry.thing_id.in_(asked)))
    return [Entry(_sentence(row), note_of(row) or "", row.at, row.act) for row in list_acts(it)]


def _sentence(row: Row[Any]) -> Message:
    said = who_did(row)
    detail = row.detail or {}
    if row.act == "action.dispute" and detail.get("code"):
        reason = Message(DISPUTE_LABELS[DisputeCode(detail["code"])])
        return Message(N_("%(who)s disputed the action: %(reason)s."), who=said, reason=reason)
    if row.act == "action.edit" and detail.get("provisional") == 0:
        return Message(N_("The minutes were approved; the action is provisional no more."))
    if row.act == "extension.grant" and detail.get("on"):
        on = date.fromisoformat(detail["on"])
        return Message(N_("%(who)s granted more time, until %(day)s."), who=said, day=on)
    written = WRITTEN.get(row.act)
    if written is None:
        written = ACTION.moves[row.act.removeprefix("action.")].done
    return Message(written, who=said)
