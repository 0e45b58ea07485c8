"""The held meeting of the tests of minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from tests.minutes.desk import place  # noqa: F401  (a fixture)
from tests.minutes.held import Held, hold
from tests.world import World, acting


@pytest.fixture
def held(world: World, session: Session) -> Held:
    """A held meeting with its minutes being written."""
    return hold(world)


@pytest.fixture
def actor(world: World, session: Session) -> Callable[[str], Actor]:
    """`actor("secretary")`: the person of the world, with the seats of today."""

    def make(name: str) -> Actor:
        somebody: Any = getattr(world, name)
        return acting(somebody)

    return make
