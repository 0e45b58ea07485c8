"""Referrals before the lead group: twice the limit makes one confidential item, the reviewer tables by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import WrongState
from coordination.meetings import commands, queries
from coordination.meetings.events import bring_escalated
from coordination.meetings.models import AgendaItem, ItemKind, ItemState, Purpose
from coordination.outbox.events import Event
from coordination.outbox.models import OutboxEvent
from coordination.referrals.jobs import alert
from coordination.referrals.models import Referral, Route, State
from tests.gatherings import add_meeting
from tests.world import World, acting, add_case, add_consent, add_referral


@pytest.fixture(autouse=True)
def _session(session: Session, world: World) -> None:
    """Every test acts in one session on the world."""


def referral_of(world: World, state: State = State.SENT, **columns: object) -> Referral:
    case = add_case(world.municipality, worker=world.municipality_worker)
    basis = add_consent(case, recorded_by=world.municipality_worker)
    return add_referral(case, world.welfare, basis=basis, state=state, drafted_by=world.municipality_liaison, **columns)


def escalated(referral: Referral) -> Event:
    return Event(1, "referral.escalated", clock.now(), {"thing_id": referral.id, "by": 0})


def items() -> list[AgendaItem]:
    db.session.flush()
    return list(db.session.scalars(select(AgendaItem).order_by(AgendaItem.id)))


def test_twice_the_limit_is_told_once(world: World) -> None:
    referral_of(world, told_at=clock.now() - timedelta(minutes=1))
    alert()
    alert()
    db.session.flush()
    count = select(func.count()).where(OutboxEvent.name == "referral.escalated")
    assert db.session.scalar(count) == 1


def test_an_escalated_referral_makes_one_confidential_item_of_the_lead_group(world: World) -> None:
    referral = referral_of(world)
    bring_escalated(escalated(referral))
    bring_escalated(escalated(referral))
    (item,) = items()
    assert (item.group_id, item.kind, item.state) == (world.lead.id, ItemKind.REFERRAL, ItemState.OPEN)
    assert item.confidential


def test_a_referral_that_went_on_meanwhile_makes_none(world: World) -> None:
    bring_escalated(escalated(referral_of(world, State.EXPIRED)))
    assert items() == []


def test_a_referral_that_comes_up_again_opens_its_item(world: World) -> None:
    referral = referral_of(world)
    bring_escalated(escalated(referral))
    items()[0].state = ItemState.CLOSED
    bring_escalated(escalated(referral))
    assert [one.state for one in items()] == [ItemState.OPEN]


def test_an_item_taken_back_makes_way_for_a_new_one(world: World) -> None:
    referral = referral_of(world)
    bring_escalated(escalated(referral))
    items()[0].state = ItemState.WITHDRAWN
    bring_escalated(escalated(referral))
    assert [one.state for one in items()] == [ItemState.WITHDRAWN, ItemState.OPEN]


def test_the_reviewer_tables_an_objection(world: World) -> None:
    item = commands.table_referral(acting(world.reviewer), referral_of(world, State.OBJECTED))
    assert item.state == ItemState.OPEN


def test_tabling_is_told_to_both_sides(world: World) -> None:
    referral = referral_of(world, State.OBJECTED)
    commands.table_referral(acting(world.reviewer), referral)
    (payload,) = db.session.scalars(select(OutboxEvent.payload).where(OutboxEvent.name == "referral.tabled"))
    assert payload == {"thing_id": referral.id, "by": world.reviewer.id}


def test_what_nobody_disputes_is_not_tabled(world: World) -> None:
    with pytest.raises(WrongState):
        commands.table_referral(acting(world.reviewer), referral_of(world))


@pytest.mark.parametrize(("route", "purpose"), [(Route.SELF, Purpose.DECISION), (Route.JUDICIAL, Purpose.INFORMATION)])
def test_of_a_courts_referral_the_meeting_is_informed_only(world: World, route: Route, purpose: Purpose) -> None:
    commands.table_referral(acting(world.reviewer), referral_of(world, State.OBJECTED, route=route))
    meeting = add_meeting(world.lead)
    commands.prepare_agenda(acting(world.reviewer), meeting)
    (entry,) = queries.list_entries(meeting.id)
    assert entry.purpose == purpose


def test_the_agenda_names_a_referral_by_its_code_alone(world: World) -> None:
    referral = referral_of(world)
    bring_escalated(escalated(referral))
    assert referral.code in items()[0].title
