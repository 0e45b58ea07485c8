"""The command that builds the demo world."""

from __future__ import annotations

import time

import click
from flask import Flask

from coordination.demo.guard import NotHere, check_may_build
from coordination.demo.signins import SIGN_INS
from coordination.demo.world import SEED, build


def register(app: Flask) -> None:
    """Add ``flask demo``."""

    @app.cli.command("demo")
    @click.option("--seed", default=SEED, show_default=True, help="The same seed on the same day gives the same world.")
    @click.option("--size", default=0, show_default=True, help="So many more referrals, for measuring.")
    def demo(seed: int, size: int) -> None:
        """Build the demo world in an empty database: real agencies, invented people, referrals in every state."""
        try:
            check_may_build(app.config["HAMAHANG"])
        except NotHere as refusal:
            raise click.ClickException(str(refusal)) from refusal
        started = time.perf_counter()
        build(seed=seed, size=size)
        click.echo(f"The demo world stands ({time.perf_counter() - started:.0f} s).")
        # In demo mode the server prints whom to sign in as; elsewhere nothing else would say it.
        if app.config["HAMAHANG"].mode != "demo":
            for one in SIGN_INS:
                click.echo(f"  {one.email:<28}{one.password}  {one.label}")
