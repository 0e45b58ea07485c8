"""The pages of resolutions."""

from __future__ import annotations

from flask import Flask

from coordination.resolutions.views import editing, moves, outside, register_page, show  # noqa: F401  (their routes)
from coordination.resolutions.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of resolutions."""
    app.register_blueprint(bp)
