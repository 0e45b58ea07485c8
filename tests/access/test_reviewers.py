"""Who rules on an objection: the secretary of the lead group, else its chair, never somebody of either side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.access import roles
from coordination.accounts.models import Absence, Person, PostKind
from coordination.directory.models import Agency
from coordination.groups.models import Group, Seat, SeatKind
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.referrals.models import Referral, State
from tests.gatherings import add_group, add_seat
from tests.world import (
    Somebody,
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

pytestmark = pytest.mark.both


@pytest.fixture
def world(app: Flask) -> World:
    """A referral of Pouya to the welfare directorate; the default lead group has a secretary and no chair."""
    built = build_world(app)
    with app.app_context():
        case = add_case(built.pouya)
        basis = add_consent(case, recorded_by=built.pouya_liaison)
        add_referral(case, built.welfare, drafted_by=built.pouya_liaison, basis=basis, state=State.OBJECTED)
        db.session.commit()
    return built


def rules(who: Somebody | Person) -> bool:
    """Whether this person rules on the referral: said by the check and by the list alike."""
    referral, actor = db.session.scalars(select(Referral)).one(), acting(who)
    assert roles.reviewer.clause is not None
    held = roles.reviewer.holds(actor, referral)
    listed = db.session.scalar(select(Referral.id).where(roles.reviewer.clause(actor))) is not None
    assert held == listed
    return held


def chair(world: World) -> Somebody:
    person = add_person("بهاره داوری")
    add_seat(world.lead, person, SeatKind.CHAIR)
    return somebody(person)


def test_the_secretary_rules(app: Flask, world: World) -> None:
    with app.app_context():
        assert rules(world.reviewer)


def test_the_chair_waits_where_the_secretary_may_rule(app: Flask, world: World) -> None:
    with app.app_context():
        assert not rules(chair(world))


@pytest.mark.parametrize("side", ["pouya", "welfare"])
def test_a_secretary_of_either_side_leaves_it_to_the_chair(app: Flask, world: World, side: str) -> None:
    with app.app_context():
        other = chair(world)
        add_post(world.reviewer, getattr(world, side), PostKind.WORKER)
        assert (rules(world.reviewer), rules(other)) == (False, True)


def test_a_chair_of_either_side_does_not_rule(app: Flask, world: World) -> None:
    with app.app_context():
        other = chair(world)
        for person in (world.reviewer, other):
            add_post(person, world.welfare, PostKind.WORKER)
        assert (rules(world.reviewer), rules(other)) == (False, False)


def test_one_of_several_secretaries_is_enough(app: Flask, world: World) -> None:
    with app.app_context():
        other, second = chair(world), add_person("ترانه کیان")
        add_seat(world.lead, second, SeatKind.SECRETARY)
        add_post(world.reviewer, world.welfare, PostKind.WORKER)
        assert (rules(world.reviewer), rules(second), rules(other)) == (False, True, False)


def test_the_chair_rules_where_every_secretary_is_recused(app: Flask, world: World) -> None:
    with app.app_context():
        other, second = chair(world), add_person("ترانه کیان")
        add_seat(world.lead, second, SeatKind.SECRETARY)
        add_post(world.reviewer, world.welfare, PostKind.WORKER)
        add_post(second, world.pouya, PostKind.WORKER)
        assert (rules(second), rules(other)) == (False, True)


def test_without_a_secretary_the_chair_rules(app: Flask, world: World) -> None:
    with app.app_context():
        other = chair(world)
        db.session.scalars(select(Seat).where(Seat.holder_id == world.reviewer.id)).one().ended_at = now()
        db.session.flush()
        assert (rules(world.reviewer), rules(other)) == (False, True)


def test_a_secretary_whose_account_is_closed_counts_for_nobody(app: Flask, world: World) -> None:
    with app.app_context():
        other = chair(world)
        get(Person, world.reviewer).disabled_at = now()
        db.session.flush()
        assert rules(other)


def test_a_secretary_who_waits_for_confirmation_does_not_rule(app: Flask, world: World) -> None:
    with app.app_context():
        other = chair(world)
        db.session.scalars(select(Seat).where(Seat.holder_id == world.reviewer.id)).one().confirmed_at = None
        db.session.flush()
        assert (rules(world.reviewer), rules(other)) == (False, True)


@pytest.mark.parametrize("sits", [True, False])
def test_a_deputy_in_an_absence_rules_where_he_sits_in_the_group(app: Flask, world: World, sits: bool) -> None:
    today = local_date(now())
    with app.app_context():
        deputy = add_person("ترانه کیان")
        if sits:
            add_seat(world.lead, deputy)
        absence = Absence(
            person_id=world.reviewer.id,
            deputy_id=deputy.id,
            from_on=today,
            to_on=today + timedelta(days=3),
            recorded_by_id=world.administrator.id,
        )
        db.session.add(absence)
        db.session.flush()
        assert rules(deputy) is sits


def test_the_agencys_own_lead_group_comes_before_the_installations(app: Flask, world: World) -> None:
    with app.app_context():
        own = add_group("کارگروه راهبر پویا", world.municipality)
        add_seat(own, world.municipality_head, SeatKind.SECRETARY)
        get(Agency, world.pouya).lead_group_id = own.id
        db.session.flush()
        assert (rules(world.reviewer), rules(world.municipality_head)) == (False, True)


def test_a_closed_group_gives_no_reviewer(app: Flask, world: World) -> None:
    with app.app_context():
        get(Group, world.lead).active = False
        db.session.flush()
        assert not rules(world.reviewer)


@pytest.mark.parametrize("kind", [SeatKind.MEMBER, SeatKind.OBSERVER])
def test_members_and_observers_do_not_rule(app: Flask, world: World, kind: SeatKind) -> None:
    with app.app_context():
        person = add_person("ترانه کیان")
        add_seat(world.lead, person, kind)
        assert not rules(person)
