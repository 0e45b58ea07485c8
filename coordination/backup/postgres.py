"""A PostgreSQL database copied table by table in one snapshot, and built anew in a schema beside the one in use.

pg_dump is not asked: the one that is installed, if any, may be older than the server.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
from psycopg import Cursor, sql
from sqlalchemy import Engine

from coordination.backup.archive import PIECE_BYTES, NotDone

BESIDE = "hamahang_restore"
LOCK_TIMEOUT = "30s"
TABLES = """SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'
    ORDER BY tablename"""
COLUMNS = """SELECT column_name FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = %s ORDER BY ordinal_position"""
FOREIGN_KEYS = """SELECT key.conname, pg_class.relname, pg_get_constraintdef(key.oid)
    FROM pg_constraint AS key JOIN pg_class ON pg_class.oid = key.conrelid
    WHERE key.contype = 'f' AND key.connamespace = current_schema()::regnamespace"""
# Those of an extension belong to somebody else.
FUNCTIONS = """SELECT oid::regprocedure::text FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole"""


def dump(engine: Engine, folder: Path) -> dict[str, Any]:
    """Copy every table into a file of ``folder``, all as of one moment; what the manifest says of them."""
    counts, columns = {}, {}
    with _connect(engine) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        with connection.cursor() as cursor:
            for table in _column(cursor, TABLES):
                columns[table] = _column(cursor, COLUMNS, table)
                counts[table] = _copy_out(cursor, table, columns[table], folder / f"{table}.copy")
    return {"counts": counts, "columns": columns}


def load(folder: Path, engine: Engine, manifest: dict[str, Any]) -> None:
    """Fill the tables of the database of ``engine``, which were made at the archive's revision; what a migration wrote
    into them gives way. Raises NotDone if a table or rows are missing."""
    with _connect(engine) as connection, connection.cursor() as cursor:
        if _column(cursor, TABLES) != sorted(manifest["counts"]):
            raise NotDone("Nothing was restored: the tables of the archive are not those of its revision.")
        # Keys that stand in a circle allow no order, so all come back when all rows are there; that checks them too.
        keys = cursor.execute(FOREIGN_KEYS).fetchall()
        for name, table, _definition in keys:
            cursor.execute(_sql("ALTER TABLE {} DROP CONSTRAINT {}", table, name))
        for table, count in manifest["counts"].items():
            if cursor.execute(_sql("SELECT 1 FROM {} LIMIT 1", table)).fetchone():
                cursor.execute(_sql("DELETE FROM {}", table))
            if _copy_in(cursor, table, manifest["columns"][table], folder / f"{table}.copy") != count:
                raise NotDone(f"Nothing was restored: {table} does not have as many rows as the list says.")
            _move_sequence(cursor, table, manifest["columns"][table])
        for name, table, definition in keys:
            cursor.execute(_sql("ALTER TABLE {} ADD CONSTRAINT {} ", table, name) + sql.SQL(definition))


def make_schema(engine: Engine) -> None:
    """An empty schema beside the one in use; what an ended restore left there goes."""
    drop_schema(engine)
    with _connect(engine) as connection:
        connection.execute(_sql("CREATE SCHEMA {}", BESIDE))


def drop_schema(engine: Engine) -> None:
    """Remove the schema beside."""
    with _connect(engine) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute(_sql("DROP SCHEMA IF EXISTS {} CASCADE", BESIDE))


def put_in_place(engine: Engine) -> None:
    """The tables of the schema beside take the place of those in use, in one transaction."""
    engine.dispose()
    with _connect(engine) as connection, connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        schema = _column(cursor, "SELECT current_schema()")[0]
        for table in [*_column(cursor, TABLES), "alembic_version"]:
            cursor.execute(_sql("DROP TABLE IF EXISTS {} CASCADE", table))
        for function in _column(cursor, FUNCTIONS):
            cursor.execute("DROP FUNCTION " + function)
        cursor.execute(f"SET LOCAL search_path = {BESIDE}")
        for table in [*_column(cursor, TABLES), "alembic_version"]:
            cursor.execute(_sql("ALTER TABLE {} SET SCHEMA {}", table, schema))
        for function in _column(cursor, FUNCTIONS):
            cursor.execute(_sql("ALTER FUNCTION " + function + " SET SCHEMA {}", schema))
        cursor.execute(_sql("DROP SCHEMA {}", BESIDE))


def _connect(engine: Engine) -> psycopg.Connection[Any]:
    """A connection of its own; its block is a transaction, and closes it."""
    url = engine.url.set(drivername="postgresql")
    return psycopg.connect(url.render_as_string(hide_password=False))


def _column(cursor: Cursor[Any], query: str, *values: str) -> list[str]:
    return [row[0] for row in cursor.execute(query, values).fetchall()]


def _sql(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*(sql.Identifier(name) for name in names))


def _copying(table: str, columns: list[str], direction: str) -> sql.Composed:
    named = sql.SQL(", ").join(sql.Identifier(name) for name in columns)
    return sql.SQL("COPY {} ({}) " + direction).format(sql.Identifier(table), named)


def _copy_out(cursor: Cursor[Any], table: str, columns: list[str], target: Path) -> int:
    with target.open("wb") as file, cursor.copy(_copying(table, columns, "TO STDOUT")) as copy:
        for piece in copy:
            file.write(piece)
    return cursor.rowcount


def _copy_in(cursor: Cursor[Any], table: str, columns: list[str], source: Path) -> int:
    with source.open("rb") as file, cursor.copy(_copying(table, columns, "FROM STDIN")) as copy:
        while piece := file.read(PIECE_BYTES):
            copy.write(piece)
    return cursor.rowcount


def _move_sequence(cursor: Cursor[Any], table: str, columns: list[str]) -> None:
    """The next number follows the highest that was copied."""
    if "id" not in columns:
        return
    highest = _sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), max(id)) FROM {} HAVING max(id) IS NOT NULL", table)
    sequence = cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", (table,)).fetchone()
    if sequence and sequence[0]:
        cursor.execute(highest, (table,))
