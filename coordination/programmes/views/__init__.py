"""The pages of programmes and memoranda."""

from __future__ import annotations

from flask import Flask

from coordination.programmes import jobs  # noqa: F401  (its job registers itself)
from coordination.programmes.views import (  # noqa: F401  (their routes)
    editing,
    links,
    listing,
    memoranda,
    memorandum,
    memorandum_moves,
    moves,
    parts,
    show,
)
from coordination.programmes.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of programmes and memoranda."""
    app.register_blueprint(bp)
