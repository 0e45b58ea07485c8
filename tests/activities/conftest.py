"""What tests of activities stand on: the municipality's liaison signed in, and activities of his agency."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.access.actor import Actor
from coordination.activities import commands
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, ActivityKind, Precision
from coordination.kernel.db import db
from tests.issuing import add_activity, of_agency
from tests.world import World, acting, sign_in

DAY = date(2026, 10, 8)
"""16 Mehr 1405."""


@pytest.fixture
def liaison(client: FlaskClient, world: World) -> FlaskClient:
    """A browser of the municipality's liaison."""
    sign_in(client, world.municipality_liaison)
    return client


@pytest.fixture
def actor(world: World, session: Any) -> Actor:
    """The municipality's liaison."""
    return acting(world.municipality_liaison)


@pytest.fixture
def mine(world: World) -> Issuer:
    """In the name of the municipality."""
    return Issuer(agency_id=world.municipality.id)


@pytest.fixture
def made(world: World, app: Flask) -> Callable[..., str]:
    """Stores an activity of the municipality; gives its public id."""

    def make(**columns: Any) -> str:
        with app.app_context():
            one = add_activity(of_agency(world.municipality), world.municipality_liaison, **columns)
            db.session.commit()
            return one.public_id

    return make


def record(actor: Actor, issuer: Issuer, **said: Any) -> Activity:
    """A visit of 16 Mehr, unless said otherwise."""
    facts: Any = {"kind": ActivityKind.VISIT, "title": "بازدید از مرکز", "from_on": DAY, "to_on": DAY}
    return commands.record(actor, issuer=issuer, **(facts | {"precision": Precision.DAY} | said))
