"""The migrations make exactly what the models say, on both databases, and go down and up again with rows in them."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import Connection, create_engine, func, inspect, select, text

from coordination.directory.models import Agency
from coordination.kernel.db import db
from tests import postgres
from tests.conftest import Database
from tests.world import build_world

pytestmark = pytest.mark.both

# What a database does by itself when rows change, and what keeps rows apart: alembic compares neither.
RULES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'index') AND name NOT LIKE 'sqlite_%'",
    "postgresql": (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION "
        "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conname LIKE 'ck_%'"
    ),
}


def rules_of(connection: Connection) -> set[str]:
    return set(connection.execute(text(RULES[connection.dialect.name])).scalars())


def checks_of(connection: Connection) -> set[str]:
    inspector = inspect(connection)
    return {str(check["name"]) for table in db.metadata.tables for check in inspector.get_check_constraints(table)}


def test_migrations_make_the_tables_of_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_migrations_make_the_rules_of_the_models(app: Flask, database: Database) -> None:
    if database.server is None:
        engine = create_engine("sqlite://")
    else:
        engine = create_engine(postgres.create_database(database.server, f"{database.name}_models"))
    with engine.begin() as connection:
        db.metadata.create_all(connection)
        wanted = rules_of(connection) | checks_of(connection)
    engine.dispose()
    with app.app_context(), db.engine.connect() as connection:
        assert rules_of(connection) | checks_of(connection) == wanted


def test_migrations_go_down_and_up_again_with_rows(app: Flask) -> None:
    build_world(app)
    with app.app_context():
        downgrade(revision="base")
        with db.engine.connect() as connection:
            assert inspect(connection).get_table_names() == ["alembic_version"]
        upgrade()
        assert db.session.scalar(select(func.count()).select_from(Agency)) == 0
    build_world(app)


def test_going_up_again_changes_nothing(app: Flask) -> None:
    build_world(app)
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(Agency))
        db.session.remove()
        upgrade()
        assert db.session.scalar(select(func.count()).select_from(Agency)) == before
