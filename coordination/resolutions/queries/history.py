"""What happened to a resolution, in words, from the trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.audit.models import ACTS, AuditEntry
from coordination.audit.trail import note_of
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang import locale
from coordination.resolutions.models import Resolution
from coordination.resolutions.states import RESOLUTION

MOST = 200
WRITTEN = {
    "resolution.propose": N_("%(who)s wrote the proposal down."),
    "resolution.edit": N_("%(who)s changed the resolution."),
}
WROTE = N_("%(who)s wrote here.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the sentence, what was typed with it ("" for nothing), when, and the act."""

    sentence: Message
    note: str
    at: datetime
    act: str


def history(resolution: Resolution) -> list[Entry]:
    """Every act on the resolution, newest first, notes unsealed: one statement."""
    rows = db.session.execute(
        select(
            AuditEntry.at,
            AuditEntry.act,
            AuditEntry.person_id,
            AuditEntry.note_sealed,
            AuditEntry.note_ref,
            AuditEntry.key_id,
            Person.name,
            Person.name_en,
        )
        .outerjoin(Person, Person.id == AuditEntry.person_id)
        .where(
            AuditEntry.kind == Resolution.audit_kind,
            AuditEntry.thing_id == resolution.id,
            AuditEntry.chain == ACTS,
        )
        .order_by(AuditEntry.id.desc())
        .limit(MOST)
    ).all()
    return [Entry(_sentence(row), note_of(row) or "", row.at, row.act) for row in rows]


def _sentence(row: Any) -> Message:
    who = row.name_en if locale.current() == "en" and row.name_en else row.name
    move = RESOLUTION.moves.get(row.act.removeprefix("resolution."))
    words = move.done if move is not None else WRITTEN.get(row.act, WROTE)
    return Message(words, who=who if who is not None else Message(N_("Hamahang")))
