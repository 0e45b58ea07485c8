"""The command that counts the figures anew."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from coordination.figures import commands
from coordination.kernel.db import db, writing

figures = AppGroup("figures", help="Aggregates behind the figures.")


@figures.command("recount")
def recount() -> None:
    """Count every aggregate anew from the records, and put them in the place of the old ones."""
    with writing():
        found = commands.recount()
        db.session.commit()
    click.echo(f"{found} cells were counted.")
