"""How an action comes to be: recorded as a draft from a meeting's text, corrected, and issued with its number."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.actions.commands.step import take
from coordination.actions.models import Action, ActionPriority, ActionState
from coordination.actions.queries import facts
from coordination.audit import trail
from coordination.directory.codes import next_code
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.meetings.consequences import minutes_state
from coordination.meetings.models import Meeting
from coordination.resolutions.models import Resolution, ResolutionState

TITLE = 300
PREFIX = "A"
RESOLVED = (
    ResolutionState.ADOPTED,
    ResolutionState.IN_FORCE,
    ResolutionState.PARTIALLY_IMPLEMENTED,
    ResolutionState.IMPLEMENTED,
)
"""A resolution that gives somebody something to do."""
BEING_WRITTEN, UNDER_REVIEW = "drafting", "in_review"
"""States of minutes, which are a later feature's."""


def record(
    actor: Actor,
    *,
    title: str,
    group_id: int | None,
    meeting_id: int | None = None,
    entry_id: int | None = None,
    resolution_id: int | None = None,
    referral_id: int | None = None,
    source_agency_id: int | None = None,
    agency: Agency | None = None,
    owner: Person | None = None,
    verifier: Person | None = None,
    due_on: date | None = None,
    start_on: date | None = None,
    owner_text: str = "",
    due_text: str = "",
    deliverable: str = "",
    priority: ActionPriority = ActionPriority.NORMAL,
    position: int = 0,
    confidential: bool = False,
) -> Action:
    """A draft. Of owner and agency one is enough: an agency is answered for by its delegate in the group, else its
    liaison; a person acts for the agency of his seat, else of his post. Nobody named as verifier: the secretary,
    or the chair where the secretary owns it. Raises Invalid for an empty title and a verifier who is the owner."""
    action = Action(
        group_id=group_id,
        meeting_id=meeting_id,
        entry_id=entry_id,
        resolution_id=resolution_id,
        referral_id=referral_id,
        source_agency_id=source_agency_id,
        state=ActionState.DRAFT,
        state_since=clock.now(),
        recorded_by_id=actor.person_id,
        priority=priority,
        start_on=start_on,
        deliverable=deliverable,
    )
    _fill(
        action,
        title=title,
        agency=agency,
        owner=owner,
        verifier=verifier,
        due_on=due_on,
        owner_text=owner_text,
        due_text=due_text,
        position=position,
        confidential=confidential,
    )
    db.session.add(action)
    db.session.flush()
    trail.record(actor, "action.create", action)
    return action


def complete(
    actor: Actor, action: Action, *, verifier: Person | None, deliverable: str, priority: ActionPriority
) -> None:
    """What a draft has beside its line: who verifies it (who was named stays where nobody is), what is to be handed
    over, how pressing it is. Raises Invalid for a verifier who is the owner."""
    if verifier is not None:
        _check_verifier(verifier, action.owner_id)
        action.verifier = verifier
    action.deliverable, action.priority = deliverable, priority
    trail.record(actor, "action.edit", action)


def _check_verifier(verifier: Person, owner_id: int | None) -> None:
    if verifier.id == owner_id:
        raise Invalid(
            N_("The verifier is the owner himself, so nothing was saved."),
            field="verifier",
            advice=N_("Name somebody else who says that it is done."),
        )


def _fill(
    action: Action,
    *,
    title: str,
    agency: Agency | None,
    owner: Person | None,
    verifier: Person | None,
    due_on: date | None,
    owner_text: str,
    due_text: str,
    position: int,
    confidential: bool,
) -> None:
    title = " ".join(title.split())[:TITLE]
    if not title:
        raise Invalid(
            N_("The action has no text, so it was not recorded."),
            field="title",
            advice=N_("Write as an instruction what is to be done."),
        )
    if verifier is not None and owner is not None:
        _check_verifier(verifier, owner.id)
    today = local_date(clock.now())
    with db.session.no_autoflush:
        owner_id = owner.id if owner else None
        agency_id = agency.id if agency else None
        if owner_id is None and agency_id is not None:
            owner_id = facts.delegate_of(agency_id, action.group_id, today)
        elif owner_id is not None and agency_id is None:
            agency_id = facts.agency_of(owner_id, action.group_id, today)
        verifier_id = verifier.id if verifier else None
        if verifier_id is None and action.group_id is not None:
            verifier_id = facts.officer_of(action.group_id, today, but=owner_id)
        elif verifier_id == owner_id:
            verifier_id = None
    values = {
        "title": title,
        "agency_id": agency_id,
        "owner_id": owner_id,
        "verifier_id": verifier_id,
        "due_on": due_on,
        "owner_text": owner_text[:120],
        "due_text": due_text[:120],
        "position": position,
        "confidential": confidential,
    }
    for name, value in values.items():
        if getattr(action, name) != value:
            setattr(action, name, value)


def issue(actor: Actor, action: Action, *, provisional: bool = False) -> None:
    """Give the action its number and its owner; ``provisional`` while the minutes are not approved. The actor needs the
    right to it, or is the system. Raises Unmet with what is missing."""
    now = clock.now()
    if action.verifier_id is None and action.group_id is not None:
        action.verifier_id = facts.officer_of(action.group_id, local_date(now), but=action.owner_id)
    with db.session.no_autoflush:
        take(actor, action, "issue", detail={"provisional": int(provisional)})
        action.number = next_code(PREFIX, jalali_year(local_date(now)))
    action.issued_at, action.original_due_on, action.provisional = now, action.due_on, provisional
    db.session.flush()


def issue_left_over(
    actor: Actor,
    action: Action,
    *,
    owner: Person | None,
    agency: Agency | None,
    verifier: Person | None,
    due_on: date | None,
    deliverable: str = "",
    priority: ActionPriority = ActionPriority.NORMAL,
) -> None:
    """Fill what a draft lacks and issue it alone, once the minutes have left drafting; its words stay those of the
    minutes, and it is provisional until they are approved. Raises WrongState while the text is still written and where
    its resolution was not adopted, Invalid and Unmet as ``record`` and ``issue``."""
    stands_alone(action)
    _fill(
        action,
        title=action.title,
        agency=agency,
        owner=owner,
        verifier=verifier,
        due_on=due_on,
        owner_text=action.owner_text,
        due_text=action.due_text,
        position=action.position,
        confidential=action.confidential,
    )
    action.deliverable, action.priority = deliverable, priority
    with db.session.no_autoflush:
        if db.session.is_modified(action):
            trail.record(actor, "action.edit", action)
        in_review = action.meeting_id is not None and minutes_state(action.meeting_id) == UNDER_REVIEW
    issue(actor, action, provisional=in_review)


def stands_alone(action: Action) -> None:
    """Raises WrongState for a draft that cannot be issued from its own page: its line is still being written, or its
    resolution gives nobody anything to do."""
    if action.meeting_id is not None and minutes_state(action.meeting_id) in (None, BEING_WRITTEN):
        raise WrongState(
            N_("The minutes are still being written, so the action was not issued by itself."),
            N_("Complete its line in the minutes; it is issued with them."),
        )
    state = action.resolution_id and db.session.scalar(
        select(Resolution.state).where(Resolution.id == action.resolution_id)
    )
    if state is not None and state not in RESOLVED:
        raise WrongState(
            N_("The resolution behind this action was not adopted, so the action was not issued."),
            N_("Cancel the draft, or wait until the group has decided."),
        )


def issue_of_meeting(actor: Actor, meeting: Meeting, *, provisional: bool) -> int:
    """Issue every complete draft of the meeting's text; how many. What lacks something, or carries out what was not
    resolved, stays a draft, which the secretary completes on its own page. Once the minutes are approved
    (``provisional`` false) those issued before lose the mark. Who may not issue himself (a chair who approves) does it
    through the system."""
    drafts = db.session.scalars(
        select(Action)
        .outerjoin(Resolution, Resolution.id == Action.resolution_id)
        .where(
            Action.meeting_id == meeting.id,
            Action.state == ActionState.DRAFT,
            Action.in_text.is_(True),
            or_(Resolution.id.is_(None), Resolution.state.in_(RESOLVED)),
        )
        .order_by(Action.entry_id, Action.position, Action.id)
    ).all()
    issued = 0
    for action in drafts:
        if action.verifier_id is None and action.group_id is not None:
            action.verifier_id = facts.officer_of(action.group_id, local_date(clock.now()), but=action.owner_id)
        if None in (action.owner_id, action.agency_id, action.due_on, action.verifier_id):
            continue
        may = policy.allows(actor, "action.issue", action)
        issue(actor if may else Actor.system("action.issue"), action, provisional=provisional)
        issued += 1
    if not provisional:
        for action in db.session.scalars(
            select(Action).where(Action.meeting_id == meeting.id, Action.provisional.is_(True))
        ):
            action.provisional = False
            trail.record(actor, "action.edit", action, detail={"provisional": 0})
    return issued
