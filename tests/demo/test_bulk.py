"""Referrals in bulk look and behave like those that were made one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from coordination.access.standing import actor_of
from coordination.accounts.models import Person, Post, PostKind
from coordination.actions import commands as actions
from coordination.actions.models import Action, ActionState
from coordination.audit.verify import verify
from coordination.demo.plans import plans
from coordination.demo.works import IN_TWENTY_YEARS, LONG_AGENDA
from coordination.directory.codes import next_code, take_numbers
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import jalali_year
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaEntry, Meeting, MeetingState
from coordination.referrals import commands
from coordination.referrals.clocks import ELSEWHERE, OVER, UNSEEN, YOURS
from coordination.referrals.models import Referral, State
from coordination.referrals.queries.one import get_referral
from coordination.referrals.states import LIVE, RECIPIENTS_TURN, SENDERS_TURN
from coordination.referrals.texts import reason_of
from coordination.resolutions.models import Resolution
from tests.conftest import MOMENT

SIZE = 900
pytestmark = pytest.mark.both


@pytest.fixture(scope="module")
def crowd(make_world: Callable[..., Flask]) -> Flask:
    return make_world("--size", str(SIZE))


@pytest.fixture(autouse=True)
def within(crowd: Flask) -> Iterator[None]:
    with crowd.app_context(), clock.at(MOMENT):
        yield
        db.session.rollback()


def told() -> int:
    """How many referrals the tales make, whose codes come before."""
    return (db.session.scalar(select(func.count(Referral.id))) or 0) - SIZE


def bulk() -> list[Referral]:
    return list(db.session.scalars(select(Referral).order_by(Referral.id).offset(told())))


def test_are_as_many_as_asked_for() -> None:
    assert told() > 100


def test_come_to_200_agencies_with_3000_people() -> None:
    assert db.session.scalar(select(func.count(Agency.id)).where(~Agency.code.startswith("charity-"))) == 200
    assert db.session.scalar(select(func.count(Person.id))) == 3000


def test_are_of_two_children_each_three() -> None:
    assert len({one.case_id for one in bulk()}) == SIZE * 2 // 3


def test_have_the_rank_of_their_state() -> None:
    def rank(state: State, turn: frozenset[State]) -> int:
        return OVER if state not in LIVE else YOURS if state in turn else ELSEWHERE

    wrong = [
        one.code
        for one in bulk()
        if one.recipient_rank != (rank(one.state, RECIPIENTS_TURN) if one.sent_at else UNSEEN)
        or one.sender_rank != rank(one.state, SENDERS_TURN)
    ]
    assert wrong == []


def test_run_against_a_clock_while_they_live() -> None:
    assert [one.code for one in bulk() if (one.due_at is None) == (one.state in LIVE - {State.DRAFT})] == []


def test_are_late_now_and_then_only() -> None:
    running = [one for one in bulk() if one.due_at is not None]
    late = [one for one in running if one.due_at and one.due_at < MOMENT]
    assert 0.05 < len(late) / len(running) < 0.4


def test_have_their_moves_on_a_whole_trail() -> None:
    assert verify().findings == ()


def test_can_be_read_and_moved_like_any_other() -> None:
    waiting = next(one for one in bulk() if one.state == State.SENT)
    referral = get_referral(waiting.public_id)
    assert referral is not None
    assert reason_of(referral)
    commands.accept(actor_of(_liaison_of(referral.recipient_agency_id)), referral)
    assert referral.state == State.ACCEPTED


def _liaison_of(agency_id: int) -> int:
    post = select(Post.person_id).where(Post.agency_id == agency_id, Post.kind == PostKind.LIAISON).order_by(Post.id)
    return db.session.scalars(post).first() or 0


def test_leave_the_numbers_that_follow_free() -> None:
    year = max(int(one.code.split("-")[1]) for one in bulk())
    given = next_code("R", year)
    assert db.session.scalar(select(Referral.id).where(Referral.code == given)) is None


def test_a_group_has_met_for_twenty_years() -> None:
    held = select(func.count(Meeting.id)).where(Meeting.state == MeetingState.CLOSED).group_by(Meeting.group_id)
    assert max(db.session.scalars(held)) == IN_TWENTY_YEARS


def test_a_meeting_has_forty_entries() -> None:
    entries = select(func.count(AgendaEntry.id)).group_by(AgendaEntry.meeting_id)
    assert max(db.session.scalars(entries)) == LONG_AGENDA


def test_a_resolution_in_bulk_leaves_the_number_that_follows_free() -> None:
    year = jalali_year(local_date(MOMENT))
    following = f"W1/{year}/{take_numbers('W1/', year, 1).start}"
    assert db.session.scalar(select(Resolution.id).where(Resolution.number == following)) is None


def test_an_action_in_bulk_leaves_the_number_that_follows_free() -> None:
    year = jalali_year(local_date(MOMENT))
    assert db.session.scalar(select(Action.id).where(Action.number == next_code("A", year))) is None


def test_an_action_in_bulk_can_be_carried_out() -> None:
    action = db.session.scalars(
        select(Action)
        .join(Group, Group.id == Action.group_id)
        .where(Group.code.startswith("w"), Action.state == ActionState.ISSUED)
    ).first()
    assert action is not None
    actions.start(actor_of(action.owner_id or 0), action)
    assert action.state == ActionState.IN_PROGRESS


def test_plans_are_as_many_as_asked_for_and_lie_in_the_past() -> None:
    made = list(plans(Random(1), MOMENT, 500))
    assert len(made) == 500
    assert max(plan.since for plan in made) < MOMENT
    assert min(plan.drafted for plan in made) > MOMENT - timedelta(days=720)
