"""A SQLite database copied while it is written to, and put in the place of another."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from coordination.backup.archive import NotDone
from coordination.kernel.db import BUSY_SECONDS

COPY = "database.sqlite"
# How many pages are put in place in one step; all of them, so that nobody sees half.
ALL_PAGES = -1


def dump(engine: Engine, folder: Path) -> dict[str, Any]:
    """Write one consistent copy into ``folder``, without the remains of deleted rows; what the manifest says of it."""
    target = folder / COPY
    with closing(_connect(Path(str(engine.url.database)))) as source:
        source.execute("VACUUM INTO ?", (str(target),))
    with closing(_connect(target)) as copy:
        return {"counts": _counts(copy)}


def load(folder: Path, engine: Engine, manifest: dict[str, Any]) -> None:
    """Make the copy in ``folder`` the content of the database of ``engine``. Raises NotDone if rows are missing."""
    with closing(_connect(folder / COPY)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise NotDone("Nothing was restored: the database in the archive is damaged.")
        if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise NotDone("Nothing was restored: rows of the archive point to rows that it lacks.")
        if _counts(copy) != manifest["counts"]:
            raise NotDone("Nothing was restored: the tables of the archive do not have as many rows as its list says.")
    put_in_place(folder / COPY, engine)


def put_in_place(source: Path, engine: Engine) -> None:
    """Replace all content of the database of ``engine`` in one transaction, whoever else has it open."""
    target = Path(str(engine.url.database))
    engine.dispose()
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with closing(_connect(source)) as copy, closing(_connect(target)) as connection:
        copy.backup(connection, pages=ALL_PAGES)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    named = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name != 'alembic_version'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 (a table's own name)
        for (name,) in sorted(named)
    }
