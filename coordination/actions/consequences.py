"""What actions add to features on their left: an agenda's follow-up item, and hand-over from one person to another."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, or_, select

from coordination.access.actor import Actor
from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.actions.models import Action, Contributor
from coordination.actions.queries import facts
from coordination.actions.queries.lists import WEEK, asked_for_more, begun
from coordination.actions.states import LIVE, OWED
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_
from coordination.lang.zone import local_date
from coordination.meetings.consequences import Prepared, prepares
from coordination.meetings.models import ItemKind, Meeting

MINUTES = 10


@prepares
def follow_up(meeting: Meeting) -> Iterable[Prepared]:
    """One item of the agenda where the group has actions that will be due by the meeting, are late, or for which more
    time was asked."""
    by = max(local_date(meeting.starts_at), local_date(clock.now()) + WEEK)
    waiting = select(Action.id).where(
        Action.group_id == meeting.group_id,
        Action.state.in_(OWED),
        begun(by),
        or_(Action.due_on <= by, asked_for_more()),
    )
    if db.session.scalar(select(waiting.exists())):
        yield Prepared(ItemKind.ACTIONS, f"actions:{meeting.public_id}", minutes_planned=MINUTES)


def count_open(person: Person) -> int:
    """How many live actions a person owns or is to verify."""
    return (
        db.session.scalar(
            select(func.count(Action.id)).where(
                Action.state.in_(LIVE), or_(Action.owner_id == person.id, Action.verifier_id == person.id)
            )
        )
        or 0
    )


def hand_over(giver: Person, taker: Person) -> None:
    """Every live action that one person owns or verifies goes to the other. Where the taker would verify his own work
    the group's secretary (or chair) verifies; an action for which nobody is left to verify stays where it is."""
    system = Actor.system("handover.do")
    today = local_date(clock.now())
    for action in db.session.scalars(
        select(Action).where(Action.state.in_(LIVE), or_(Action.owner_id == giver.id, Action.verifier_id == giver.id))
    ).all():
        owner_id = taker.id if action.owner_id == giver.id else action.owner_id
        verifier_id = taker.id if action.verifier_id == giver.id else action.verifier_id
        if owner_id == verifier_id:
            verifier_id = facts.officer_of(action.group_id, today, but=owner_id) if action.group_id else None
            if verifier_id is None:
                continue
        action.owner_id, action.verifier_id = owner_id, verifier_id
        trail.record(system, "action.hand_over", action, detail={"from": giver.id, "to": taker.id})
    live = select(Action.id).where(Action.state.in_(LIVE))
    helped = (Contributor.person_id == giver.id, Contributor.action_id.in_(live))
    helping = db.session.scalars(select(Contributor.action_id).where(*helped)).all()
    owned_or_helped = set(
        db.session.scalars(select(Contributor.action_id).where(Contributor.person_id == taker.id))
    ) | set(db.session.scalars(select(Action.id).where(Action.owner_id == taker.id, Action.state.in_(LIVE))))
    db.session.execute(delete(Contributor).where(*helped).execution_options(synchronize_session=False))
    for action_id in set(helping) - owned_or_helped:
        db.session.add(Contributor(action_id=action_id, person_id=taker.id))


handover.register(N_("Actions owned or verified"), count_open, hand_over)
