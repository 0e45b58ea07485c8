"""What happened to a programme and to a memorandum, in words, from the trail."""

from __future__ import annotations

from typing import Any

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.audit.trail import note_of
from coordination.kernel.machine import Machine
from coordination.kernel.messages import N_, Message
from coordination.programmes.models import Memorandum, Programme
from coordination.programmes.states import MEMORANDUM, PROGRAMME

WRITTEN = {
    "programme.create": N_("%(who)s planned the programme."),
    "programme.edit": N_("%(who)s changed the programme."),
    "memorandum.edit": N_("%(who)s changed the memorandum."),
}
PARTS = {
    "phase": N_("%(who)s changed the phases."),
    "budget": N_("%(who)s changed the budget."),
    "partner": N_("%(who)s changed the partners."),
}
LINKED = N_("%(who)s linked activities or actions.")
UNLINKED = N_("%(who)s took the link of an activity or action off.")
DRAFTED = N_("%(who)s drafted the memorandum.")
SCANNED = N_("%(who)s added a scan.")
WROTE = N_("%(who)s wrote here.")


def history(programme: Programme) -> list[Entry]:
    """Every act on the programme, newest first: one statement."""
    return _told(Programme.audit_kind, programme.id, PROGRAMME)


def memorandum_history(memorandum: Memorandum) -> list[Entry]:
    """Every act on the memorandum, newest first, notes unsealed: one statement."""
    return _told(Memorandum.audit_kind, memorandum.id, MEMORANDUM)


def _told(kind: str, thing_id: int, machine: Machine) -> list[Entry]:
    rows = list_acts(about(kind, thing_id))
    return [Entry(_sentence(row, machine), note_of(row) or "", row.at, row.act) for row in rows]


def _sentence(row: Any, machine: Machine) -> Message:
    move = machine.moves.get(row.act.removeprefix(f"{machine.name}."))
    if move is not None:
        return Message(move.done, who=who_did(row))
    detail = row.detail or {}
    words = WRITTEN.get(row.act, WROTE)
    if "part" in detail:
        words = PARTS.get(detail["part"], words)
    for name, said in (("linked", LINKED), ("unlinked", UNLINKED), ("drafted", DRAFTED), ("scan", SCANNED)):
        words = said if name in detail else words
    return Message(words, who=who_did(row))
