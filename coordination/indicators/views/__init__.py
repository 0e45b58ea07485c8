"""The pages of indicators."""

from __future__ import annotations

from flask import Flask

from coordination.indicators import consequences  # noqa: F401  (it registers itself)
from coordination.indicators.views import defining, entering, importing, listing, show  # noqa: F401  (their routes)
from coordination.indicators.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of indicators."""
    app.register_blueprint(bp)
