"""How migrations are run and written: one transaction each, names by convention, SQLite tables rebuilt in batches."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from alembic import context
from alembic.operations import ops
from flask import current_app
from sqlalchemy import Connection, ForeignKeyConstraint
from sqlalchemy.types import TypeDecorator

REVISION_LENGTH = 32  # alembic_version.version_num


def name_revision(_migration_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Names a new migration NNNN_verb_noun after its message, and writes none when nothing changed."""
    script = directives[0]
    if getattr(context.config.cmd_opts, "autogenerate", False) and script.upgrade_ops.is_empty():
        directives[:] = []
        return
    part_circular_keys(script)
    taken = sorted(Path(__file__).with_name("versions").glob("[0-9]*.py"))
    number = int(taken[-1].stem[:4]) + 1 if taken else 1
    words = re.sub(r"[^a-z0-9]+", "_", (script.message or "change_schema").lower()).strip("_")
    script.rev_id = f"{number:04d}_{words}"
    if len(script.rev_id) > REVISION_LENGTH:
        raise ValueError(f"{script.rev_id} is longer than {REVISION_LENGTH} characters; choose a shorter message")


def part_circular_keys(script: Any) -> None:
    """Foreign keys marked `use_alter` become steps of their own: Alembic drops them silently from CREATE TABLE."""
    for create in [step for step in script.upgrade_ops.ops if isinstance(step, ops.CreateTableOp)]:
        circular = [part for part in create.columns if isinstance(part, ForeignKeyConstraint) and part.use_alter]
        if not circular:
            continue
        names = {key.name for key in circular}
        create.columns = [part for part in create.columns if part.name not in names]
        added = [ops.CreateForeignKeyOp.from_constraint(c) for c in circular]
        script.upgrade_ops.ops.append(ops.ModifyTableOps(create.table_name, added))
        dropped = [ops.DropConstraintOp.from_constraint(c) for c in circular]
        script.downgrade_ops.ops.insert(0, ops.ModifyTableOps(create.table_name, dropped))


def render_item(kind: str, item: Any, _autogen_context: Any) -> str | bool:
    """Our own column types are written as what they are in the database, so that a migration needs no program code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run(connection: Connection) -> None:
    """Runs the migrations on one connection."""
    context.configure(
        connection=connection,
        target_metadata=current_app.extensions["migrate"].db.metadata,
        compare_type=True,
        compare_server_default=True,
        render_as_batch=True,
        render_item=render_item,
        process_revision_directives=name_revision,
        transaction_per_migration=True,
    )
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        # A batch drops and re-creates its table; with foreign keys on, the drop would delete or refuse rows.
        # The pragma has no effect inside a transaction, so it goes to the driver directly.
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    try:
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration left rows that point nowhere: {broken[:5]}")
            connection.rollback()
    finally:
        if sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


if context.is_offline_mode():
    raise SystemExit("Migrations look at the rows they move, so they run on a database, not as an SQL script.")
with current_app.extensions["migrate"].db.engine.connect() as connection:
    run(connection)
