"""The pages of minutes."""

from __future__ import annotations

from flask import Flask

from coordination.minutes.views import (  # noqa: F401  (their routes)
    circulating,
    recording,
    recording_acts,
    recording_aside,
    recording_page,
    recording_votes,
    show,
    signing,
)
from coordination.minutes.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of minutes."""
    app.register_blueprint(bp)
