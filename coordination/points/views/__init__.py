"""The pages of watched points and visit rounds."""

from __future__ import annotations

from flask import Flask

from coordination.points import consequences, jobs  # noqa: F401  (they register themselves)
from coordination.points.views import coverage, editing, register_page, rounds, show  # noqa: F401  (their routes)
from coordination.points.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of watched points."""
    app.register_blueprint(bp)
