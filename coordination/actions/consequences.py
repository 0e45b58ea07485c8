"""What actions add to features on their left: an agenda's follow-up, what came of a resolution, hand-over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import case, delete, func, or_, select, update

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.actions import display
from coordination.actions.models import Action, ActionState, Contributor
from coordination.actions.queries import facts
from coordination.actions.queries.lists import WEEK, asked_for_more, begun
from coordination.actions.queries.rows import row_of, rows_of
from coordination.actions.states import ACTION, LIVE, OWED
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.meetings.consequences import Prepared, on_confidentiality, prepares
from coordination.meetings.models import AgendaEntry, AgendaItem, ItemKind, Meeting
from coordination.resolutions.consequences import Consequence, Done, on_counted, on_shown
from coordination.resolutions.models import Resolution

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


@on_confidentiality
def close_with_item(item: AgendaItem) -> None:
    """Actions are as open as the item they come from; one about a referral stays closed."""
    of_item = Action.entry_id.in_(select(AgendaEntry.id).where(AgendaEntry.item_id == item.id))
    changed = update(Action).where(of_item).values(confidential=item.confidential)
    if not item.confidential:
        changed = changed.where(Action.referral_id.is_(None))
    db.session.execute(changed)


@on_shown
def of_resolution(actor: Actor, resolution: Resolution) -> Iterable[Consequence]:
    """The actions that carry a resolution out, each with its owner and its day: one statement. Who may not open a
    confidential one reads that it is there, and how far it is."""
    today = local_date(clock.now())
    found = db.session.execute(
        rows_of(actor)
        .add_columns(policy.visible(actor, "action.view").label("opens"))
        .where(Action.resolution_id == resolution.id, Action.number.is_not(None))
        .order_by(Action.due_on, Action.id)
    )
    for one in found:
        row = row_of(one)
        when = Message(N_("until %(day)s"), day=row.due_on)
        if row.due_on is not None and row.state in OWED and row.due_on < today:
            when = Message(N_("%(span)s late"), span=today - row.due_on)
        elif row.state not in LIVE:
            when = Message(N_("since %(day)s"), day=local_date(row.state_since))
        if row.confidential and not one.opens:
            yield Consequence(title=row.number or "", number="", look=ACTION.look(row.state), sub=when)
            continue
        names = {"name": display.owner_of(row), "agency": display.agency_of(row)}
        yield Consequence(
            title=row.title,
            number=row.number or "",
            look=ACTION.look(row.state),
            url=f"/actions/{row.public_id}" if one.opens else None,
            sub=Message(N_("%(name)s, %(agency)s, %(when)s"), **names, when=when),
        )


@on_counted
def count_of_resolutions(resolution_ids: Sequence[int]) -> Mapping[int, Done]:
    """How many actions of each resolution are open and how many are done; cancelled ones are neither."""
    open_ones = func.sum(case((Action.state.in_(LIVE), 1), else_=0))
    done_ones = func.sum(case((Action.state == ActionState.VERIFIED, 1), else_=0))
    rows = db.session.execute(
        select(Action.resolution_id, open_ones, done_ones)
        .where(Action.resolution_id.in_(resolution_ids), Action.number.is_not(None))
        .group_by(Action.resolution_id)
    )
    return {resolution_id: Done(int(opened), int(done)) for resolution_id, opened, done in rows if resolution_id}


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
