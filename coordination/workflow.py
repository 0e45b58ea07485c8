"""perform() and offers(): the only writer of any ``state`` column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.actions.models import Action, Extension
from coordination.actions.states import ACTION, EXTENSION
from coordination.audit import trail
from coordination.cases.models import Case, Consent
from coordination.cases.states import CASE, CONSENT
from coordination.circulars.models import Circular
from coordination.circulars.states import CIRCULAR
from coordination.data_calls.models import AnswerSheet, DataCall, Delivery
from coordination.data_calls.states import ANSWER_SHEET, DATA_CALL, DELIVERY
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Refused, Stale, Unmet, WrongState
from coordination.kernel.machine import Machine, Move
from coordination.kernel.messages import N_, Message
from coordination.meetings.models import AgendaEntry, AgendaItem, Meeting
from coordination.meetings.states import AGENDA_ENTRY, AGENDA_ITEM, MEETING
from coordination.minutes.models import Minutes, Signature
from coordination.minutes.states import MINUTES, SIGNATURE
from coordination.outbox import events
from coordination.outcomes.models import Outcome
from coordination.outcomes.states import OUTCOME
from coordination.programmes.models import Memorandum, Programme
from coordination.programmes.states import MEMORANDUM, PROGRAMME
from coordination.referrals.models import Referral
from coordination.referrals.states import REFERRAL
from coordination.registrations.models import Registration
from coordination.registrations.states import REGISTRATION
from coordination.reports.models import Report
from coordination.reports.states import REPORT
from coordination.resolutions.models import Resolution
from coordination.resolutions.states import RESOLUTION

MACHINES: dict[type[Any], Machine] = {
    Case: CASE,
    Consent: CONSENT,
    Referral: REFERRAL,
    Meeting: MEETING,
    AgendaItem: AGENDA_ITEM,
    AgendaEntry: AGENDA_ENTRY,
    Minutes: MINUTES,
    Signature: SIGNATURE,
    Resolution: RESOLUTION,
    Action: ACTION,
    Extension: EXTENSION,
    Outcome: OUTCOME,
    Programme: PROGRAMME,
    Memorandum: MEMORANDUM,
    DataCall: DATA_CALL,
    AnswerSheet: ANSWER_SHEET,
    Delivery: DELIVERY,
    Circular: CIRCULAR,
    Report: REPORT,
    Registration: REGISTRATION,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A move the actor could make now; ``missing`` says in words what still stands in its way (empty: it works)."""

    move: Move
    missing: tuple[Message, ...] = ()


def machine_of(thing: Any) -> Machine:
    """The machine that moves things of this class; a row of a list names its machine itself."""
    machine: Machine = getattr(thing, "machine", None) or MACHINES[type(thing)]
    return machine


def perform(
    actor: Actor,
    thing: Any,
    move_name: str,
    *,
    facts: Any,
    note: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """Make one move: right, state, needs, then state, trail and outbox in the caller's transaction.

    ``note`` (what was typed) goes sealed into the trail; ``detail`` holds codes and ids only.
    Raises Refused, WrongState, Unmet with every failing need, or Stale when somebody else was first.
    """
    machine = machine_of(thing)
    move = machine.moves[move_name]
    act = f"{machine.name}.{move.name}"
    relation = policy.relation_for(actor, act, thing)
    if relation is None:
        raise Refused(N_("This step is not yours to take."), N_("The page of the thing names whose turn it is."))
    _lock(thing)
    if thing.state not in move.frm:
        raise WrongState(
            Message(
                N_("The step «%(move)s» does not start from the state «%(state)s»."),
                move=Message(move.label),
                state=Message(machine.look(thing.state).label),
            ),
            N_("Look at the page again: somebody may have taken a step meanwhile."),
        )
    missing = {need.code: need.says(thing, facts) for need in move.needs if not need(actor, thing, facts)}
    if missing:
        raise Unmet(missing)
    before = thing.state
    thing.state = machine.states(move.to)
    thing.state_since = clock.now()
    trail.record(actor, act, thing, frm=before, to=move.to, detail=detail, note=note or None, relation=relation.name)
    events.emit(act, thing_id=thing.id, by=actor.person_id or 0)


def _lock(thing: Any) -> None:
    """On PostgreSQL hold the row until commit; SQLite's writing transaction holds the whole file already."""
    if db.session.get_bind().dialect.name != "postgresql" or thing.id is None:
        return
    table = type(thing)
    with db.session.no_autoflush:
        version = db.session.scalar(select(table.version).where(table.id == thing.id).with_for_update())
    if version != thing.version:
        raise Stale()


def offers(actor: Actor, thing: Any, facts: Any = None) -> list[Offer]:
    """The moves whose right and state fit, in the table's order. With ``facts`` every need that no form fills is tried;
    without them only the cheap ones, as lists do."""
    machine = machine_of(thing)
    found = []
    for move in machine.moves.values():
        if thing.state not in move.frm or not policy.allows(actor, f"{machine.name}.{move.name}", thing):
            continue
        tried = [need for need in move.needs if not need.typed and (need.cheap or facts is not None)]
        found.append(Offer(move, tuple(need.says(thing, facts) for need in tried if not need(actor, thing, facts))))
    return found


def check_machines() -> None:
    """Boot check: a move without a rule or a message, or a need without words, stops the start."""
    for machine in MACHINES.values():
        for move in machine.moves.values():
            policy.rule_for(f"{machine.name}.{move.name}")
            if not (move.label and move.done and all(need.message.text for need in move.needs)):
                raise RuntimeError(f"{machine.name}.{move.name}: a label, a sentence or a need's message is missing")
