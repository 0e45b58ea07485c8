"""Taking a backup: anchors, then one snapshot of the database, then the files, so each finds what it needs."""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from config import Config
from coordination.audit.verify import anchors_path
from coordination.backup import postgres, sqlite
from coordination.backup.archive import KEY_BYTES, NotDone, Writer, writing_archive
from coordination.backup.places import DATA, KEYS, check_apart, new_archive, remove_old, scratch
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.vault import vault

FORMAT = 1
ANCHORS = "anchors.log"
STORE = "keys.json"


@dataclass(frozen=True, slots=True)
class Taken:
    """An archive that was written; ``name`` is what the trail and the manifest call it."""

    name: str
    path: Path
    rows: int
    files: int
    removed: list[str]


def take_data(config: Config, folder: Path) -> Taken:
    """Write the database and the files into one archive in ``folder``, while everything goes on. Raises NotDone."""
    check_apart(config, folder, DATA)
    taken_at = clock.now().astimezone(UTC)
    with scratch(config) as place:
        if anchors_path().exists():
            shutil.copy(anchors_path(), place / ANCHORS)
        dumped = place / "database"
        dumped.mkdir()
        facts = _facts(config, DATA) | {"taken_at": taken_at.isoformat(), **_dump(db.engine, dumped)}
        path = new_archive(folder, DATA, taken_at)
        with writing_archive(path, key_of(config), DATA) as archive:
            archive.facts = facts
            if (place / ANCHORS).exists():
                archive.add(ANCHORS, place / ANCHORS)
            for source in sorted(dumped.iterdir()):
                archive.add(f"database/{source.name}", source)
            # A file is written before its row is committed, so every row of the snapshot finds its own here.
            for source in sorted(vault().files_dir.glob("??/" + "?" * 32)):
                _add_file(archive, source)
        files = sum(name.startswith("files/") for name in archive.members)
    return Taken(facts["name"], path, sum(facts["counts"].values()), files, remove_old(folder, DATA))


def take_keys(config: Config, folder: Path) -> Taken:
    """Write the key store into an archive of its own in ``folder``, apart from the data. Raises NotDone."""
    check_apart(config, folder, KEYS)
    taken_at = clock.now().astimezone(UTC)
    rows = vault().keys.list_wrapped()
    path = new_archive(folder, KEYS, taken_at)
    facts = _facts(config, KEYS) | {"taken_at": taken_at.isoformat(), "counts": {"data_key": len(rows)}}
    with writing_archive(path, key_of(config), KEYS) as archive:
        archive.facts = facts
        stored = [[key_id, base64.b64encode(wrapped).decode(), at.isoformat()] for key_id, wrapped, at in rows]
        archive.add_bytes(STORE, json.dumps(stored).encode())
    return Taken(facts["name"], path, len(rows), 0, remove_old(folder, KEYS))


def fingerprints(config: Config) -> dict[str, str]:
    """What tells whether an installation has the secrets that a backup cannot be used without, and nothing else."""
    needed = {"VAULT_KEY": config.vault_key, "INDEX_KEY": config.index_key, "AUDIT_KEY": config.audit_key}
    return {name: hmac.digest(key, b"hamahang backup", "sha256").hex()[:16] for name, key in needed.items()}


def revision_of(engine: Engine) -> str:
    """The schema revision of a database, empty where it has no tables of ours."""
    with engine.connect() as connection:
        try:
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""
        except DBAPIError:
            return ""


def _dump(engine: Engine, folder: Path) -> dict[str, Any]:
    kind = engine.dialect.name
    revision = revision_of(engine)
    if not revision:
        raise NotDone("No backup was written: the database has no tables yet. Run `flask db upgrade` first.")
    dump = postgres.dump if kind == "postgresql" else sqlite.dump
    return {"database": kind, "revision": revision, **dump(engine, folder)}


def _facts(config: Config, kind: str) -> dict[str, Any]:
    return {"format": FORMAT, "name": f"{kind}-{secrets.token_hex(4)}", "secrets": fingerprints(config)}


def key_of(config: Config) -> bytes:
    if len(config.backup_key) != KEY_BYTES:
        raise NotDone(
            "Nothing was done: BACKUP_KEY is missing. Put 32 random bytes in base64 into the secrets file "
            "(`flask setup` writes one that has it), and keep a copy in another place."
        )
    return config.backup_key


def _add_file(archive: Writer, source: Path) -> None:
    try:
        archive.add(f"files/{source.parent.name}/{source.name}", source)
    except FileNotFoundError:
        return  # swept meanwhile: no row names it
