"""When an agency works: its hours, the holidays of the table, and the zone, as the calendar that clocks count by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from sqlalchemy import select

from coordination.directory.kept import kept
from coordination.directory.models import Agency, Holiday
from coordination.kernel.db import db
from coordination.lang import zone
from coordination.lang.worktime import DEFAULT_HOURS, Hours, WorkCalendar


def work_calendar(agency: Agency | int | None) -> WorkCalendar:
    """The calendar of an agency (or its id; None: the default hours). No statement while what was read is fresh."""
    agency_id = agency.id if isinstance(agency, Agency) else agency
    hours = kept(_own_hours).get(agency_id, DEFAULT_HOURS) if agency_id is not None else DEFAULT_HOURS
    return WorkCalendar(hours=hours, holidays=kept(_days_off), zone=zone.zone())


def read_hours(stored: Mapping[str, Any] | None) -> Hours:
    """Stored working hours as weekday → (opening, closing) or None; nothing stored means the default week."""
    if not stored:
        return DEFAULT_HOURS
    return {
        day: (time.fromisoformat(stored[str(day)][0]), time.fromisoformat(stored[str(day)][1]))
        if stored.get(str(day))
        else None
        for day in range(1, 8)
    }


def store_hours(hours: Hours) -> dict[str, list[str] | None] | None:
    """The reverse of ``read_hours``; the default week is stored as nothing, so that it follows the default."""
    if all(hours.get(day) == DEFAULT_HOURS[day] for day in range(1, 8)):
        return None
    return {
        str(day): [f"{span[0]:%H:%M}", f"{span[1]:%H:%M}"] if (span := hours.get(day)) else None for day in range(1, 8)
    }


def _own_hours() -> dict[int, Hours]:
    rows = db.session.execute(select(Agency.id, Agency.working_hours).where(Agency.working_hours.is_not(None)))
    return {agency_id: read_hours(stored) for agency_id, stored in rows}


def _days_off() -> frozenset[date]:
    return frozenset(db.session.scalars(select(Holiday.on).where(Holiday.observed.is_(True))))
