"""The invented world, and browsers in which its people are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.world import Somebody, World, build_world, sign_in

Browser = Callable[[Somebody], FlaskClient]


@pytest.fixture
def world(app: Flask) -> World:
    """Five agencies with their people."""
    return build_world(app)


@pytest.fixture
def browser(app: Flask) -> Browser:
    """``browser(world.administrator)``: a browser of its own in which the person is signed in."""

    def open_for(person: Somebody) -> FlaskClient:
        client = app.test_client()
        sign_in(client, person)
        return client

    return open_for
