"""Where the demo world may not be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from config import Missing
from coordination import create_app
from coordination.demo.guard import NotHere, check_may_build
from coordination.directory.models import Installation
from coordination.kernel.db import db
from tests.conftest import config_for, let_go
from tests.world import World, add_person, get

PRODUCTION = {"MODE": "production", "BASE_URL": "http://localhost:8000"}


def production(app: Flask) -> Flask:
    """Another process on the same database, in production."""
    config = app.config["HAMAHANG"]
    return create_app(config_for(config.var_dir, **PRODUCTION))


def test_production_does_not_start_on_the_demo_world(app: Flask, world: World) -> None:
    with app.app_context():
        get(Installation, 1).demo = True
        db.session.commit()
    with pytest.raises(Missing, match="demo world"):
        production(app)


def test_production_starts_on_an_installation_of_its_own(app: Flask, world: World) -> None:
    let_go(production(app))


def test_production_starts_where_there_is_no_table_yet(tmp_path: Path) -> None:
    let_go(create_app(config_for(tmp_path, **PRODUCTION)))


def test_production_gets_no_demo_world(tmp_path: Path) -> None:
    config = config_for(tmp_path, **PRODUCTION)
    app = create_app(config)
    with app.app_context(), pytest.raises(NotHere, match="production"):
        check_may_build(config)
    let_go(app)


def test_a_database_with_people_gets_no_demo_world(session: Session, app: Flask) -> None:
    add_person("سارا ملکی")
    session.commit()
    with pytest.raises(NotHere, match="holds people"):
        check_may_build(app.config["HAMAHANG"])


def test_the_command_says_why_it_built_nothing(make_app: Callable[..., Flask]) -> None:
    app = make_app(MODE="demo")
    with app.app_context():
        add_person("سارا ملکی")
        db.session.commit()
    done = app.test_cli_runner().invoke(args=["demo"])
    assert done.exit_code == 1
    assert "The demo world was not built" in done.output
