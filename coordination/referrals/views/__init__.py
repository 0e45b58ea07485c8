"""The pages of referrals."""

from __future__ import annotations

from flask import Flask

from coordination.referrals.views import (  # noqa: F401  (their routes)
    drafts,
    lists,
    moves,
    of_case,
    on_case,
    records,
    saved_filters,
    show,
)
from coordination.referrals.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of referrals, and their part of a case's page."""
    app.register_blueprint(bp)
