"""The pages of data calls and distributions."""

from flask import Flask

from coordination.data_calls import jobs  # noqa: F401  (its job registers itself)
from coordination.data_calls.views import asked, calls, columns, deliveries, distributions, listing, sheets, tallying
from coordination.data_calls.views.blueprint import bp

__all__ = ["asked", "calls", "columns", "deliveries", "distributions", "listing", "register", "sheets", "tallying"]


def register(app: Flask) -> None:
    """Add the pages of data calls and distributions."""
    app.register_blueprint(bp)
