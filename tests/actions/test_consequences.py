"""What actions do in features on their left: hand-over, an agenda's follow-up, a resolution that asks a recipient."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.accounts.models import Person
from coordination.actions import consequences, events
from coordination.actions.models import Action, ActionState
from coordination.kernel.db import db
from coordination.lang import zone
from coordination.meetings.models import ItemKind
from coordination.outbox.events import Event
from coordination.resolutions.models import ResolutionState
from tests.actions.conftest import MakeAction
from tests.conftest import MOMENT
from tests.gatherings import add_resolution
from tests.world import World, acting, add_case, add_referral, get


def _hand_over(world: World, giver: str, taker: str) -> None:
    consequences.hand_over(get(Person, getattr(world, giver)), get(Person, getattr(world, taker)))
    db.session.flush()
    db.session.expire_all()


@pytest.mark.both
def test_open_actions_go_to_the_taker(world: World, make: MakeAction) -> None:
    owned, verified = make(), make(owner=world.member, agency=world.welfare, verifier=world.pouya_liaison)
    _hand_over(world, "pouya_liaison", "pouya_worker")
    assert (owned.owner_id, verified.verifier_id) == (world.pouya_worker.id, world.pouya_worker.id)


def test_a_taker_who_would_verify_himself_does_not(world: World, make: MakeAction) -> None:
    action = make(verifier=world.pouya_worker)
    _hand_over(world, "pouya_liaison", "pouya_worker")
    assert (action.owner_id, action.verifier_id) == (world.pouya_worker.id, world.secretary.id)


def test_what_is_over_stays_with_whom_it_was(world: World, make: MakeAction) -> None:
    action = make(ActionState.VERIFIED)
    _hand_over(world, "pouya_liaison", "pouya_worker")
    assert action.owner_id == world.pouya_liaison.id


def test_the_count_of_a_hand_over_is_what_it_moves(world: World, make: MakeAction) -> None:
    make()
    make(ActionState.VERIFIED)
    make(owner=world.member, agency=world.welfare, verifier=world.pouya_liaison)
    assert consequences.count_open(get(Person, world.pouya_liaison)) == 2


@pytest.mark.both
def test_an_agenda_follows_up_actions_that_are_due_by_the_meeting(world: World, source: Any, make: MakeAction) -> None:
    make(due_on=zone.today() + timedelta(days=1))
    prepared = list(consequences.follow_up(source.meeting))
    assert [(one.kind, one.source) for one in prepared] == [(ItemKind.ACTIONS, f"actions:{source.meeting.public_id}")]


def test_an_agenda_holds_no_follow_up_where_nothing_is_due(world: World, source: Any, make: MakeAction) -> None:
    make(due_on=zone.today() + timedelta(days=60))
    make(ActionState.VERIFIED, due_on=zone.today())
    assert list(consequences.follow_up(source.meeting)) == []


def _asked(world: World, source: Any, state: ResolutionState = ResolutionState.IN_FORCE) -> Event:
    case = add_case(world.welfare, worker=world.welfare_worker)
    referral = add_referral(case, world.pouya, drafted_by=world.welfare_worker)
    resolution = add_resolution(source.entry, state, referral_id=referral.id, effect="ask")
    return Event(1, "resolution.effect_asked", MOMENT, {"thing_id": resolution.id})


def test_a_resolution_asks_the_recipients_liaison_within_a_working_day(world: World, source: Any) -> None:
    events.ask_recipient(_asked(world, source))
    action = db.session.scalars(select(Action)).one()
    assert (action.state, action.owner_id, action.agency_id, action.verifier_id) == (
        ActionState.ISSUED,
        world.pouya_liaison.id,
        world.pouya.id,
        world.secretary.id,
    )
    assert action.due_on == zone.today() + timedelta(days=1)
    assert action.confidential


def test_the_recipient_is_asked_once(world: World, source: Any) -> None:
    event = _asked(world, source)
    events.ask_recipient(event)
    events.ask_recipient(event)
    assert len(db.session.scalars(select(Action)).all()) == 1


def test_before_approval_what_is_asked_is_provisional(world: World, source: Any) -> None:
    events.ask_recipient(_asked(world, source, ResolutionState.ADOPTED))
    assert db.session.scalars(select(Action)).one().provisional


@pytest.mark.both
def test_a_resolution_tells_what_carries_it_out(world: World, source: Any, make: MakeAction) -> None:
    running = make(resolution_id=source.resolution.id)
    make(ActionState.VERIFIED, resolution_id=source.resolution.id)
    make(ActionState.CANCELLED, resolution_id=source.resolution.id, number="A-1405-900")
    found = list(consequences.of_resolution(acting(world.chair), source.resolution))
    assert f"/actions/{running.public_id}" in [one.url for one in found]
    counted = consequences.count_of_resolutions([source.resolution.id])[source.resolution.id]
    assert (counted.open, counted.done) == (1, 1)


def test_who_may_not_open_an_action_reads_of_it_without_a_link(world: World, source: Any, make: MakeAction) -> None:
    make(resolution_id=source.resolution.id)
    found = list(consequences.of_resolution(acting(world.police_head), source.resolution))
    assert [one.url for one in found] == [None]


def test_of_a_confidential_action_who_may_not_open_it_reads_the_number_and_no_name(
    world: World, source: Any, make: MakeAction
) -> None:
    action = make(resolution_id=source.resolution.id, confidential=True, title="رازی که نباید برود")
    (one,) = consequences.of_resolution(acting(world.police_head), source.resolution)
    assert (one.title, list(one.sub.params)) == (action.number, ["day"])
