"""Restoring: a backup is built beside what is in use, checked there row by row and file by file, then put in place."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic.config import Config as AlembicConfig
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import Flask
from flask_migrate import Migrate, upgrade
from sqlalchemy import func, inspect, make_url, select, update

from config import ROOT, Config
from coordination import audit, vault
from coordination.accounts.models import Person, SessionRow
from coordination.audit.verify import anchors_path, verify
from coordination.backup import postgres, sqlite
from coordination.backup.archive import NotDone, unpack
from coordination.backup.places import DATA, KEYS, scratch
from coordination.backup.taking import ANCHORS, FORMAT, STORE, fingerprints, key_of
from coordination.cases.models import Client
from coordination.kernel import clock
from coordination.kernel.db import db, prepare_engine
from coordination.outbox.models import OutboxEvent
from coordination.vault.files import path_of
from coordination.vault.keys import WrongVaultKey
from coordination.vault.models import Attachment

MIGRATIONS = str(ROOT / "migrations")
WrappedKey = tuple[str, bytes, datetime]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a backup was found to hold, all of it as its lists say."""

    name: str
    taken_at: datetime
    keys_taken_at: datetime
    tables: int
    rows: int
    files: int
    trail_rows: int
    keys: int
    clients_without_key: int
    waiting_events: int


@dataclass(frozen=True, slots=True)
class _Archives:
    """Both archives, unpacked under ``folder``."""

    folder: Path
    data: dict[str, Any]
    keys: dict[str, Any]
    wrapped: list[WrappedKey]


def check(config: Config, data: Path, keys: Path) -> Checked:
    """The drill: restore both archives to a place of their own, compare counts, trail, files and keys, and take it
    away again. Raises NotDone at the first thing that does not fit."""
    with scratch(config) as place:
        archives = _unpacked(config, data, keys, place)
        with _beside(config, place) as other:
            return _checked(other, archives)


def restore(config: Config, data: Path, keys: Path, *, replace: bool) -> Checked:
    """Check both archives as the drill does, then put them in place; the database changes in one transaction.

    Raises NotDone, having changed nothing, where a check fails or, without ``replace``, where people are recorded.
    """
    if not replace and not _is_empty():
        raise NotDone(
            "Nothing was restored: this installation holds people already. Restore into an empty one, or give "
            "--replace to lose everything it holds."
        )
    with scratch(config) as place:
        archives = _unpacked(config, data, keys, place)
        with _beside(config, place) as other:
            checked = _checked(other, archives)
            _put_in_place(archives, other)
    return checked


def end_sessions() -> int:
    """End every sign-in of the backup, which may have been ended since, in the caller's transaction; how many."""
    ended = update(SessionRow).where(SessionRow.ended_at.is_(None)).values(ended_at=clock.now())
    done: Any = db.session.execute(ended.execution_options(synchronize_session=False))
    return int(done.rowcount)


def _is_empty() -> bool:
    tables = inspect(db.engine)
    if not tables.has_table(Person.__tablename__):
        return True
    found = db.session.scalar(select(Person.id).limit(1))
    db.session.rollback()
    return found is None


def _unpacked(config: Config, data: Path, keys: Path, place: Path) -> _Archives:
    key = key_of(config)
    unpacked = _Archives(place, unpack(data, key, DATA, place), unpack(keys, key, KEYS, place), [])
    for manifest in (unpacked.data, unpacked.keys):
        if manifest["format"] != FORMAT:
            raise NotDone("Nothing was restored: the archive was written by a newer Hamahang; install that one first.")
        wrong = [name for name, mark in fingerprints(config).items() if manifest["secrets"].get(name) != mark]
        if wrong:
            raise NotDone(
                f"Nothing was restored: {', '.join(wrong)} of this installation is not the one of the archive. Put the "
                "secrets file of that time in place first."
            )
    kind = db.engine.dialect.name
    if unpacked.data["database"] != kind:
        raise NotDone(f"Nothing was restored: the archive is of {unpacked.data['database']}, this database is {kind}.")
    _check_revision(unpacked.data["revision"])
    stored = json.loads((place / STORE).read_text())
    unpacked.wrapped.extend((name, base64.b64decode(key), datetime.fromisoformat(at)) for name, key, at in stored)
    return unpacked


def _check_revision(revision: str) -> None:
    settings = AlembicConfig()
    settings.set_main_option("script_location", MIGRATIONS)
    try:
        known = ScriptDirectory.from_config(settings).get_revision(revision)
    except CommandError:
        known = None
    if known is None:
        raise NotDone(
            f"Nothing was restored: the archive has the schema {revision}, which this Hamahang does not know; install "
            "the version that wrote it, or a newer one."
        )


@contextmanager
def _beside(config: Config, place: Path) -> Iterator[Config]:
    """The configuration of an installation that lives in ``place``, its database there or in a schema of its own."""
    var = place / "var"
    var.mkdir(mode=0o700)
    engine = db.engine
    if engine.dialect.name == "sqlite":
        url = f"sqlite:///{var / 'hamahang.db'}"
    else:
        postgres.make_schema(engine)
        inside = engine.url.update_query_dict({"options": f"-csearch_path={postgres.BESIDE}"})
        url = inside.render_as_string(hide_password=False)
    try:
        yield dataclasses.replace(
            config,
            var_dir=var,
            files_dir=place / "files",
            database_url=url,
            keys_url=f"sqlite:///{var / 'keys' / 'keys.db'}",
        )
    finally:
        if engine.dialect.name != "sqlite":
            postgres.drop_schema(engine)


def _opened(config: Config) -> Flask:
    """An application that has a database, a vault and a trail, and nothing else."""
    app = Flask("coordination.restored")
    app.config["SQLALCHEMY_DATABASE_URI"] = config.database_url
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    Migrate(app, db, directory=MIGRATIONS, render_as_batch=True)
    vault.init_app(app, config)
    audit.init_app(app, config)
    return app


def _checked(other: Config, archives: _Archives) -> Checked:
    """Build the installation ``other`` from the archives and look at all of it."""
    with _opened(other).app_context():
        try:
            _load(archives)
            return _look_through(archives)
        finally:
            db.session.rollback()
            db.engine.dispose()
            vault.vault().keys.close()


def _load(archives: _Archives) -> None:
    manifest, dumped = archives.data, archives.folder / "database"
    if db.engine.dialect.name == "sqlite":
        sqlite.load(dumped, db.engine, manifest)
    else:
        upgrade(MIGRATIONS, manifest["revision"])
        postgres.load(dumped, db.engine, manifest)
    # From here on the program's own models read it.
    upgrade(MIGRATIONS)
    if (archives.folder / ANCHORS).exists():
        shutil.copy(archives.folder / ANCHORS, anchors_path())
    _add_keys(archives)


def _look_through(archives: _Archives) -> Checked:
    manifest = archives.data
    verdict = verify()
    if verdict.findings:
        raise NotDone(f"Nothing was restored: the audit trail does not hold: {verdict.findings[0]}.")
    known = {key_id for key_id, _wrapped, _at in archives.wrapped}
    clients = db.session.execute(select(Client.key_id)).scalars()
    return Checked(
        name=manifest["name"],
        taken_at=datetime.fromisoformat(manifest["taken_at"]),
        keys_taken_at=datetime.fromisoformat(archives.keys["taken_at"]),
        tables=len(manifest["counts"]),
        rows=sum(manifest["counts"].values()),
        files=_count_files(),
        trail_rows=verdict.rows,
        keys=len(known),
        clients_without_key=sum(key_id not in known for key_id in clients),
        waiting_events=db.session.scalar(select(func.count()).where(OutboxEvent.done_at.is_(None))) or 0,
    )


def _add_keys(archives: _Archives) -> None:
    try:
        vault.vault().keys.put_wrapped(archives.wrapped)
    except WrongVaultKey as error:
        raise NotDone("Nothing was restored: VAULT_KEY does not open the keys of the archive.") from error


def _count_files() -> int:
    """How many files are attached. Raises NotDone if one is missing or is not the one that was stored."""
    rows = db.session.execute(select(Attachment.stored_name, Attachment.sha256).where(Attachment.removed_at.is_(None)))
    count = 0
    for stored_name, sha256 in rows:
        path = path_of(stored_name)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            raise NotDone(f"Nothing was restored: the file {stored_name} is missing or is not the one that was stored.")
        count += 1
    return count


def _put_in_place(archives: _Archives, other: Config) -> None:
    """What the rows need comes before the rows: keys, files, anchors, then the database; at last the keys that nothing
    needs any more go. Files that nothing needs are swept within two days."""
    _add_keys(archives)
    for source in sorted(other.files_dir.glob("??/*")):
        target = path_of(source.name)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = target.with_suffix(".part")
        shutil.copy(source, unfinished)
        unfinished.replace(target)
    anchors = anchors_path()
    if anchors.exists():
        # The heads of what is lost now would make the restored trail look cut off.
        anchors.replace(anchors.with_name(f"anchors-before-{archives.data['name']}.log"))
    if (archives.folder / ANCHORS).exists():
        shutil.copy(archives.folder / ANCHORS, anchors)
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        sqlite.put_in_place(Path(make_url(other.database_url).database or ""), db.engine)
    else:
        postgres.put_in_place(db.engine)
    vault.vault().keys.keep_only(key_id for key_id, _wrapped, _at in archives.wrapped)
