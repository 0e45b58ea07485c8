"""What happened to a call, a sheet, a distribution or a delivery, in words, from the trail."""

from __future__ import annotations

from typing import Any

from coordination.accounts.history import Entry, about, list_acts, who_did
from coordination.audit.trail import note_of
from coordination.data_calls.models import AnswerSheet, DataCall, Delivery, Distribution
from coordination.data_calls.states import ANSWER_SHEET, DATA_CALL, DELIVERY
from coordination.kernel.messages import N_, Message

MOVES = {
    f"{machine.name}.{move.name}": move.done
    for machine in (DATA_CALL, ANSWER_SHEET, DELIVERY)
    for move in machine.moves.values()
}
WRITTEN = {
    "data_call.create": N_("%(who)s began the data call."),
    "data_call.edit": N_("%(who)s changed the data call."),
    "data_call.columns": N_("%(who)s changed the columns."),
    "data_call.ask": N_("%(who)s changed who is asked."),
    "answer_sheet.fill": N_("%(who)s filled in the sheet."),
    "distribution.create": N_("%(who)s planned the distribution."),
    "distribution.edit": N_("%(who)s changed the distribution."),
    "distribution.plan": N_("%(who)s changed what is planned."),
    "distribution.record": N_("%(who)s recorded the distribution as an activity."),
    "delivery.divide": N_("%(who)s changed the households."),
}
WROTE = N_("%(who)s wrote here.")


def history(thing: DataCall | AnswerSheet | Distribution | Delivery) -> list[Entry]:
    """Every act on the thing, newest first, notes unsealed: one statement. Of changes of one kind that somebody made
    one after another the last is told."""
    rows = list_acts(about(thing.audit_kind, thing.id))
    told = [
        row
        for later, row in zip([None, *rows], rows, strict=False)
        if later is None or row.act not in WRITTEN or (later.act, later.person_id) != (row.act, row.person_id)
    ]
    return [Entry(_sentence(row), note_of(row) or "", row.at, row.act) for row in told]


def _sentence(row: Any) -> Message:
    return Message(MOVES.get(row.act) or WRITTEN.get(row.act, WROTE), who=who_did(row))
