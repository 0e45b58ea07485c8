"""The pages of resolutions."""

from __future__ import annotations

from flask import Flask

from coordination.resolutions.views import (  # noqa: F401  (their routes)
    editing,
    moves,
    outside,
    publishing,
    register_page,
    show,
)
from coordination.resolutions.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of resolutions."""
    app.register_blueprint(bp)
