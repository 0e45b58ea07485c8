"""What tests of points stand on: the welfare directorate runs a unit; the education group answers for a point."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.directory.models import CentreKind
from coordination.kernel.db import db
from tests.issuing import add_point, add_round
from tests.world import World, add_centre, sign_in


@dataclass
class Streets:
    """A unit, a point of the group, a running round of the welfare worker; ids and addresses."""

    world: World
    unit_id: int
    unit: str
    point_id: int
    point: str
    round_id: int
    round: str


def _streets(world: World) -> Streets:
    unit = add_centre(world.welfare, "واحد سیار", kind=CentreKind.MOBILE_UNIT)
    point = add_point(world.welfare, group=world.group, name="چهارراه لاله", code="P-7", city="تهران")
    row = add_round(unit, world.welfare_worker)
    db.session.commit()
    return Streets(world, unit.id, unit.public_id, point.id, point.public_id, row.id, row.public_id)


@pytest.fixture
def streets(world: World, session: Any) -> Streets:
    """For tests of commands."""
    return _streets(world)


@pytest.fixture
def stored_streets(world: World, app: Flask) -> Streets:
    """For tests of pages, which share nothing with the request."""
    with app.app_context():
        return _streets(world)


@pytest.fixture
def as_(app: Flask) -> Callable[[Any], FlaskClient]:
    """The browser of a person."""

    def signed_in(person: Any) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return signed_in
