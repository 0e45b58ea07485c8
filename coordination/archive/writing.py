"""Writing the whole installation as an open archive: one snapshot of every table, the files as they lie sealed."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import IO, Any, Final

from sqlalchemy import Connection

from config import Config
from coordination.archive.rows import kind_of, lines_of
from coordination.archive.sealing import SHORTEST, Opened, write_keys
from coordination.audit.verify import anchors_path
from coordination.backup.archive import NotDone
from coordination.backup.taking import revision_of
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.vault import vault

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
ANCHORS: Final = "anchors.log"
PIECE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, for the console and the trail."""

    path: Path
    keys: Path
    tables: int
    rows: int
    files: int


def write_archive(config: Config, path: Path, keys: Path, passphrase: str) -> Written:
    """Write the archive to ``path`` and what opens it to ``keys``, while everything goes on.

    Raises NotDone, leaving neither file, where one of them exists, the passphrase is too short, or there are no tables.
    """
    if len(passphrase) < SHORTEST:
        raise NotDone(f"Nothing was written: the passphrase is shorter than {SHORTEST} letters. Choose a longer one.")
    for one in (path, keys):
        if one.exists():
            raise NotDone(f"Nothing was written: {one} exists. Name another file.")
    unfinished = path.with_name(path.name + ".part")
    try:
        written, manifest = _write(unfinished)
        stored = vault().keys.list_open()
        write_keys(keys, passphrase, Opened(manifest, stored, config.index_key, config.audit_key))
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    tables = written["tables"]
    return Written(path, keys, len(tables), sum(table["rows"] for table in tables.values()), len(written["files"]))


def _write(path: Path) -> tuple[dict[str, Any], str]:
    """The manifest that was written, and the SHA-256 of its text."""
    revision = revision_of(db.engine)
    if not revision:
        raise NotDone("Nothing was written: the database has no tables yet. Run `flask db upgrade` first.")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "program": "Hamahang",
        "written_at": clock.now().astimezone(UTC).isoformat(),
        "revision": revision,
        "tables": {},
        "files": {},
    }
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w+b") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        # Anchors before rows: every head anchored by then is within the snapshot.
        if anchors_path().exists():
            manifest["files"][ANCHORS] = _put(package, ANCHORS, io.BytesIO(anchors_path().read_bytes()))
        with _snapshot() as connection:
            for table in db.metadata.sorted_tables:
                manifest["tables"][table.name] = _put_table(package, connection, table)
        # A file is written before its row is committed, so every row of the snapshot finds its own here.
        for source in sorted(vault().files_dir.glob("??/" + "?" * 32)):
            try:
                with source.open("rb") as content:
                    name = f"files/{source.parent.name}/{source.name}"
                    manifest["files"][name] = _put(package, name, content, zipfile.ZIP_STORED)
            except FileNotFoundError:
                continue  # swept meanwhile: no row names it
        text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
        package.writestr(MANIFEST, text)
    return manifest, hashlib.sha256(text).hexdigest()


@contextmanager
def _snapshot() -> Iterator[Connection]:
    """A connection that sees the database as of one moment."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _put_table(package: zipfile.ZipFile, connection: Connection, table: Any) -> dict[str, Any]:
    digest, count, size = hashlib.sha256(), 0, 0
    name = f"tables/{table.name}.jsonl"
    with package.open(name, "w", force_zip64=True) as member:
        for line in lines_of(connection, table):
            member.write(line)
            digest.update(line)
            count += 1
            size += len(line)
    columns = [{"name": column.name, "kind": kind_of(column)} for column in table.columns]
    return {"file": name, "rows": count, "size": size, "sha256": digest.hexdigest(), "columns": columns}


def _put(package: zipfile.ZipFile, name: str, content: IO[bytes], how: int = zipfile.ZIP_DEFLATED) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(name)
    entry.compress_type = how
    with package.open(entry, "w", force_zip64=True) as member:
        while piece := content.read(PIECE):
            member.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"size": size, "sha256": digest.hexdigest()}
