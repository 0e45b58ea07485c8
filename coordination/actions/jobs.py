"""What the clock does to actions: reminders, the weekly digest, and another verifier where one has gone."""

from __future__ import annotations

from datetime import date, time, timedelta

from sqlalchemy import exists, or_, select

from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.accounts.models import Person, Post
from coordination.accounts.presence import holds_today
from coordination.actions import commands, digest
from coordination.actions.models import Action, ActionState, Digest, Reminder
from coordination.actions.queries import facts
from coordination.actions.queries.lists import DOING, begun
from coordination.actions.states import LIVE
from coordination.groups.models import Seat
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import zone
from coordination.lang.zone import local, local_date
from coordination.outbox import events
from coordination.outbox.jobs import periodic

HOURLY = timedelta(hours=1)
MORNING = time(7)
AT_ONCE = 500
SATURDAY = 6
LADDER = ((-7, -3), (-3, 0), (0, 1), (1, None))
"""Each step in days from the date, and the step that takes its place: of what was missed only the last is sent."""


@periodic("actions.remind", every=HOURLY)
def remind() -> None:
    """From seven in the morning, each step once for one date: the owner is told, and a day after it the liaisons of his
    agency too. Steps that had passed before the action was issued are not sent."""
    now = clock.now()
    if local(now).time() < MORNING:
        return
    today = local_date(now)
    for step, following in LADDER:
        for action in _at_step(step, following, today):
            assert action.due_on is not None
            db.session.add(Reminder(action_id=action.id, due_on=action.due_on, step=step, at=now))
            issued_on = local_date(action.issued_at) if action.issued_at is not None else today
            if issued_on <= action.due_on + timedelta(days=step):
                events.emit("action.reminder", thing_id=action.id, step=step)


def _at_step(step: int, following: int | None, today: date) -> list[Action]:
    """The owner's actions that stand at this step today and were not reminded of it for their present date."""
    newest = today - timedelta(days=step)
    days = [Action.due_on <= newest]
    if following is not None:
        days.append(Action.due_on > today - timedelta(days=following))
    sent = exists(
        select(Reminder.id).where(
            Reminder.action_id == Action.id, Reminder.due_on == Action.due_on, Reminder.step == step
        )
    )
    return list(
        db.session.scalars(
            select(Action)
            .where(Action.state.in_(DOING), begun(today), *days, ~sent)
            .order_by(Action.due_on, Action.id)
            .limit(AT_ONCE)
        )
    )


@periodic("actions.digest", every=HOURLY)
def send_digests() -> None:
    """On Saturday from seven in the morning one mail to each person with live actions who wants mails. Where the clock
    was down that day, on the first day it runs again, once."""
    now = clock.now()
    week_on = week_of(local_date(now))
    if now < zone.at(week_on, MORNING) or (local_date(now) != week_on and _was_sent(week_on)):
        return
    for person_id in _people_with_work(week_on, local_date(now)):
        db.session.add(Digest(person_id=person_id, week_on=week_on, at=now))
        digest.send(person_id, local_date(now))


def week_of(day: date) -> date:
    """The Saturday on which the week of ``day`` began."""
    return day - timedelta(days=(day.isoweekday() - SATURDAY) % 7)


def _was_sent(week_on: date) -> bool:
    return bool(db.session.scalar(select(select(Digest.id).where(Digest.week_on == week_on).exists())))


def _people_with_work(week_on: date, today: date) -> list[int]:
    owned = exists(select(Action.id).where(Action.owner_id == Person.id, Action.state.in_(LIVE), begun(today)))
    to_verify = exists(
        select(Action.id).where(Action.verifier_id == Person.id, Action.state == ActionState.REPORTED_DONE)
    )
    told = exists(select(Digest.id).where(Digest.person_id == Person.id, Digest.week_on == week_on))
    return list(
        db.session.scalars(
            select(Person.id)
            .where(or_(owned, to_verify), Person.mail_notices.is_(True), Person.disabled_at.is_(None), ~told)
            .order_by(Person.id)
            .limit(AT_ONCE)
        )
    )


@periodic("actions.name_verifiers", every=HOURLY)
def name_verifiers() -> None:
    """Where the verifier's last post and seat have ended the group's secretary verifies; where he owns the action the
    chair; of an action without a group a liaison of the agency where it arose."""
    today = local_date(clock.now())
    holds_post = exists(select(Post.id).where(Post.person_id == Action.verifier_id, holds_today(Post, today)))
    holds_seat = exists(select(Seat.id).where(Seat.holder_id == Action.verifier_id, seat_stands(Seat, today)))
    disabled = exists(select(Person.id).where(Person.id == Action.verifier_id, Person.disabled_at.is_not(None)))
    gone = db.session.scalars(
        select(Action)
        .where(Action.state.in_(LIVE), or_(disabled, ~holds_post & ~holds_seat))
        .order_by(Action.id)
        .limit(AT_ONCE)
    ).all()
    system = Actor.system("action.verifier")
    for action in gone:
        found = _next_verifier(action, today)
        if found is not None and found != action.verifier_id:
            commands.name_verifier(system, action, found)
            events.emit("action.verifier", thing_id=action.id, by=0)


def _next_verifier(action: Action, today: date) -> int | None:
    if action.group_id is not None:
        return facts.officer_of(action.group_id, today, but=action.owner_id)
    if action.source_agency_id is None:
        return None
    return next((one for one in facts.liaisons_of(action.source_agency_id, today) if one != action.owner_id), None)
