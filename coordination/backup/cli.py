"""The commands ``flask backup``, ``flask backup-keys`` and ``flask restore``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from config import Config
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.backup import restoring, taking
from coordination.backup.archive import NotDone
from coordination.backup.places import KEPT, default_folder
from coordination.backup.restoring import Checked
from coordination.backup.taking import Taken
from coordination.kernel import clock
from coordination.kernel.db import db, writing

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, exists=True, path_type=Path)
RULE = "backup"


def register(app: Flask) -> None:
    """Add the commands."""
    for command in (backup, backup_keys, restore):
        app.cli.add_command(command)


@click.command("backup")
@click.option("--to", "folder", type=FOLDER, help="The folder of the archive; without it, backups/ of VAR_DIR.")
@with_appcontext
def backup(folder: Path | None) -> None:
    """Write the database and the files into one encrypted archive, while everything goes on.

    The key store is not in it: see backup-keys. Archives in the folder older than 35 days are removed.
    """
    config = _config()
    with _refusals():
        taken = taking.take_data(config, folder or default_folder(config))
    _record("installation.backup", taken.name)
    click.echo(f"Written: {taken.path} ({taken.rows} rows, {taken.files} files)")
    _tell_removed(taken)


@click.command("backup-keys")
@click.option("--to", "folder", type=FOLDER, required=True, help="A folder apart from that of the data.")
@with_appcontext
def backup_keys(folder: Path) -> None:
    """Write the key store into an archive of its own, apart from the data.

    Archives of the key store in the folder that are older than 35 days are removed.
    """
    with _refusals():
        taken = taking.take_keys(_config(), folder)
    _record("installation.backup_keys", taken.name)
    click.echo(f"Written: {taken.path} ({taken.rows} keys)")
    click.echo(
        f"Keep it apart from the backups of the data, and no copy longer than {KEPT.days} days: a child whose key was "
        "destroyed is forgotten only when no copy of that key is left."
    )
    _tell_removed(taken)


@click.command("restore")
@click.argument("data", metavar="FROM", type=FILE)
@click.option("--keys", type=FILE, required=True, help="The archive of the key store.")
@click.option(
    "--verify", is_flag=True, help="A drill: restore beside what is in use, compare everything, change nothing."
)
@click.option("--replace", is_flag=True, help="Restore over an installation that holds people; all of it is lost.")
@click.option("--yes", is_flag=True, help="Do not ask again before replacing.")
@with_appcontext
def restore(data: Path, keys: Path, verify: bool, replace: bool, yes: bool) -> None:
    """Put a backup in place in an empty installation, after checking counts, files, the audit trail and the keys.

    Stop web, worker and clock first. The secrets of the time of the backup must be in place.
    """
    config = _config()
    if replace and not verify and not yes:
        click.confirm("Everything this installation holds now will be lost. Go on?", abort=True)
    with _refusals():
        if verify:
            checked = restoring.check(config, data, keys)
        else:
            checked = restoring.restore(config, data, keys, replace=replace)
            with writing():
                ended = restoring.end_sessions()
                trail.record(
                    Actor.system(RULE), "installation.restore", detail={"archive": checked.name, "sessions": ended}
                )
                db.session.commit()
    _tell_checked(checked)
    click.echo("The drill is done; nothing was changed." if verify else "Restored. Everybody signs in anew.")


def _config() -> Config:
    config: Config = current_app.config["HAMAHANG"]
    return config


@contextmanager
def _refusals() -> Iterator[None]:
    """Refusals inside become one line on the console and exit code 1."""
    try:
        yield
    except NotDone as error:
        raise click.ClickException(str(error)) from error


def _record(act: str, name: str) -> None:
    with writing():
        trail.record(Actor.system(RULE), act, detail={"archive": name})
        db.session.commit()


def _tell_removed(taken: Taken) -> None:
    if taken.removed:
        click.echo(f"Removed, being older than {KEPT.days} days: {', '.join(taken.removed)}")


def _tell_checked(checked: Checked) -> None:
    click.echo(f"The backup {checked.name} of {checked.taken_at:%Y-%m-%d %H:%M} UTC holds what its list says:")
    click.echo(
        f"  {checked.rows} rows in {checked.tables} tables, {checked.files} attached files, a whole audit trail of "
        f"{checked.trail_rows} rows, {checked.keys} keys."
    )
    if checked.clients_without_key:
        click.echo(
            f"  {checked.clients_without_key} clients have no key: they were erased, or entered after "
            "the keys were saved."
        )
    age = clock.now() - checked.keys_taken_at
    if age > KEPT:
        click.echo(f"  The keys are {age.days} days old; those destroyed since are back. Destroy that archive.")
    if checked.waiting_events:
        click.echo(f"  {checked.waiting_events} events wait to be delivered; mails of that hour may go out twice.")
