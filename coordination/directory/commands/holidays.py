"""Changing the table of holidays. Whatever changes days off is told, since open clocks are computed anew from it."""

from __future__ import annotations

from datetime import date

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.directory.models import Holiday
from coordination.directory.queries import find_holiday
from coordination.directory.seed import seed_holidays
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message
from coordination.outbox import events


def add_holiday(actor: Actor, *, on: date, name_fa: str, name_en: str = "") -> Holiday:
    """A day off that the table did not have, such as a sudden closure. Raises Invalid where the day is off already."""
    there = find_holiday(on)
    if there is not None and there.observed:
        raise Invalid(Message(N_("%(day)s is a holiday already: %(name)s."), day=on, name=there.name_fa), field="on")
    holiday = there or Holiday(on=on)
    holiday.name_fa, holiday.name_en = name_fa, name_en
    holiday.observed, holiday.estimated, holiday.edited = True, False, True
    db.session.add(holiday)
    _tell(actor, holiday, ["on"])
    return holiday


def edit_holiday(
    actor: Actor, holiday: Holiday, *, name_fa: str, name_en: str, observed: bool, estimated: bool
) -> None:
    """Correct a row; it is never overwritten by the seed again. A day that is not observed is a working day."""
    was_off = holiday.observed
    changed = change(holiday, name_fa=name_fa, name_en=name_en, observed=observed, estimated=estimated)
    if not changed:
        return
    holiday.edited = True
    if was_off != observed:
        _tell(actor, holiday, changed)
    else:
        trail.record(actor, "holiday.edit", holiday, detail={"fields": changed})


def move_holiday(actor: Actor, holiday: Holiday, *, to: date) -> Holiday:
    """A holiday came on another day: the old row stays as a working day, the new day is off and no estimate.

    Raises Invalid where the new day is off already.
    """
    moved = add_holiday(actor, on=to, name_fa=holiday.name_fa, name_en=holiday.name_en)
    holiday.observed, holiday.edited = False, True
    _tell(actor, holiday, ["observed"])
    return moved


def fill_holidays(actor: Actor, *, first: int, last: int) -> int:
    """Add the calendar's holidays of the Jalali years ``first`` to ``last`` for days without a row; how many."""
    new = seed_holidays(range(first, last + 1))
    trail.record(actor, "holiday.edit", kind="holiday", detail={"first": first, "last": last, "added": len(new)})
    if new:
        events.emit("holiday.changed", first=new[0].on.isoformat(), last=new[-1].on.isoformat())
    return len(new)


def _tell(actor: Actor, holiday: Holiday, fields: list[str]) -> None:
    db.session.flush()
    trail.record(actor, "holiday.edit", holiday, detail={"fields": fields, "on": holiday.on.isoformat()})
    events.emit("holiday.changed", first=holiday.on.isoformat(), last=holiday.on.isoformat())
