"""Reading an archive into an empty installation: every digest is compared before the first row is written."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, select, text
from sqlalchemy.exc import SQLAlchemyError

from config import Config
from coordination.accounts.models import Person
from coordination.archive.rows import ROWS_AT_ONCE, kind_of, row_of
from coordination.archive.sealing import Opened, read_keys
from coordination.archive.writing import ANCHORS, FORMAT, MANIFEST, PIECE
from coordination.audit.models import AuditEntry
from coordination.audit.verify import anchors_path, verify
from coordination.backup.archive import NotDone
from coordination.backup.postgres import FOREIGN_KEYS
from coordination.backup.taking import revision_of
from coordination.directory.models import Agency
from coordination.kernel.db import db, writing
from coordination.vault import vault
from coordination.vault.files import path_of

_FILE: Final = re.compile(r"files/([0-9a-f]{2})/(\1[0-9a-f]{30})")
ATTACHED: Final = "attachment"


@dataclass(frozen=True, slots=True)
class Read:
    """What was read, all of it as the manifest says."""

    tables: int
    rows: int
    files: int
    keys: int
    trail_rows: int


def read_archive(config: Config, path: Path, keys: Path, passphrase: str) -> Read:
    """Fill this empty installation from an archive, the rows in one transaction.

    Raises NotDone, having written no row, where the installation is not empty, has another schema or other secrets, or
    where the archive is not what its manifest says.
    """
    opened = read_keys(keys, passphrase)
    with _opened(path) as package:
        manifest = _manifest(package, opened)
        _check_installation(config, manifest, opened)
        _check_members(package, manifest)
        _check_attached(package, manifest)
        # What the rows need comes before the rows; without them it harms nothing.
        vault().keys.put_open(opened.data_keys)
        files = _lay_down(package, manifest)
        _load(package, manifest)
    verdict = verify()
    if verdict.findings:
        raise NotDone(f"The archive was read, but its audit trail does not hold: {verdict.findings[0]}.")
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Read(len(manifest["tables"]), rows, files, len(opened.data_keys), verdict.rows)


def has_secrets(config: Config, opened: Opened) -> bool:
    """Whether the installation has the secrets by which the archive's numbers are found and its trail is chained."""
    pairs = ((config.index_key, opened.index_key), (config.audit_key, opened.audit_key))
    return all(hmac.compare_digest(mine, theirs) for mine, theirs in pairs)


def is_empty() -> bool:
    """Whether nobody and nothing was entered here yet."""
    with db.engine.connect() as connection:
        return all(connection.scalar(select(model.id).limit(1)) is None for model in (Person, Agency, AuditEntry))


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as package:
            yield package
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise NotDone(f"{path.name} was not read: it is no archive, or it is damaged.") from error


def _manifest(package: zipfile.ZipFile, opened: Opened) -> dict[str, Any]:
    """The manifest that the key file names; however large another unpacks to, it is not kept in memory."""
    try:
        digest = hashlib.sha256()
        with package.open(MANIFEST) as member:
            while piece := member.read(PIECE):
                digest.update(piece)
        if not hmac.compare_digest(digest.hexdigest(), opened.manifest):
            raise NotDone("Nothing was read: the key file belongs to another archive, or the manifest was changed.")
        manifest: dict[str, Any] = json.loads(package.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise NotDone("Nothing was read: the archive has no manifest, so it is none of Hamahang.") from error
    if manifest["format"] != FORMAT:
        raise NotDone("Nothing was read: a newer Hamahang wrote the archive; install that one first.")
    return manifest


def _check_installation(config: Config, manifest: Mapping[str, Any], opened: Opened) -> None:
    revision = revision_of(db.engine)
    if revision != manifest["revision"]:
        raise NotDone(
            f"Nothing was read: the archive has the schema {manifest['revision']}, this installation "
            f"{revision or 'none'}. Install the version that wrote it and run `flask db upgrade`."
        )
    if not is_empty():
        raise NotDone("Nothing was read: this installation is not empty. Read the archive into a new one.")
    if not has_secrets(config, opened):
        raise NotDone(
            "Nothing was read: INDEX_KEY and AUDIT_KEY of this installation are not those of the archive. Run "
            "`flask archive secrets` with the same key file first."
        )
    columns = {
        table.name: [{"name": column.name, "kind": kind_of(column)} for column in table.columns]
        for table in db.metadata.sorted_tables
    }
    if columns != {name: table["columns"] for name, table in manifest["tables"].items()}:
        raise NotDone("Nothing was read: the tables of the archive are not those of this schema.")


def _check_members(package: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """Every member is in the manifest and is what it says there: size, rows, SHA-256; every line is a row."""
    tables, files = manifest["tables"], manifest["files"]
    named = {table["file"] for table in tables.values()} | set(files) | {MANIFEST}
    if sorted(named) != sorted(package.namelist()) or not all(
        name == ANCHORS or _FILE.fullmatch(name) for name in files
    ):  # fmt: skip
        raise NotDone("Nothing was read: the archive does not hold just what its manifest names.")
    sizes = {said["file"]: said["size"] for said in tables.values()} | {
        name: said["size"] for name, said in files.items()
    }
    for name, size in sizes.items():  # before anything is unpacked: no more than this ever is
        if package.getinfo(name).file_size != size:
            raise NotDone(f"Nothing was read: {name} is not what the manifest says of it.")
    for name, said in files.items():
        digest, size = hashlib.sha256(), 0
        with package.open(name) as member:
            while piece := member.read(PIECE):
                digest.update(piece)
                size += len(piece)
        _compare(name, {"size": size, "sha256": digest.hexdigest()}, said)
    for said in tables.values():
        digest, count = hashlib.sha256(), 0
        with package.open(said["file"]) as member:
            for line in member:
                digest.update(line)
                count += 1
        _compare(said["file"], {"rows": count, "sha256": digest.hexdigest()}, said)
        try:
            for _row in _rows(package, said):
                pass
        except (ValueError, TypeError, ArithmeticError) as error:
            raise NotDone(f"Nothing was read: {said['file']} holds a line that is no row of its table.") from error


def _compare(name: str, found: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    if any(said[key] != value for key, value in found.items()):
        raise NotDone(f"Nothing was read: {name} is not what the manifest says of it.")


def _check_attached(package: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """Every attached file lies in the archive as it was stored."""
    for row in _rows(package, manifest["tables"][ATTACHED]):
        name = row["stored_name"]
        lies = manifest["files"].get(f"files/{name[:2]}/{name}")
        if row["removed_at"] is None and (lies is None or lies["sha256"] != row["sha256"]):
            raise NotDone(f"Nothing was read: the attached file {name} is missing or is not the one that was stored.")


def _rows(package: zipfile.ZipFile, said: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    with package.open(said["file"]) as member:
        for line in member:
            yield row_of(line, said["columns"])


def _lay_down(package: zipfile.ZipFile, manifest: Mapping[str, Any]) -> int:
    """Put files and anchors where they belong; how many files."""
    count = 0
    for name in manifest["files"]:
        found = _FILE.fullmatch(name)
        target = path_of(found[2]) if found else anchors_path()
        count += found is not None
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished = target.with_name(target.name + ".part")
        with package.open(name) as member, unfinished.open("wb") as file:
            shutil.copyfileobj(member, file, PIECE)
        unfinished.replace(target)
    return count


def _load(package: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """All rows in one transaction; what a migration wrote into the tables gives way."""
    tables = db.metadata.sorted_tables
    db.session.rollback()
    try:
        with writing(), db.engine.begin() as connection, _without_foreign_keys(connection):
            for table in reversed(tables):
                if connection.scalar(select(func.count()).select_from(table)):
                    connection.execute(delete(table))
            for table in tables:
                rows = _rows(package, manifest["tables"][table.name])
                while some := list(islice(rows, ROWS_AT_ONCE)):
                    connection.execute(table.insert(), some)
                _move_sequence(connection, table)
    except SQLAlchemyError as error:
        raise NotDone("Nothing was read: the database refused a row of the archive.") from error


@contextmanager
def _without_foreign_keys(connection: Connection) -> Iterator[None]:
    """Rows that point in a circle allow no order: foreign keys are looked at when all rows are there."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        yield
        return
    name = connection.dialect.identifier_preparer.quote
    keys = connection.exec_driver_sql(FOREIGN_KEYS).all()
    for key, table, _definition in keys:
        connection.exec_driver_sql(f"ALTER TABLE {name(table)} DROP CONSTRAINT {name(key)}")
    yield
    for key, table, definition in keys:
        connection.exec_driver_sql(f"ALTER TABLE {name(table)} ADD CONSTRAINT {name(key)} {definition}")


def _move_sequence(connection: Connection, table: Table) -> None:
    """On PostgreSQL the next number follows the highest that was read."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    sequence = connection.scalar(text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name})
    highest = connection.scalar(select(func.max(table.c.id)))
    if sequence and highest:
        connection.execute(text("SELECT setval(:sequence, :highest)"), {"sequence": sequence, "highest": highest})
