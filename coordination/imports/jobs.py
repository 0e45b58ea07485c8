"""Tables that nobody confirmed leave the disk within two hours."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from coordination.imports.waiting import waiting_tables
from coordination.outbox.jobs import periodic


@periodic("imports.sweep", every=timedelta(hours=1))
def sweep() -> None:
    """Remove what has waited longer than an hour."""
    waiting_tables(current_app.config["HAMAHANG"]).sweep()
