"""Demo worlds: one that the tests of a module share, and a maker of others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from coordination.kernel import clock
from tests.conftest import MOMENT, Database, let_go


@pytest.fixture(scope="module")
def make_world(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Flask]]:
    """Makes applications in demo mode whose world was built by `flask demo` at a moment."""
    made: list[Flask] = []

    def make(*arguments: str, at: datetime = MOMENT, **settings: str) -> Flask:
        folder: Path = tmp_path_factory.mktemp("demo") / "var"
        app = database.fresh_app(folder, f"{database.name}_demo{len(made)}", MODE="demo", **settings)
        made.append(app)
        with clock.at(at):
            done = app.test_cli_runner().invoke(args=["demo", *arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return app

    yield make
    for app in made:
        let_go(app)


@pytest.fixture(scope="module")
def demo(make_world: Callable[..., Flask]) -> Flask:
    """The world as it is at the tests' moment."""
    return make_world()


@pytest.fixture
def within(demo: Flask) -> Iterator[Any]:
    """In the demo world, at its moment."""
    with demo.app_context(), clock.at(MOMENT):
        yield demo
