"""What each move of a data call, an answer sheet and a delivery needs (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coordination.data_calls.models import AnswerSheet, DataCall, Delivery
from coordination.kernel.machine import need
from coordination.kernel.messages import N_


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known when a move of a data call or a sheet is tried; ``cells_missing`` counts the required cells that
    hold neither a value nor "does not apply"; ``missing_listed`` says that those who did not answer were shown."""

    note: str = ""
    columns: int = 0
    asked: int = 0
    missing_listed: bool = False
    cells_missing: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """What was typed when a move of a delivery is tried."""

    quantity: int | None = None


@need(N_("The call has no column yet. Add what you ask for."))
def columns(_actor: Any, _call: DataCall, facts: CallFacts) -> bool:
    return facts.columns > 0


@need(N_("No agency is asked yet. Choose those who shall answer."))
def asked_agencies(_actor: Any, _call: DataCall, facts: CallFacts) -> bool:
    return facts.asked > 0


@need(N_("The last day for answers is missing. Give it."))
def due_date(_actor: Any, call: DataCall, _facts: CallFacts) -> bool:
    return call.due_on is not None


@need(N_("Look at those who have not answered, and confirm that the call ends without them."), typed=True)
def missing_listed(_actor: Any, _call: DataCall, facts: CallFacts) -> bool:
    return facts.missing_listed


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _call: DataCall, facts: CallFacts) -> bool:
    return bool(facts.note)


@need(N_("Some cells are empty. Fill them, or mark that they do not apply."), typed=True)
def cells_filled_or_not_applicable(_actor: Any, sheet: AnswerSheet, facts: CallFacts) -> bool:
    return bool(sheet.rows) and facts.cells_missing == 0


@need(N_("Say what shall be corrected."), typed=True)
def comment(_actor: Any, _sheet: AnswerSheet, facts: CallFacts) -> bool:
    return bool(facts.note)


@need(N_("The quantity that was sent is missing. It is a whole number above zero."), typed=True)
def quantity(_actor: Any, _delivery: Delivery, facts: DeliveryFacts) -> bool:
    return facts.quantity is not None and facts.quantity > 0


@need(N_("The quantity that arrived is missing. Give zero where nothing came."), typed=True)
def quantity_received(_actor: Any, _delivery: Delivery, facts: DeliveryFacts) -> bool:
    return facts.quantity is not None and facts.quantity >= 0
