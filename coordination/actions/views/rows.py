"""One action as a row of a list: title, why, state, time, and the reader's one next move."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import url_for

from coordination import workflow
from coordination.access.actor import Actor
from coordination.actions import display
from coordination.actions.models import ActionState
from coordination.actions.queries.rows import ActionRow
from coordination.actions.states import ACTION
from coordination.kernel.machine import Look
from coordination.kernel.messages import N_, Message
from coordination.lang import zone
from coordination.referrals.display import ClockView, TurnView

ROW = "action-"
DIRECT = frozenset({"accept", "start", "unblock"})
"""Moves that ask nothing: one press."""
NEXT = ("verify", "accept", "unblock", "report_done", "dismiss_dispute")
"""Which move is the next step of the one whose turn it is, the first that is offered."""


@dataclass(frozen=True, slots=True)
class Press:
    """The button of a row: ``post`` sends it at once, ``opens`` shows its form in the row's place."""

    label: Any
    url: str
    post: bool = False
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What ``actions/_row.html`` draws."""

    id: str
    title: str
    url: str
    number: str
    version: int
    urgent: bool
    look: Look
    clock: ClockView | None
    turn: TurnView
    source: display.Source | None
    remarks: list[Message]
    late: bool
    press: Press | None
    verifier: str
    result: str
    group: int = field(default=0)
    """Which section of one's own list it stands in."""


def line(actor: Actor, row: ActionRow, *, with_owner: bool = False) -> Line:
    """A row as this reader sees it."""
    today = zone.today()
    clock = display.clock_of(row, today)
    return Line(
        id=f"{ROW}{row.public_id}",
        title=row.title,
        url=url_for("actions.show", action_id=row.public_id),
        number=row.number or "",
        version=row.version,
        urgent=row.priority == "urgent",
        look=ACTION.look(row.state),
        clock=clock if clock.tone != "none" else None,
        turn=display.turn_of(actor, row),
        source=display.source_of(row.why),
        remarks=display.remarks_of(row, with_owner=with_owner),
        late=display.is_late(row, today),
        press=press_of(actor, row),
        verifier=display.verifier_of(row),
        result=row.result,
    )


def press_of(actor: Actor, row: ActionRow) -> Press | None:
    """The reader's next move, where it is his turn."""
    if row.asked_id is not None and display.turn_of(actor, row).kind == "you" and row.owner_id != actor.person_id:
        url = url_for("actions.answer_more_time", extension_id=row.asked_id)
        return Press(Message(N_("Answer the request")), url)
    offered = {offer.move.name: offer.move for offer in workflow.offers(actor, row) if not offer.missing}
    name = next((name for name in NEXT if name in offered), None)
    if name is None or (name == "accept" and row.owner_id != actor.person_id):
        return None
    if name in DIRECT:
        return Press(Message(offered[name].label), url_for(f"actions.take_{name}", action_id=row.public_id), post=True)
    label = N_("Rule on it") if name == "dismiss_dispute" else offered[name].label
    return Press(
        Message(label),
        url_for(f"actions.{name}", action_id=row.public_id),
        opens=name in ("report_done", "verify"),
    )


def section_of(actor: Actor, row: ActionRow) -> int:
    """0 late, 1 due within a week, 2 later, 3 with others."""
    today = zone.today()
    if row.owner_id != actor.person_id or row.state in (ActionState.REPORTED_DONE, ActionState.DISPUTED):
        return 3
    assert row.due_on is not None
    left = (row.due_on - today).days
    return 0 if left < 0 else 1 if left < 7 else 2
