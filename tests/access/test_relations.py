"""A relation's two faces say the same: the check on one thing, and the SQL condition of lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.access import roles
from coordination.access.relation import Relation
from coordination.accounts.models import Absence, Person, Post, PostKind
from coordination.cases.models import Case
from coordination.directory.models import Agency
from coordination.groups.models import SeatKind
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.referrals.models import Referral, ReferralMember, Route, State
from tests.gatherings import add_group, add_seat
from tests.world import (
    World,
    acting,
    add_case,
    add_consent,
    add_person,
    add_post,
    add_referral,
    build_world,
    get,
    somebody,
)

OF_REFERRALS = (
    roles.sender_liaison,
    roles.sender_staff,
    roles.recipient_liaison,
    roles.recipient_staff,
    roles.court_liaison,
    roles.reviewer,
    roles.either_side,
)
OF_CASES = (roles.case_staff, roles.agency_liaison, roles.agency_worker, roles.agency_head, roles.agency_member)


def people_of(world: World) -> list[str]:
    return sorted(world.people)


def fill(world: World) -> None:
    """Cases and referrals between all sides, drafts and sent ones, on ordinary and court routes; a deputy, a
    lead group of one agency with a secretary and a chair, a team member."""
    deputy = add_person("فرناز کیهان")
    add_post(deputy, world.welfare, PostKind.WORKER)
    today = local_date(now())
    db.session.add(
        Absence(
            person_id=world.welfare_liaison.id,
            deputy_id=deputy.id,
            from_on=today,
            to_on=today + timedelta(days=3),
            recorded_by_id=world.welfare_head.id,
        )
    )
    chair = add_person("بهاره داوری")
    own = add_group("کارگروه راهبر پویا", world.municipality)
    add_seat(own, world.municipality_head, SeatKind.SECRETARY)
    add_seat(own, chair, SeatKind.CHAIR)
    get(Agency, world.pouya).lead_group_id = own.id
    world.people |= {"deputy": somebody(deputy), "lead_chair": somebody(chair)}
    bodies = (world.municipality, world.welfare, world.pouya)
    for sender in bodies:
        liaison = world.people[f"{sender.code}_liaison"]
        case = add_case(
            sender, worker=world.people[f"{sender.code}_worker"], team=(world.people[f"{sender.code}_head"],)
        )
        basis = add_consent(case, recorded_by=liaison)
        for recipient in bodies:
            if recipient is sender:
                continue
            add_referral(case, recipient, drafted_by=liaison, basis=basis)
            sent = add_referral(
                case,
                recipient,
                drafted_by=liaison,
                basis=basis,
                state=State.RECEIVED,
                handler=world.people[f"{recipient.code}_worker"],
            )
            sent.team = [ReferralMember(person_id=world.judiciary_worker.id)]
            add_referral(
                case,
                recipient,
                drafted_by=liaison,
                basis=basis,
                state=State.SENT,
                route=Route.JUDICIAL,
                order_agency_id=world.judiciary.id,
                order_number="12",
            )
    db.session.flush()


@pytest.fixture
def filled(app: Flask) -> tuple[Flask, World]:
    world = build_world(app)
    with app.app_context():
        fill(world)
        db.session.commit()
    return app, world


@pytest.mark.parametrize("relation", OF_REFERRALS, ids=lambda relation: relation.name)
def test_lists_and_checks_of_referrals_agree(filled: tuple[Flask, World], relation: Relation) -> None:
    agree(filled, relation, Referral)


@pytest.mark.parametrize("relation", OF_CASES, ids=lambda relation: relation.name)
def test_lists_and_checks_of_cases_agree(filled: tuple[Flask, World], relation: Relation) -> None:
    agree(filled, relation, Case)


def agree(filled: tuple[Flask, World], relation: Relation, model: type[Referral] | type[Case]) -> None:
    """For everybody of the world the relation lists what it holds for, and it holds for something."""
    app, world = filled
    found = 0
    with app.app_context():
        things = db.session.scalars(select(model)).all()
        for name in people_of(world):
            actor = acting(world.people[name])
            assert relation.clause is not None
            listed = set(db.session.scalars(select(model.id).where(relation.clause(actor))))
            held = {thing.id for thing in things if relation.holds(actor, thing)}
            assert listed == held, (relation.name, name)
            found += len(held)
    assert found > 0


@pytest.mark.parametrize("relation", [*OF_REFERRALS, *OF_CASES], ids=lambda relation: relation.name)
def test_a_relation_that_holds_could_hold_anywhere(filled: tuple[Flask, World], relation: Relation) -> None:
    app, world = filled
    with app.app_context():
        things = db.session.scalars(select(Referral if relation in OF_REFERRALS else Case)).all()
        for name in people_of(world):
            actor = acting(world.people[name])
            if any(relation.holds(actor, thing) for thing in things):
                assert relation.anywhere(actor), (relation.name, name)


def test_a_post_counts_only_when_confirmed_and_within_its_days(app: Flask) -> None:
    world = build_world(app)
    today = local_date(now())
    with app.app_context():
        person = add_person("نوید فرهمند")
        add_post(person, world.welfare, PostKind.LIAISON, confirmed=False)
        add_post(person, world.pouya, PostKind.LIAISON, to_on=today - timedelta(days=1))
        add_post(person, world.municipality, PostKind.LIAISON, from_on=today + timedelta(days=1))
        assert acting(person).agencies() == frozenset()


def test_a_worker_who_left_the_agency_sees_the_file_no_more(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        case = add_case(world.pouya, worker=world.pouya_worker, team=(world.welfare_worker,))
        db.session.flush()
        assert roles.case_staff.holds(acting(world.pouya_worker), case)
        assert not roles.case_staff.holds(acting(world.welfare_worker), case)
        post = db.session.scalars(select(Post).where(Post.person_id == world.pouya_worker.id)).one()
        post.from_on = post.to_on = local_date(now()) - timedelta(days=1)
        add_post(get(Person, world.pouya_worker), world.welfare, PostKind.LIAISON)
        db.session.flush()
        assert not roles.case_staff.holds(acting(world.pouya_worker), case)


def test_an_absence_lends_the_post_for_its_days_only(app: Flask) -> None:
    world = build_world(app)
    today = local_date(now())
    with app.app_context():
        person = add_person("نوید فرهمند")
        add_post(person, world.welfare, PostKind.WORKER)
        db.session.add(
            Absence(
                person_id=world.welfare_liaison.id,
                deputy_id=person.id,
                from_on=today - timedelta(days=3),
                to_on=today - timedelta(days=1),
                recorded_by_id=world.welfare_head.id,
            )
        )
        db.session.flush()
        before = acting(person).agencies(PostKind.LIAISON)
        absence = db.session.scalars(select(Absence)).one()
        absence.to_on = today
        db.session.flush()
        after = acting(person).agencies(PostKind.LIAISON)
    assert (before, after) == (frozenset(), {world.welfare.id})


def test_a_worker_whose_post_has_ended_is_no_staff_of_his_cases(app: Flask) -> None:
    world = build_world(app)
    with app.app_context():
        case = add_case(world.welfare, worker=world.welfare_worker)
        before = roles.case_staff.holds(acting(world.welfare_worker), case)
        for post in get(Person, world.welfare_worker).posts:
            post.to_on = local_date(now()) - timedelta(days=1)
        db.session.flush()
        after = roles.case_staff.holds(acting(world.welfare_worker), case)
    assert (before, after) == (True, False)
