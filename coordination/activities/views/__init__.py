"""The pages of activities: the register, one activity, entering and changing, occasions, import, pasted lists."""

from __future__ import annotations

from flask import Flask

from coordination.activities import (
    consequences,  # noqa: F401  (they register themselves)
    jobs,  # noqa: F401
)
from coordination.activities.pasted import measure
from coordination.activities.views import calendar, importing, pasting, recording, register_page, show  # noqa: F401
from coordination.activities.views.blueprint import bp


def register(app: Flask) -> None:
    """Add the pages of activities."""
    app.register_blueprint(bp)
    measure.register(app)
