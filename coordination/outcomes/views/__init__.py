"""The pages of outcomes."""

from __future__ import annotations

from flask import Flask

from coordination.outcomes import jobs  # noqa: F401  (its jobs and what it adds to other pages register themselves)
from coordination.outcomes.views import claiming, funnel, listing, moves, show  # noqa: F401  (their routes)
from coordination.outcomes.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of outcomes."""
    app.register_blueprint(bp)
