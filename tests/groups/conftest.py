"""A world in the database, and clients signed in as its people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import World, build_world, sign_in


@pytest.fixture
def world(app: Flask, now: datetime) -> World:
    return build_world(app)


@pytest.fixture
def as_person(app: Flask, world: World) -> Callable[[str], FlaskClient]:
    """`as_person("secretary")`: a browser in which that person of the world is signed in."""

    def enter(name: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, world.people[name])
        return client

    return enter
