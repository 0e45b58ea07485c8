"""What happened to a resolution, in words, from the trail."""

from __future__ import annotations

from typing import Any

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.audit.trail import note_of
from coordination.kernel.messages import N_, Message
from coordination.resolutions.models import Resolution
from coordination.resolutions.states import RESOLUTION

WRITTEN = {
    "resolution.propose": N_("%(who)s wrote the proposal down."),
    "resolution.edit": N_("%(who)s changed the resolution."),
}
WROTE = N_("%(who)s wrote here.")


def history(resolution: Resolution) -> list[Entry]:
    """Every act on the resolution, newest first, notes unsealed: one statement."""
    rows = list_acts(about(Resolution.audit_kind, resolution.id))
    return [Entry(_sentence(row), note_of(row) or "", row.at, row.act) for row in rows]


def _sentence(row: Any) -> Message:
    move = RESOLUTION.moves.get(row.act.removeprefix("resolution."))
    words = move.done if move is not None else WRITTEN.get(row.act, WROTE)
    return Message(words, who=who_did(row))
