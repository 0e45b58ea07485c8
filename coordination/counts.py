"""The numbers beside the navigation, asked in one statement."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from flask import g
from sqlalchemy import Select, literal, select

from coordination.access import policy
from coordination.access.actor import Actor, Standing
from coordination.accounts import queries as accounts
from coordination.actions.queries import lists as actions
from coordination.groups import queries as groups
from coordination.home import chores, waiting
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.notices import queries as notices
from coordination.referrals.queries import turn

KEPT = 64
"""For how many people a process keeps the statement, 0.2 MB each; making one costs more than asking it."""


def nav_counts(actor: Actor) -> dict[str, int]:
    """Counts by the names that ``nav`` uses: ``turn`` (referrals that wait for one), ``actions``, ``meetings``,
    ``circulars`` to read, ``calls`` (sheets and deliveries), ``unread`` notices, ``posts`` and ``seats`` to confirm.
    Asked once a request."""
    if "counts" not in g:
        now = clock.now()
        row = db.session.execute(_statement(actor.standing(), local_date(now)), chores.moments(now)).one()
        g.counts = {name: int(value or 0) for name, value in row._mapping.items()}
    counts: dict[str, int] = g.counts
    return counts


@lru_cache(maxsize=KEPT)
def _statement(standing: Standing, today: date) -> Select[Any]:
    """The counts of one person on one day; only ``chores.moments`` are left open."""
    actor = Actor.of(standing)
    mine: Any = turn.my_turn_count(actor)
    columns = {
        "turn": literal(0) if mine is None else mine,
        "actions": actions.turn_count(actor, today),
        "meetings": waiting.turn_count(actor, today),
        "circulars": waiting.circular_count(actor, today),
        "calls": waiting.call_count(actor, today),
        "unread": notices.nav_counts(actor),
        "posts": accounts.nav_counts(actor) if policy.allows(actor, "post.confirm") else literal(0),
        "seats": groups.waiting_count(actor) if policy.allows(actor, "seat.confirm") else literal(0),
    }
    return select(*(column.label(name) for name, column in columns.items()))
