"""The history of a case in whole sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordination.audit import trail
from coordination.cases.models import FIELD_GROUP_LABELS, FieldGroup
from coordination.cases.states import CASE, CONSENT
from coordination.kernel.messages import N_, Message
from coordination.vault.keys import KeyGone

SENTENCES = {
    "case.create": N_("%(who)s opened the case."),
    "case.edit": N_("%(who)s changed the file."),
    "case.worker": N_("%(who)s named another social worker."),
    "case.team": N_("%(who)s changed the team."),
    "case.attach": N_("%(who)s attached a file."),
    "case.remove_file": N_("%(who)s removed a file."),
    "consent.record": N_("%(who)s recorded a consent or legal basis."),
    "consent.extend": N_("%(who)s let a consent or basis reach further."),
} | {f"{machine.name}.{move.name}": move.done for machine in (CASE, CONSENT) for move in machine.moves.values()}

GROUP_CHANGED = N_("%(who)s changed the group «%(group)s».")
CHECK_ANSWERED = N_("%(who)s answered the check for a second file: another child.")
SOMEBODY = N_("The system")


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the history; ``note`` is what was typed with the act."""

    sentence: Message
    note: str | None
    at: datetime


def tell(rows: Sequence[Any], *, with_notes: bool, english: bool) -> list[Told]:
    """The rows of the trail in sentences; notes are for case staff alone."""
    return [Told(_sentence(row, english), _note(row) if with_notes else None, row.at) for row in rows]


def _sentence(row: Any, english: bool) -> Message:
    who = (row.who_en or row.who_fa) if english else row.who_fa
    detail = row.detail or {}
    named = {"who": who or Message(SOMEBODY)}
    if row.act == "case.edit" and "check" in detail:
        return Message(CHECK_ANSWERED, **named)
    if row.act == "case.edit" and "group" in detail:
        return Message(GROUP_CHANGED, group=Message(FIELD_GROUP_LABELS[FieldGroup(detail["group"])]), **named)
    text = SENTENCES.get(row.act, SENTENCES["case.edit"])
    return Message(text, **named) if "%(who)s" in text else Message(text)


def _note(row: Any) -> str | None:
    try:
        return trail.note_of(row)
    except KeyGone:
        return None
