"""The pages of meetings and their agendas."""

from __future__ import annotations

from flask import Flask

from coordination.meetings.views import (  # noqa: F401  (their routes)
    attendance,
    entries,
    figures,
    inviting,
    items,
    lists,
    moves,
    planning,
    referral,
    show,
)
from coordination.meetings.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of meetings."""
    app.register_blueprint(bp)
