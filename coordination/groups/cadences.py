"""The cadences of a group: which holds from when, the days they name around holidays, and setting another one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.models import Holiday
from coordination.directory.working import work_calendar
from coordination.groups.models import Cadence, Group, OnHoliday, SkippedDay
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.lang import recurrence, zone
from coordination.outbox import events

LONGEST_MINUTES = 12 * 60
MOST = 30
"""So many days left out are shown at most."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A day of a cadence: ``on`` its own day, ``at`` the day where it comes to lie (None: left out), ``off``
    whether the own day is a day off, and ``holiday`` its name in Persian and English where it has one."""

    cadence: Cadence
    on: date
    at: date | None
    off: bool = False
    holiday: tuple[str, str] | None = None

    @property
    def starts_at(self) -> datetime:
        """The moment it begins, aware UTC; only of one that is not left out."""
        assert self.at is not None
        return zone.at(self.at, self.cadence.starts)

    @property
    def ends_at(self) -> datetime:
        """The moment it ends, aware UTC."""
        return self.starts_at + timedelta(minutes=self.cadence.minutes)


def list_occurrences(group: Group, cadences: Sequence[Cadence], start: date, end: date) -> Iterator[Occurrence]:
    """The occurrences of a group whose own day lies from ``start`` up to but without ``end``, each by the cadence that
    holds on its day. One that would come to lie on a day already taken is left out. ``cadences`` in order of
    ``valid_from``; one statement more for the names of holidays."""
    calendar = work_calendar(group.host_agency_id)
    names = _holidays(start, end)
    taken: set[date] = set()
    for number, cadence in enumerate(cadences):
        until = cadences[number + 1].valid_from if number + 1 < len(cadences) else end
        days = list(recurrence.days(cadence.rule, cadence.valid_from, start, min(end, until)))
        own = {day for day in days if calendar.is_working(day)}
        for day in days:
            at = recurrence.place(day, str(cadence.on_holiday), calendar.is_working)
            off = day not in own
            if at in taken or (off and at in own):
                at = None
            if at is not None:
                taken.add(at)
            yield Occurrence(cadence, day, at, off, names.get(day) if off else None)


def list_cadences(group_id: int) -> list[Cadence]:
    """Every cadence the group has had and will have, by its first day."""
    found = db.session.scalars(select(Cadence).where(Cadence.group_id == group_id).order_by(Cadence.valid_from))
    return list(found)


def list_skipped(group_id: int, since: date) -> list[SkippedDay]:
    """The days from ``since`` on for which no meeting was planned, with the reason, soonest first."""
    found = db.session.scalars(
        select(SkippedDay)
        .where(SkippedDay.group_id == group_id, SkippedDay.on >= since)
        .order_by(SkippedDay.on)
        .limit(MOST)
    )
    return list(found)


def present(cadences: Sequence[Cadence], today: date) -> Cadence | None:
    """The one that holds today, else the first to come."""
    begun = [one for one in cadences if one.valid_from <= today]
    return begun[-1] if begun else next(iter(cadences), None)


def set_cadence(
    actor: Actor,
    group: Group,
    *,
    rule: Mapping[str, Any],
    valid_from: date,
    starts: time,
    minutes: int,
    place: str,
    on_holiday: OnHoliday,
) -> Cadence:
    """Let the group meet in another rhythm from ``valid_from`` on; what held before stays on record, what was set for
    later days gives way. Its meetings are planned by a listener. Raises Invalid.

    A group that has a cadence already changes it from today on at the earliest; a first one may have begun before.
    """
    try:
        recurrence.check(rule)
    except recurrence.RecurrenceProblem as problem:
        raise Invalid(Message(problem.text, **problem.params), field="unit") from problem
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Invalid(
            N_("The cadence was not saved: a meeting lasts from one minute to twelve hours."), field="minutes"
        )
    cadences, today = list_cadences(group.id), zone.today()
    if valid_from < today and any(one.valid_from <= today for one in cadences):
        raise Invalid(
            N_("The cadence was not saved: this day has passed, and another cadence held then."),
            field="valid_from",
            advice=N_("Choose today or a later day."),
        )
    for later in cadences:
        if later.valid_from > valid_from:
            db.session.delete(later)
    cadence = next((one for one in cadences if one.valid_from == valid_from), None)
    if cadence is None:
        cadence = Cadence(group_id=group.id, valid_from=valid_from)
        db.session.add(cadence)
    cadence.rule, cadence.starts, cadence.minutes = dict(rule), starts, minutes
    cadence.place, cadence.on_holiday = place, on_holiday
    db.session.flush()
    trail.record(actor, "cadence.edit", cadence, detail={"group": group.id, "from": valid_from.isoformat()})
    events.emit("cadence.changed", group=group.id)
    return cadence


def _holidays(start: date, end: date) -> dict[date, tuple[str, str]]:
    rows = db.session.execute(
        select(Holiday.on, Holiday.name_fa, Holiday.name_en).where(
            Holiday.on >= start, Holiday.on < end, Holiday.observed.is_(True)
        )
    )
    return {row.on: (row.name_fa, row.name_en or row.name_fa) for row in rows}
