"""The pages of minutes."""

from __future__ import annotations

from flask import Flask

from coordination.minutes.views import circulating, show, signing  # noqa: F401  (their routes)
from coordination.minutes.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of minutes."""
    app.register_blueprint(bp)
