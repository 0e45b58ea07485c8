"""What is done to accounts on the server itself, by whoever may run commands there."""

from __future__ import annotations

import click
from flask import Flask, current_app

from coordination.access.actor import Actor
from coordination.accounts import queries
from coordination.accounts.commands import links
from coordination.accounts.models import LinkKind
from coordination.kernel.db import db, writing

RULE = "cli.code"


def register(app: Flask) -> None:
    """Add ``flask code``."""

    @app.cli.command("code")
    @click.argument("email")
    def code_command(email: str) -> None:
        """Print a code that opens a person's account or changes the password, where no mail and no head helps."""
        with writing(), db.session.begin():
            person = queries.get_person_by_email(email)
            if person is None or person.disabled_at is not None:
                raise click.ClickException(f"No enabled account has the address {email}.")
            kind = LinkKind.INVITATION if person.password_hash is None else LinkKind.RESET
            code = links.make(Actor.system(RULE), person, kind).code
        click.echo(f"{current_app.config['HAMAHANG'].base_url}/link   {code}")
