"""What happened to a meeting or an agenda item, in words, from the trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from coordination.access.actor import Actor
from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.audit.trail import note_of
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.queries.one import may_see
from coordination.meetings.states import AGENDA_ITEM, MEETING

WRITTEN = {
    "meeting.create": N_("%(who)s planned the meeting."),
    "meeting.edit": N_("%(who)s changed the meeting."),
    "attendance.record": N_("%(who)s recorded the attendance."),
    "meeting.answer": N_("%(who)s answered the invitation."),
    "agenda_item.propose": N_("%(who)s proposed the item."),
    "agenda_item.attach": N_("%(who)s attached a paper."),
}
"""What is written beside the moves, as the history tells it."""

OF_AGENDA = (
    ("order", N_("%(who)s ordered the agenda.")),
    ("added", N_("%(who)s put an item on the agenda.")),
    ("removed", N_("%(who)s took an item off the agenda.")),
    ("prepared", N_("The agenda was prepared: last minutes, actions, items put off, referrals awaiting decision.")),
    ("entry", N_("%(who)s changed an entry of the agenda.")),
)
OF_INVITED = (
    ("invited", N_("%(who)s invited people.")),
    ("removed", N_("%(who)s took an invitation back.")),
)
CHANGED = N_("%(who)s changed the words of the item.")
WROTE = N_("%(who)s wrote here.")
BY_ITSELF = {
    "agenda_item.accept": N_("The agenda prepared the item by itself."),
    "agenda_item.reopen": N_("The item was opened again."),
}


def history(actor: Actor, thing: Meeting | AgendaItem) -> list[Entry]:
    """Every act on the meeting or item, newest first, notes unsealed: one statement, and one more where reasons were
    given for items on the agenda: of an item closed to the actor the reason stays out."""
    rows = list_acts(about(thing.audit_kind, thing.id))
    closed = _closed(actor, rows)
    return [
        Entry(_sentence(row), "" if _item_of(row) in closed else note_of(row) or "", row.at, row.act) for row in rows
    ]


def _item_of(row: Row[Any]) -> int | None:
    """The item that was put on the agenda, or taken off it."""
    detail = row.detail or {}
    return detail.get("added") or detail.get("removed") if row.act == "agenda.edit" else None


def _closed(actor: Actor, rows: Sequence[Row[Any]]) -> set[int]:
    """Ids of the confidential items among those of which ``rows`` give a reason, where they are not open to the
    actor."""
    told = {number for row in rows if row.note_sealed is not None and (number := _item_of(row)) is not None}
    if not told:
        return set()
    items = db.session.scalars(select(AgendaItem).where(AgendaItem.id.in_(told), AgendaItem.confidential.is_(True)))
    return {item.id for item in items if not may_see(actor, item)}


def _sentence(row: Row[Any]) -> Message:
    if row.person_id is None and row.act in BY_ITSELF:
        return Message(BY_ITSELF[row.act])
    return Message(_words(row), who=who_did(row))


def _words(row: Row[Any]) -> str:
    if row.act == "agenda.edit":
        return next((words for name, words in OF_AGENDA if name in (row.detail or {})), CHANGED)
    if row.act == "meeting.edit":
        return next((words for name, words in OF_INVITED if name in (row.detail or {})), WRITTEN[row.act])
    machine, _dot, move = row.act.partition(".")
    for one in (MEETING, AGENDA_ITEM):
        if one.name == machine and move in one.moves:
            return one.moves[move].done
    return WRITTEN.get(row.act, WROTE)
