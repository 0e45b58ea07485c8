"""The pages of reports: the list, a new one, the report itself, its sections, its moves, and its papers."""

from __future__ import annotations

from flask import Flask

from coordination.reports import events  # noqa: F401  (it registers itself)
from coordination.reports.views import editing, listing, making, moves, papers, show  # noqa: F401
from coordination.reports.views.blueprint import bp


def register(app: Flask) -> None:
    """Give the app these pages."""
    app.register_blueprint(bp)
