"""The pages of actions: lists, one action, its steps, more time, a new one."""

from __future__ import annotations

from flask import Flask

from coordination.actions import (
    consequences,  # noqa: F401  (they register themselves)
    events,  # noqa: F401
    jobs,  # noqa: F401
)
from coordination.actions.views import creating, extensions, lists, moves, show  # noqa: F401  (their routes)
from coordination.actions.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of actions."""
    app.register_blueprint(bp)
    app.register_blueprint(creating.bp)
