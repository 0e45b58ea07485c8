"""Entering and changing the days that return each year."""

from __future__ import annotations

from coordination.access.actor import Actor
from coordination.activities.models import Calendar, Occasion
from coordination.audit import trail
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_

LONGEST_NAME = 200
LONGEST_LEAD = 365
LENGTHS = {
    Calendar.JALALI: (31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30),
    Calendar.GREGORIAN: (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
}
"""The most days that each month has in any year."""


def add_occasion(
    actor: Actor, *, name_fa: str, name_en: str, calendar: Calendar, month: int, day: int, lead_days: int
) -> Occasion:
    """A new day of the year. Raises Invalid as ``edit_occasion``."""
    occasion = Occasion(name_fa="", month=1, day=1)
    _fill(occasion, name_fa, name_en, calendar, month, day, lead_days)
    db.session.add(occasion)
    db.session.flush()
    trail.record(actor, "occasion.add", occasion)
    return occasion


def edit_occasion(
    actor: Actor,
    occasion: Occasion,
    *,
    name_fa: str,
    name_en: str,
    calendar: Calendar,
    month: int,
    day: int,
    lead_days: int,
    active: bool,
) -> None:
    """Change a day of the year, or let it rest. Raises Invalid for a day that its month never has, an empty name, a
    preparation longer than a year."""
    _fill(occasion, name_fa, name_en, calendar, month, day, lead_days)
    occasion.active = active
    trail.record(actor, "occasion.edit", occasion)


def _fill(
    occasion: Occasion, name_fa: str, name_en: str, calendar: Calendar, month: int, day: int, lead_days: int
) -> None:
    if not name_fa or len(name_fa) > LONGEST_NAME:
        raise Invalid(
            N_("The occasion was not saved: its name is empty or longer than 200 letters."),
            field="name_fa",
            advice=N_("Write the name by which the day is known."),
        )
    if not 1 <= month <= 12 or not 1 <= day <= LENGTHS[calendar][month - 1]:
        raise Invalid(
            N_("The occasion was not saved: this month has no such day in any year."),
            field="day",
            advice=N_("Check day, month and calendar."),
        )
    if not 0 <= lead_days <= LONGEST_LEAD:
        raise Invalid(
            N_("The occasion was not saved: the days of preparation must lie between 0 and 365."),
            field="lead_days",
            advice=N_("Say how many days before it the work begins."),
        )
    occasion.name_fa, occasion.name_en, occasion.calendar = name_fa, name_en[:LONGEST_NAME], calendar
    occasion.month, occasion.day, occasion.lead_days = month, day, lead_days
