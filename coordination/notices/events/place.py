"""Where a notice leads to, and who hosts the installation."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import select

from coordination.directory.models import Installation
from coordination.kernel.db import db

NOBODY = 0
"""Who acted, where the clock or the outbox did."""


def base_url() -> str:
    """The address before the path of a link in a mail."""
    return str(current_app.config["HAMAHANG"].base_url).rstrip("/")


def host_id() -> int | None:
    """The agency that hosts the installation."""
    return db.session.scalar(select(Installation.host_agency_id))
