"""The pages of groups; each module adds its own to one blueprint."""

from __future__ import annotations

from flask import Flask

from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.groups import events, jobs, queries
from coordination.groups.views import cadence, groups, leading, phrases, seats
from coordination.groups.views.blueprint import bp
from coordination.kernel.messages import N_
from coordination.lang import zone

PAGES = (cadence, groups, leading, phrases, seats)
LISTENING = (events, jobs)


def register(app: Flask) -> None:
    """Add the pages, and say on the page that closes an account which seats fall vacant."""
    app.register_blueprint(bp)
    handover.register_held(N_("Seats in groups"), _seats_of)


def _seats_of(person: Person) -> int:
    return queries.count_held(person.id, zone.today())
