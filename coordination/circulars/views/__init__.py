"""The pages of circulars: the list, writing, one circular, its readers, sending and recalling."""

from __future__ import annotations

from flask import Flask

from coordination.circulars import jobs  # noqa: F401  (its job registers itself)
from coordination.circulars.views import list_page, show, writing  # noqa: F401  (their routes)
from coordination.circulars.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of circulars."""
    app.register_blueprint(bp)
