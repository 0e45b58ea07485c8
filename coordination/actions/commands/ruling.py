"""What others do with an action: the verifier's word, the ruling on a dispute, another owner, an end, more time."""

from __future__ import annotations

from datetime import date

from coordination.access.actor import Actor
from coordination.access.seats import group_secretary
from coordination.accounts.models import Person
from coordination.actions.commands.step import take
from coordination.actions.models import Action, Extension
from coordination.actions.queries import facts
from coordination.actions.states import OWED
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date


def verify(actor: Actor, action: Action) -> None:
    """The verifier, never the owner, says that it is done."""
    take(actor, action, "verify")
    action.verified_at = clock.now()


def send_back(actor: Actor, action: Action, *, comment: str) -> None:
    """The verifier says what is missing; the owner goes on."""
    take(actor, action, "send_back", note=comment)


def dismiss_dispute(actor: Actor, action: Action, *, ruling: str) -> None:
    """The action stays as it is; the owner has it again."""
    take(actor, action, "dismiss_dispute", note=ruling)
    action.dispute_code = None


def transfer(actor: Actor, action: Action, *, to: Person | None, reason: str, agency: Agency | None = None) -> None:
    """Another owner: by the group's secretary anybody who works for ``agency`` (the present one unless named); by a
    liaison of the owner's agency only somebody with a post there. Number and day of issue stay. Raises Unmet,
    Invalid."""
    now = clock.now()
    today = local_date(now)
    by_secretary = group_secretary.holds(actor, action)
    agency_id = agency.id if agency is not None and by_secretary else action.agency_id
    may_have_it = facts.works_for if by_secretary else facts.has_post_at
    named = (
        to is not None
        and agency_id is not None
        and (to.id, agency_id) != (action.owner_id, action.agency_id)
        and may_have_it(to.id, agency_id, today)
        and not (agency is not None and agency.id != agency_id)
    )
    verifier_id = action.verifier_id
    if named and to is not None and to.id == verifier_id:
        verifier_id = facts.officer_of(action.group_id, today, but=to.id) if action.group_id is not None else None
        if verifier_id is None:
            raise Invalid(
                N_("The action was not given to the one who verifies it: nobody else could verify it then."),
                field="person",
                advice=N_("Choose another person."),
            )
    before = action.owner_id
    take(
        actor,
        action,
        "transfer",
        note=reason,
        new_owner_named=named,
        detail={"from": before or 0, "to": to.id if to is not None else 0},
    )
    assert to is not None  # the need of a new owner has agreed
    action.owner_id, action.agency_id, action.verifier_id = to.id, agency_id, verifier_id
    action.contributors = [one for one in action.contributors if one.person_id != to.id]
    action.dispute_code, action.waiting_on = None, ""


def cancel(actor: Actor, action: Action, *, reason: str) -> None:
    """It need not be done any more, and why."""
    take(actor, action, "cancel", note=reason)


def grant(actor: Actor, extension: Extension, *, on: date | None = None, ruling: str = "") -> None:
    """Move the date: to the day asked for, or to another (``on``); the action keeps its first date."""
    _must_be_owed(extension)
    extension.granted_on = on or extension.asked_on
    extension.ruling = ruling.strip()
    take(actor, extension, "grant", note=extension.ruling, detail={"on": extension.granted_on.isoformat()})
    extension.action.due_on = extension.granted_on


def refuse(actor: Actor, extension: Extension, *, reason: str) -> None:
    """The date stays, and why."""
    extension.ruling = reason.strip()
    take(actor, extension, "refuse", note=extension.ruling)


def name_verifier(actor: Actor, action: Action, person_id: int) -> None:
    """Somebody else verifies, never the owner. Raises Invalid."""
    if person_id == action.owner_id:
        raise Invalid(N_("Nobody verifies his own work. Somebody else has to be named as verifier."), field="verifier")
    trail.record(actor, "action.verifier", action, detail={"from": action.verifier_id or 0, "to": person_id})
    action.verifier_id = person_id


def _must_be_owed(extension: Extension) -> None:
    if extension.action.state not in OWED:
        raise WrongState(
            N_("More time was not granted: the action is no longer with its owner."),
            N_("Look at the page again: somebody may have taken a step meanwhile."),
        )
