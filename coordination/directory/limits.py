"""How long each clock runs: the table of ``domain.md`` and the limits that an administrator set beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from sqlalchemy import select

from coordination.directory.kept import kept
from coordination.directory.models import ClockLimit
from coordination.kernel.db import db
from coordination.kernel.messages import N_

Unit = Literal["h", "d", "wd", "same_day"]
PRIORITIES = ("emergency", "urgent", "normal")
PRIORITY_LABELS: Mapping[str, str] = {
    "emergency": N_("Emergency"),
    "urgent": N_("Urgent"),
    "normal": N_("Normal"),
}


class Limit(NamedTuple):
    """So many hours or days of wall clock, or working days; ``same_day`` is 24:00 local, at least 4 hours."""

    amount: int
    unit: Unit


CLOCK_LABELS: Mapping[str, str] = {
    "acknowledge": N_("Receiving"),
    "decide": N_("Deciding"),
    "answer": N_("Answering a question"),
    "review": N_("Ruling on an objection"),
    "waitlist": N_("Reviewing the waiting list"),
    "intake": N_("Beginning the service"),
    "update": N_("Writing a note during the service"),
    "cancel_answer": N_("Answering a request to cancel"),
    "confirm": N_("Confirming the delivery"),
}
"""Clock → what it gives time for. ``resume`` runs to the date that the hold names and has no limit here."""

_ROWS: Mapping[str, tuple[Limit | None, Limit, Limit]] = {
    "acknowledge": (Limit(2, "h"), Limit(24, "h"), Limit(2, "wd")),
    "decide": (Limit(24, "h"), Limit(72, "h"), Limit(14, "d")),
    "answer": (Limit(4, "h"), Limit(24, "h"), Limit(5, "wd")),
    "review": (Limit(12, "h"), Limit(48, "h"), Limit(7, "wd")),
    "waitlist": (None, Limit(7, "d"), Limit(14, "d")),
    "intake": (Limit(0, "same_day"), Limit(3, "wd"), Limit(10, "wd")),
    "update": (Limit(7, "d"), Limit(14, "d"), Limit(30, "d")),
    "cancel_answer": (Limit(1, "wd"), Limit(2, "wd"), Limit(5, "wd")),
    "confirm": (Limit(3, "d"), Limit(7, "d"), Limit(14, "d")),
}
DEFAULTS: Mapping[tuple[str, str], Limit | None] = {
    (clock, priority): limit for clock, row in _ROWS.items() for priority, limit in zip(PRIORITIES, row, strict=True)
}
"""(clock, priority) → limit of the table of ``domain.md``; None where the clock does not run for that priority."""

_Key = tuple[str, str, str | None, int | None]


def limit_for(clock: str, priority: str, route: str | None = None, agency_id: int | None = None) -> Limit | None:
    """The limit of a clock for the agency whose side it runs against: the one set for route and agency, else for the
    agency, else for the route, else the table's. None where the clock does not run. Raises KeyError for an unknown
    clock or priority. No statement while what was read is fresh (see ``kept``)."""
    default = DEFAULTS[clock, priority]
    own = kept(_overrides)
    for key in (
        (clock, priority, route, agency_id),
        (clock, priority, None, agency_id),
        (clock, priority, route, None),
    ):
        if key in own:
            return own[key]
    return default


def _overrides() -> dict[_Key, Limit]:
    rows = db.session.execute(
        select(
            ClockLimit.clock,
            ClockLimit.priority,
            ClockLimit.route,
            ClockLimit.agency_id,
            ClockLimit.amount,
            ClockLimit.unit,
        ).where(ClockLimit.route.is_not(None) | ClockLimit.agency_id.is_not(None))
    )
    return {(row.clock, row.priority, row.route, row.agency_id): Limit(row.amount, row.unit) for row in rows}
