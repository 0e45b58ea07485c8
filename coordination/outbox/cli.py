"""What the outbox adds to an application: its handlers, its jobs, and the commands that keep it moving."""

from __future__ import annotations

import threading

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from coordination.outbox import clockwork, mail, outbox  # noqa: F401  (mail: its handler registers itself)
from coordination.outbox.worker import work as take_work


def register(app: Flask) -> None:
    """Add ``flask work`` and ``flask clock``; sending mails is listened to from now on."""
    app.cli.add_command(work)
    app.cli.add_command(clock)


@click.command("work")
@with_appcontext
def work() -> None:
    """Do what the outbox asks for as soon as rq tells of it."""
    redis_url = outbox().redis_url
    if redis_url is None:
        click.echo("REDIS_URL is not set: no worker is needed, `flask clock` does the work.")
        return
    take_work(redis_url)


@click.command("clock")
@with_appcontext
def clock() -> None:
    """Give out periodic jobs, and do what the worker left undone."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    stop = threading.Event()
    clockwork.stop_on_signals(stop)
    clockwork.run(app, stop)
