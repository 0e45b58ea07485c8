"""Organisations that were there before the register stand in it on the way up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.registrations.models import Registration, RegistrationState
from tests.world import build_world, get

pytestmark = pytest.mark.both
BEFORE = "0003_move_reviewers_to_groups"


def entries(app: Flask, until: date | None) -> tuple[list[Registration], Agency]:
    """What stands in the register after the way up, where Pouya's registration ended on ``until`` before."""
    world = build_world(app)
    get(Agency, world.pouya).registered_until = until
    db.session.commit()
    db.session.remove()
    downgrade(revision=BEFORE)
    upgrade()
    return list(db.session.scalars(select(Registration))), get(Agency, world.pouya)


def test_an_association_without_an_end_is_taken_in_for_a_year(app: Flask) -> None:
    with app.app_context():
        made, pouya = entries(app, None)
        assert [(one.agency_id, one.state, one.name_fa) for one in made] == [
            (pouya.id, RegistrationState.REGISTERED, pouya.name_fa)
        ]
        assert made[0].valid_until == pouya.registered_until == datetime.now(UTC).date() + timedelta(days=365)


def test_a_registration_that_had_ended_has_ended(app: Flask) -> None:
    with app.app_context():
        made, pouya = entries(app, date(2020, 1, 1))
        assert [one.state for one in made] == [RegistrationState.LAPSED]
        assert pouya.registered_until == date(2020, 1, 1)


def test_public_bodies_are_left_out(app: Flask) -> None:
    with app.app_context():
        made, pouya = entries(app, None)
        assert {one.agency_id for one in made} == {pouya.id}
