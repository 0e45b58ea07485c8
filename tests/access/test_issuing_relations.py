"""A relation to what is issued or owned says the same in a check and in a list, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access import asking, issuing
from coordination.access.relation import Relation
from coordination.access.standing import actor_of
from coordination.accounts.models import SessionRow
from coordination.activities.models import Activity
from coordination.circulars.models import Circular
from coordination.data_calls.models import AnswerSheet, DataCall, Delivery, Distribution
from coordination.directory.models import Agency
from coordination.indicators.models import Indicator
from coordination.kernel.db import db
from coordination.outcomes.models import Outcome
from coordination.points.models import Point
from coordination.programmes.models import Memorandum, Programme
from coordination.registrations.models import Registration
from coordination.reports.models import Report
from tests.access.judging import Stage, set_stage
from tests.conftest import Database

OF: dict[type[Any], tuple[Relation, ...]] = {
    Activity: (issuing.issuer_staff, issuing.issuer_member_of_activity, issuing.activity_source),
    Circular: (issuing.circular_staff, issuing.circular_reader),
    DataCall: (issuing.call_staff, asking.asked_desk_of_any),
    AnswerSheet: (asking.sheet_staff, asking.asked_liaison, asking.asked_desk),
    Distribution: (issuing.distribution_staff, asking.receiving_desk_of_any),
    Delivery: (asking.delivery_staff, asking.receiving_liaison, asking.receiving_desk, asking.dividing_liaison),
    Programme: (
        issuing.programme_staff,
        issuing.programme_member,
        issuing.programme_partner,
        issuing.programme_evaluator,
    ),
    Memorandum: (issuing.memorandum_staff, issuing.memorandum_head, issuing.memorandum_party),
    Indicator: (issuing.indicator_staff, issuing.indicator_member),
    Report: (issuing.report_staff, issuing.report_member),
    Point: (issuing.unit_staff, issuing.point_secretary, issuing.point_group_member, issuing.outside_police),
    Outcome: (issuing.outcome_verifier, issuing.outcome_claimer),
    Registration: (issuing.registration_head, issuing.registrar),
    Agency: (issuing.figures_head, issuing.parent_head),
}
PAIRS = [(model, relation) for model, relations in OF.items() for relation in relations]


@pytest.fixture(scope="module")
def stage(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    yield from set_stage(database, tmp_path_factory.mktemp("issued"))


@pytest.mark.parametrize(
    ("model", "relation"), PAIRS, ids=[f"{model.__tablename__}-{relation.name}" for model, relation in PAIRS]
)
def test_lists_and_checks_agree(stage: Stage, model: type[Any], relation: Relation) -> None:
    assert relation.clause is not None
    found = 0
    with stage.app.app_context():
        things = db.session.scalars(select(model)).all()
        for person_id in db.session.scalars(select(SessionRow.person_id)).all():
            actor = actor_of(person_id)
            held = {thing.id for thing in things if relation.holds(actor, thing)}
            # A list asks a relation only where it could hold at all, as ``AnyOf.clause`` does.
            could = relation.anywhere(actor)
            listed = set(db.session.scalars(select(model.id).where(relation.clause(actor)))) if could else set()
            assert listed == held, person_id
            found += len(held)
        db.session.rollback()
    assert found > 0


def test_every_relation_of_issuing_with_a_list_is_tried() -> None:
    with_lists = {
        id(value)
        for name, value in (vars(issuing) | vars(asking)).items()
        if isinstance(value, Relation) and value.clause is not None and not name.startswith("_")
    }
    assert with_lists == {id(relation) for _model, relation in PAIRS}


def test_nobody_of_the_police_has_a_relation_to_a_watched_point(stage: Stage) -> None:
    with stage.app.app_context():
        points = db.session.scalars(select(Point)).all()
        officers = [
            actor
            for person_id in db.session.scalars(select(SessionRow.person_id))
            if (actor := actor_of(person_id)).in_police
        ]
        relations = (issuing.unit_staff, issuing.point_secretary, issuing.point_group_member)
        assert len(officers) > 1
        assert not any(
            relation.holds(officer, point) for officer in officers for point in points for relation in relations
        )
        db.session.rollback()
