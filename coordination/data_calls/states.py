"""The machines of a data call, an answer sheet and a delivery (machines.csv)."""

from __future__ import annotations

from coordination.data_calls import needs as n
from coordination.data_calls.models import DataCallState, DeliveryState, SheetState
from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_

DATA_CALL = Machine(
    "data_call",
    DataCallState,
    looks={
        DataCallState.DRAFT: Look(N_("Draft"), "way", "ring"),
        DataCallState.OPEN: Look(N_("Open for answers"), "work", "half"),
        DataCallState.CLOSED: Look(N_("Closed"), "ended", "tick"),
    },
    moves=(
        Move("open", (DataCallState.DRAFT,), DataCallState.OPEN, (n.columns, n.asked_agencies, n.due_date),
             N_("Open the call"), N_("%(who)s opened the data call."), "main"),
        Move("close", (DataCallState.OPEN,), DataCallState.CLOSED, (n.missing_listed,),
             N_("Close the call"), N_("%(who)s closed the data call.")),
        Move("reopen", (DataCallState.CLOSED,), DataCallState.OPEN, (n.reason,),
             N_("Open the call again"), N_("%(who)s opened the data call again.")),
    ),
)  # fmt: skip

ANSWER_SHEET = Machine(
    "answer_sheet",
    SheetState,
    looks={
        SheetState.PENDING: Look(N_("To be filled in"), "way", "quarter"),
        SheetState.SUBMITTED: Look(N_("Handed in"), "work", "threequarter"),
        SheetState.ACCEPTED: Look(N_("Taken into the tally"), "ended", "tick"),
    },
    moves=(
        Move("submit", (SheetState.PENDING,), SheetState.SUBMITTED, (n.cells_filled_or_not_applicable,),
             N_("Hand in the sheet"), N_("%(who)s handed in the sheet."), "main"),
        Move("return", (SheetState.SUBMITTED,), SheetState.PENDING, (n.comment,),
             N_("Give back to correct"), N_("%(who)s gave the sheet back to be corrected.")),
        Move("accept", (SheetState.SUBMITTED,), SheetState.ACCEPTED, (),
             N_("Take into the tally"), N_("%(who)s took the sheet into the tally."), "main"),
    ),
)  # fmt: skip

DELIVERY = Machine(
    "delivery",
    DeliveryState,
    looks={
        DeliveryState.PLANNED: Look(N_("Planned"), "way", "ring"),
        DeliveryState.DISPATCHED: Look(N_("Dispatched"), "work", "half"),
        DeliveryState.RECEIVED: Look(N_("Received"), "ended", "tick"),
    },
    moves=(
        Move("dispatch", (DeliveryState.PLANNED,), DeliveryState.DISPATCHED, (n.quantity,),
             N_("Dispatch"), N_("%(who)s dispatched the goods."), "main"),
        Move("confirm", (DeliveryState.DISPATCHED,), DeliveryState.RECEIVED, (n.quantity_received,),
             N_("Confirm receipt"), N_("%(who)s confirmed the receipt."), "main"),
    ),
)  # fmt: skip
