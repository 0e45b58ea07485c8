"""What tests of pages stand on; no context stays open, since requests would share it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from coordination.accounts.models import Person
from coordination.actions.models import Action, ActionState
from coordination.kernel.db import db
from tests.actions.conftest import action_of, source_of
from tests.actions.pages.pressing import Do, Make
from tests.world import Somebody, World, columns_of, get


@pytest.fixture
def make(app: Flask, world: World) -> Make:
    """An action of the liaison of Pouya, verified by the group's secretary: what a test keeps of it. No context stays
    open, since requests would share it."""

    def make(state: ActionState = ActionState.ISSUED, **columns: Any) -> Any:
        with app.app_context():
            action = action_of(world, state, **columns)
            db.session.commit()
            return SimpleNamespace(**columns_of(action))

    return make


@pytest.fixture
def source(app: Flask, world: World) -> Any:
    """A closed meeting of the working group with an entry and a resolution in force."""
    with app.app_context():
        found = source_of(world)
        db.session.commit()
        return SimpleNamespace(**{name: SimpleNamespace(**columns_of(row)) for name, row in vars(found).items()})


@pytest.fixture
def do(app: Flask) -> Do:
    """Do something with an action's row, and commit."""

    def do(action: Any, act: Callable[[Action], object]) -> None:
        with app.app_context():
            act(db.session.get_one(Action, action.id))
            db.session.commit()

    return do


@pytest.fixture
def speaks(app: Flask) -> Callable[[Somebody, str], None]:
    """Let a person read in a language."""

    def speaks(person: Somebody, language: str) -> None:
        with app.app_context():
            get(Person, person).language = language
            db.session.commit()

    return speaks
