"""The pages of cases."""

from __future__ import annotations

from flask import Flask

from coordination.accounts import handover
from coordination.cases import jobs  # noqa: F401  (its job registers itself)
from coordination.cases.commands import people
from coordination.cases.views import case, consents, files, listing, opening  # noqa: F401  (their routes)
from coordination.cases.views.blueprint import bp
from coordination.kernel.messages import N_


def register(app: Flask) -> None:
    """Add the pages of cases, and the part of cases in a hand-over."""
    handover.register(N_("Open cases"), people.count_open_of, people.hand_over)
    app.register_blueprint(bp)
