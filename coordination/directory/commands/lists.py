"""Changing the kinds of need, the limits of clocks and the installation's names."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.commands.changes import change
from coordination.directory.limits import DEFAULTS
from coordination.directory.models import Agency, ClockLimit, Installation, NeedKind
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_, Message

_NEED_CODE = re.compile(r"[a-z]+(_[a-z]+)*", re.ASCII)
MOST = 1000


def add_need(actor: Actor, *, code: str, name_fa: str, name_en: str, service_kind: str) -> NeedKind:
    """A new kind of need at the end of the list. Raises Invalid where its code is taken or not Latin letters."""
    if not _NEED_CODE.fullmatch(code) or len(code) > 32:
        raise Invalid(
            N_("The code was not taken: it may hold small Latin letters and underlines; 32 signs at most."),
            field="code",
        )
    if db.session.get(NeedKind, code) is not None:
        raise Invalid(Message(N_("There is a kind of need with the code %(code)s already."), code=code), field="code")
    last = db.session.scalar(select(func.max(NeedKind.position))) or 0
    need = NeedKind(code=code, name_fa=name_fa, name_en=name_en, service_kind=service_kind, position=last + 1)
    db.session.add(need)
    trail.record(actor, "need.edit", kind="need_kind", detail={"code": code, "fields": ["code"]})
    return need


def edit_need(
    actor: Actor, need: NeedKind, *, name_fa: str, name_en: str, service_kind: str, position: int, active: bool
) -> None:
    """Change a kind of need; one that is not active is no longer offered, and stays where it was chosen."""
    changed = change(
        need, name_fa=name_fa, name_en=name_en, service_kind=service_kind, position=position, active=active
    )
    if changed:
        trail.record(actor, "need.edit", kind="need_kind", detail={"code": need.code, "fields": changed})


def set_limit(
    actor: Actor, *, clock: str, priority: str, route: str | None, agency: Agency | None, amount: int, unit: str
) -> ClockLimit:
    """The limit of a clock for a route, an agency, or both, in place of the table's; clocks that start from now on keep
    to it. Raises Invalid where it is for nobody in particular, or the clock does not run for the priority."""
    if DEFAULTS[clock, priority] is None:
        raise Invalid(N_("This clock does not run for that priority."), field="priority")
    if route is None and agency is None:
        raise Invalid(N_("A limit of its own needs a route, an agency, or both."), field="route")
    if not 1 <= amount <= MOST:
        raise Invalid(Message(N_("The limit must lie between 1 and %(most)s."), most=MOST), field="amount")
    limit = db.session.scalar(
        select(ClockLimit).where(
            ClockLimit.clock == clock,
            ClockLimit.priority == priority,
            ClockLimit.route == route if route else ClockLimit.route.is_(None),
            ClockLimit.agency_id == agency.id if agency else ClockLimit.agency_id.is_(None),
        )
    )
    if limit is None:
        limit = ClockLimit(clock=clock, priority=priority, route=route, agency_id=agency.id if agency else None)
        db.session.add(limit)
    limit.amount, limit.unit = amount, unit
    db.session.flush()
    trail.record(actor, "limit.edit", limit, detail=_said(limit))
    return limit


def drop_limit(actor: Actor, limit: ClockLimit) -> None:
    """The table's limit holds again."""
    trail.record(actor, "limit.edit", kind="clock_limit", detail=_said(limit) | {"dropped": True})
    db.session.delete(limit)


def edit_installation(actor: Actor, installation: Installation, *, name_fa: str, name_en: str) -> None:
    """The names under which the installation speaks in mails and on papers."""
    changed = change(installation, name_fa=name_fa, name_en=name_en)
    if changed:
        trail.record(actor, "settings.edit", installation, detail={"fields": changed})


def _said(limit: ClockLimit) -> dict[str, object]:
    return {
        "clock": limit.clock,
        "priority": limit.priority,
        "route": limit.route,
        "agency_id": limit.agency_id,
        "amount": limit.amount,
        "unit": limit.unit,
    }
