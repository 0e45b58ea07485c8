"""What every test may ask for: an application on a fresh database, a client, a frozen time, counted statements.

A test that asks for `app` (or what stands on it) runs on SQLite; marked `both`, on PostgreSQL too. The schema is
made once by the migrations; each test gets a copy of it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_request_context, request
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from config import ROOT, Config
from coordination import vault
from coordination.kernel import clock
from coordination.kernel.db import db
from tests import postgres

# Fixed, so that encrypted values and signatures can be compared between runs.
SECRETS = {
    "SECRET_KEY": "c2Vzc2lvbi1rZXktb2YtdGhlLXRlc3RzLTMyLWJ5dGU=",
    "VAULT_KEY": "dmF1bHQta2V5LW9mLXRoZS10ZXN0cy10aGlydHktdHc=",
    "INDEX_KEY": "aW5kZXgta2V5LW9mLXRoZS10ZXN0cy10aGlydHktdHc=",
    "AUDIT_KEY": "YXVkaXQta2V5LW9mLXRoZS10ZXN0cy10aGlydHktdHc=",
    "BACKUP_KEY": "YmFja3VwLWtleS1vZi10aGUtdGVzdHMtMzItYnl0ZXM=",
}
# A Saturday morning in Tehran, first day of a working week: 1405/08/30.
MOMENT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
TRANSACTIONS = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)")
# The rows that say who read what; the guard writes them after the page is made.
READING_ROWS = re.compile(r"audit_head|INSERT INTO audit_entry")
LEFT_OUT = {name for name in ("BROWSER", "POSTGRES") if os.environ.get(name) == "skip"}


def create_app(config: Config) -> Flask:
    """The application; imported when first needed, so that tests of pure modules start faster."""
    from coordination import create_app as create

    return create(config)


def config_for(folder: Path, **settings: str) -> Config:
    """A test configuration whose files all live in `folder`; `settings` are environment names."""
    return Config.from_env({"MODE": "test", "VAR_DIR": str(folder), "LOG_LEVEL": "WARNING", **SECRETS, **settings})


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both") and "POSTGRES" not in LEFT_OUT
        metafunc.parametrize("database", ["sqlite", "postgres"] if both else ["sqlite"], indirect=True, scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    if "BROWSER" in LEFT_OUT:
        left_out = [item for item in items if item.get_closest_marker("browser")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for name in sorted(LEFT_OUT):
        terminalreporter.write_line(f"{name}=skip: tests that need it were left out", yellow=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Address of a PostgreSQL server's `postgres` database."""
    with postgres.running() as address:
        yield address


class Database:
    """One kind of database with a template of the schema, and an application that stays between tests."""

    def __init__(self, folder: Path, server: str | None) -> None:
        self.folder, self.server = folder, server
        self.name = f"hamahang_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
        self.template, self.var = folder / "template", folder / "var"
        self._built = False

    def config(self, var: Path, database: str, **settings: str) -> Config:
        if self.server is None:
            return config_for(var, **settings)
        address = postgres.create_database(self.server, database, template=self.name if self._built else None)
        return config_for(var, DATABASE_URL=address, **settings)

    def build(self) -> None:
        """Makes the template through the migrations."""
        app = create_app(self.config(self.template, self.name))
        with app.app_context():
            upgrade(str(ROOT / "migrations"))
        let_go(app)
        self._built = True
        shutil.copytree(self.template, self.var)
        self.app_config = self.config(self.var, f"{self.name}_test")
        self.app = create_app(self.app_config)

    def fresh_app(self, var: Path, database: str, **settings: str) -> Flask:
        """Another application on its own copy."""
        shutil.copytree(self.template, var)
        return create_app(self.config(var, database, **settings))

    def reset(self) -> Flask:
        """The lasting application, with nothing of the last test in its database or folders."""
        let_go(self.app)
        shutil.rmtree(self.var)
        shutil.copytree(self.template, self.var)
        vault.init_app(self.app, self.app_config)  # the last test's keys are still in the old one's memory
        if self.server is not None:
            postgres.create_database(self.server, f"{self.name}_test", template=self.name)
        return self.app


def let_go(app: Flask) -> None:
    """Closes every connection the application holds, so that its files can be replaced."""
    with app.app_context():
        db.session.remove()
        for engine in (*db.engines.values(), vault.vault().keys.engine):
            engine.dispose()


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The kind of database that the test runs on."""
    server = request.getfixturevalue("postgres_server") if request.param == "postgres" else None
    made = Database(tmp_path_factory.mktemp(request.param), server)
    made.build()
    yield made
    let_go(made.app)


@pytest.fixture
def app(database: Database) -> Flask:
    """The application on a fresh database. No context is pushed: requests would share its `g`."""
    return database.reset()


@pytest.fixture
def make_app(database: Database, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes applications with other settings (environment names), each with a fresh database of its own."""
    made: list[Flask] = []

    def make(**settings: str) -> Flask:
        number = len(made)
        made.append(database.fresh_app(tmp_path / f"var{number}", f"{database.name}_{number}", **settings))
        return made[-1]

    yield make
    for app in made:
        let_go(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, on nobody's behalf."""
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session in an application context, for tests of commands and queries that send no request."""
    with app.app_context():
        yield db.session()


@pytest.fixture
def now() -> Iterator[datetime]:
    """Time stands still at a Saturday morning in Tehran."""
    with clock.at(MOMENT):
        yield MOMENT


@pytest.fixture
def world(app: Flask, now: datetime) -> Any:
    """Five invented agencies with their people, committed (`tests/world.py`)."""
    from tests.world import build_world

    return build_world(app)


@contextmanager
def _counted() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        reading = has_request_context() and request.method == "GET" and READING_ROWS.search(statement)
        if not TRANSACTIONS.match(statement) and not reading:
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def statements() -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` gathers the SQL that runs within, without transactions and a page's reading rows."""
    return _counted


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """An embedded Valkey of this test process."""
    from coordination import valkey

    server = valkey.start(tmp_path_factory.mktemp("valkey"))
    yield server
    server.stop()


@pytest.fixture
def redis_url(valkey_server: Any) -> str:
    """Address of an empty Valkey."""
    from redis import Redis

    with closing(Redis.from_url(valkey_server.url)) as connection:
        connection.flushall()
    return str(valkey_server.url)
