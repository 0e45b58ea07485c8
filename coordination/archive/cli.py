"""The commands ``flask archive write``, ``flask archive read`` and ``flask archive secrets``."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from config import Config, secrets_file
from coordination.access.actor import Actor
from coordination.archive.reading import has_secrets, is_empty, read_archive
from coordination.archive.sealing import read_keys
from coordination.archive.writing import write_archive
from coordination.audit import trail
from coordination.backup.archive import NotDone
from coordination.backup.restoring import end_sessions
from coordination.kernel.db import db, writing

RULE = "archive"
NEW = click.Path(dir_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, exists=True, path_type=Path)
GIVEN = "ARCHIVE_PASSPHRASE"
SEALED = ("INDEX_KEY", "AUDIT_KEY")


def register(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(archive)


@click.group("archive")
def archive() -> None:
    """The whole installation as an open archive (docs/archive.md)."""


@archive.command("write")
@click.argument("file", type=NEW)
@click.option("--keys", type=NEW, help="Where what opens it is written; without it, FILE with .keys behind.")
@with_appcontext
def write(file: Path, keys: Path | None) -> None:
    """Write every row and every file into FILE, while everything goes on.

    What is sealed stays sealed. The data keys and the two secrets that are needed go into a second file, sealed under a
    passphrase, which is asked for or taken from ARCHIVE_PASSPHRASE.
    """
    keys = keys or file.with_name(file.name + ".keys")
    with _refusals():
        written = write_archive(_config(), file, keys, _passphrase(twice=True))
    with writing():
        trail.record(Actor.system(RULE), "installation.write_archive", detail={"rows": written.rows})
        db.session.commit()
    click.echo(f"Written: {written.path} ({written.tables} tables, {written.rows} rows, {written.files} files)")
    click.echo(f"Written: {written.keys}. Keep it apart from the archive: both and the passphrase open every name.")


@archive.command("read")
@click.argument("file", type=FILE)
@click.option("--keys", type=FILE, help="The second file; without it, FILE with .keys behind.")
@with_appcontext
def read(file: Path, keys: Path | None) -> None:
    """Fill this installation, which must be empty and of the archive's schema, from FILE.

    Stop web, worker and clock first.
    """
    keys = keys or file.with_name(file.name + ".keys")
    with _refusals():
        found = read_archive(_config(), file, keys, _passphrase(twice=False))
    with writing():
        ended = end_sessions()
        detail = {"rows": found.rows, "sessions": ended}
        trail.record(Actor.system(RULE), "installation.read_archive", detail=detail)
        db.session.commit()
    click.echo(
        f"Read: {found.rows} rows in {found.tables} tables, {found.files} files, {found.keys} keys, "
        f"a whole audit trail of {found.trail_rows} rows. Everybody signs in anew."
    )


@archive.command("secrets")
@click.argument("keys", type=FILE)
@with_appcontext
def secrets(keys: Path) -> None:
    """Put INDEX_KEY and AUDIT_KEY of an archive into the secrets file of this empty installation.

    Without them numbers are not found and the trail does not hold. The other secrets stay.
    """
    with _refusals():
        opened = read_keys(keys, _passphrase(twice=False))
        if has_secrets(_config(), opened):
            click.echo("This installation has the secrets of the archive already.")
            return
        if not is_empty():
            raise NotDone("Nothing was changed: this installation is not empty; its own secrets are in use.")
        given = [name for name in SEALED if os.environ.get(name)]
        if given:
            raise NotDone(
                f"Nothing was changed: {', '.join(given)} comes from the environment, not from the secrets file. Take "
                "it out there first."
            )
        values = dict(zip(SEALED, (opened.index_key, opened.audit_key), strict=True))
        _rewrite(secrets_file(), {name: base64.urlsafe_b64encode(key).decode() for name, key in values.items()})
    click.echo("INDEX_KEY and AUDIT_KEY were replaced. Now run `flask archive read`.")


def _rewrite(path: Path, values: dict[str, str]) -> None:
    """Replace some lines of the secrets file, at once and readable by the owner alone."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    kept = [line for line in lines if line.partition("=")[0].strip() not in values]
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write("\n".join([*kept, *(f"{name}={value}" for name, value in values.items())]) + "\n")
    unfinished.replace(path)


def _config() -> Config:
    config: Config = current_app.config["HAMAHANG"]
    return config


def _passphrase(*, twice: bool) -> str:
    given = os.environ.get(GIVEN)
    return given or str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice))


@contextmanager
def _refusals() -> Iterator[None]:
    """Refusals inside become one line on the console and exit code 1."""
    try:
        yield
    except NotDone as error:
        raise click.ClickException(str(error)) from error
