"""A relation that a seat, a meeting or an action gives says the same in a check and in a list, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access import seats
from coordination.access.relation import Relation
from coordination.access.standing import actor_of
from coordination.accounts.models import SessionRow
from coordination.actions.models import Action
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.meetings.models import AgendaItem, Attendance, Meeting
from coordination.minutes.models import Minutes
from coordination.resolutions.models import Resolution
from tests.access.judging import Stage, set_stage
from tests.conftest import Database

OF: dict[type[Any], tuple[Relation, ...]] = {
    Group: (
        seats.listed_member,
        seats.listed_alternate,
        seats.listed_observer,
        seats.listed_chair,
        seats.listed_secretary,
    ),
    Seat: (seats.seat_confirming_head,),
    Meeting: (
        seats.meeting_member,
        seats.meeting_alternate,
        seats.meeting_observer,
        seats.meeting_secretary,
        seats.meeting_chair,
        seats.invitee,
    ),
    AgendaItem: (seats.item_member, seats.item_alternate, seats.item_observer, seats.proposer),
    Minutes: (
        seats.minutes_secretary,
        seats.minutes_chair,
        seats.minutes_member,
        seats.minutes_alternate,
        seats.minutes_observer,
        seats.attendee,
    ),
    Resolution: (
        seats.resolution_member,
        seats.resolution_alternate,
        seats.resolution_observer,
        seats.bound_desk,
        seats.issuer_liaison,
        seats.issuer_member,
    ),
    Action: (
        seats.action_owner,
        seats.owner_liaison,
        seats.owner_head,
        seats.contributor,
        seats.action_member,
        seats.action_secretary,
        seats.action_verifier,
        seats.source_liaison,
    ),
}
PAIRS = [(model, relation) for model, relations in OF.items() for relation in relations]


@pytest.fixture(scope="module")
def stage(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    yield from set_stage(database, tmp_path_factory.mktemp("seats"))


@pytest.mark.parametrize(
    ("model", "relation"), PAIRS, ids=[f"{model.__tablename__}-{relation.name}" for model, relation in PAIRS]
)
def test_lists_and_checks_agree(stage: Stage, model: type[Any], relation: Relation) -> None:
    assert relation.clause is not None
    found = 0
    with stage.app.app_context():
        things = db.session.scalars(select(model)).all()
        for minutes in things if model is Minutes else ():
            rows = select(Attendance.person_id).where(Attendance.meeting_id == minutes.meeting_id)
            minutes.attended_by = frozenset(db.session.scalars(rows))
        for person_id in db.session.scalars(select(SessionRow.person_id)).all():
            actor = actor_of(person_id)
            listed = set(db.session.scalars(select(model.id).where(relation.clause(actor))))
            held = {thing.id for thing in things if relation.holds(actor, thing)}
            assert listed == held, person_id
            assert not held or relation.anywhere(actor), person_id
            found += len(held)
        db.session.rollback()
    assert found > 0


def test_every_relation_of_a_seat_with_a_list_is_tried() -> None:
    with_lists = {
        id(value) for value in vars(seats).values() if isinstance(value, Relation) and value.clause is not None
    }
    assert with_lists == {id(relation) for _model, relation in PAIRS}
