"""Pages of the register of organisations, and of the application by link."""

from __future__ import annotations

from flask import Flask

from coordination.registrations import jobs  # noqa: F401  (its jobs register themselves)
from coordination.registrations.views import applying, editing, moves, register_page, show  # noqa: F401
from coordination.registrations.views.blueprint import bp


def register(app: Flask) -> None:
    """Put the pages on the application."""
    app.register_blueprint(bp)
