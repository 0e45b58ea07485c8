"""The pages of accounts; each module adds its own to one blueprint."""

from __future__ import annotations

from flask import Flask

from coordination.accounts import cli, events, jobs
from coordination.accounts.views import own, people, posts, setup, signing
from coordination.accounts.views.blueprint import bp

PAGES = (own, people, posts, setup, signing)
LISTENING = (events, jobs)


def register(app: Flask) -> None:
    """Add the pages, the commands, and what the page of an expired sign-in asks."""
    app.register_blueprint(bp)
    app.jinja_env.globals["last_email"] = signing.last_email
    setup.register_command(app)
    cli.register(app)
