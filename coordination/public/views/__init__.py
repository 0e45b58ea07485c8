"""Public pages, their settings, and the page of an agency for its head."""

from __future__ import annotations

from flask import Flask

from coordination.public.views import agencies, data, pages, settings  # noqa: F401  (they hang on the blueprint)
from coordination.public.views.blueprint import bp


def register(app: Flask) -> None:
    """Put the pages on the application."""
    app.register_blueprint(bp)
