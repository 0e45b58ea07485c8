"""What each move of an action and of an extension needs, over facts loaded once (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from coordination.actions.models import Action, Extension
from coordination.kernel.machine import need
from coordination.kernel.messages import N_
from coordination.meetings.needs import reason

__all__ = ["reason"]


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What is known when a move of an action or an extension is tried."""

    today: date
    note: str = ""
    """The reason, ruling, comment or result typed with the move."""
    evidence: int = 0
    """How many files are attached to the action."""
    new_owner_named: bool = False
    """Somebody else was named who may be given it (inside the agency, where its liaison transfers)."""


@need(N_("The owner is missing: name the agency and the accountable person."))
def owner_agency_and_person(_actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return action.agency_id is not None and action.owner_id is not None


@need(N_("What is to be delivered is missing. Say in a few words what will be there when it is done."))
def deliverable(_actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return bool(action.deliverable or action.title)


@need(N_("The date is missing. Type a day, such as two weeks or the next meeting."))
def due_date(_actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return action.due_on is not None


@need(N_("The verifier is missing, or is the owner himself. Name somebody else who says that it is done."))
def verifier_not_owner(_actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return action.verifier_id is not None and action.verifier_id != action.owner_id


@need(N_("The reason is missing. Choose one of the list."), typed=True)
def coded_reason(_actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return action.dispute_code is not None


@need(N_("The ruling is empty. Write in a few words why it stays."), typed=True)
def ruling(_actor: Any, _action: Action, facts: ActionFacts) -> bool:
    return bool(facts.note)


@need(N_("The new owner is missing, or may not be given it. A liaison gives it to a person of the same agency."),
      typed=True)  # fmt: skip
def new_owner(_actor: Any, _action: Action, facts: ActionFacts) -> bool:
    return facts.new_owner_named


@need(N_("What it waits for is missing. Name the body or thing that holds it up."), typed=True)
def waiting_on(_actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return bool(action.waiting_on)


@need(N_("What was done is missing. Say it in a few words."), typed=True)
def result(_actor: Any, action: Action, facts: ActionFacts) -> bool:
    return bool(action.result or facts.note or facts.evidence)


@need(N_("There is nothing to show for it. Write what was done, or attach a file."), typed=True)
def evidence_or_text(_actor: Any, action: Action, facts: ActionFacts) -> bool:
    return bool(action.result or facts.evidence)


@need(N_("Nobody verifies his own work. Somebody else has to be named as verifier."))
def not_the_owner(actor: Any, action: Action, _facts: ActionFacts) -> bool:
    return bool(actor.person_id != action.owner_id)


@need(N_("The comment is empty. Say what is still missing."), typed=True)
def comment(_actor: Any, _action: Action, facts: ActionFacts) -> bool:
    return bool(facts.note)


@need(N_("The new date is missing, or is not later than the present one."), typed=True)
def new_date(_actor: Any, extension: Extension, _facts: ActionFacts) -> bool:
    due_on = extension.action.due_on
    return extension.granted_on is not None and (due_on is None or extension.granted_on > due_on)
