"""What is asked for an export: which registers are the reader's, their rows, and how many he took out today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, func, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.audit.models import ACTS, AuditEntry
from coordination.directory.models import NeedKind
from coordination.exports.columns import Register
from coordination.exports.registers import REGISTERS
from coordination.kernel import clock
from coordination.kernel.db import Moment, db
from coordination.lang import zone
from coordination.lang.filters import pick

MOST_ROWS = 10_000
MOST_A_DAY = 20
ACT = "export.write"


def list_registers(actor: Actor) -> Mapping[str, Register]:
    """The registers whose lists the actor may open, in their order; no statement."""
    return {name: register for name, register in REGISTERS.items() if policy.allows(actor, register.act)}


def count_today(actor: Actor) -> int:
    """How many files the actor took out since midnight here; one statement."""
    begins = zone.at(zone.today(), time(0))
    asked = select(func.count()).select_from(AuditEntry).where(
        AuditEntry.chain == ACTS, AuditEntry.person_id == actor.person_id, AuditEntry.act == ACT,
        AuditEntry.at >= begins, AuditEntry.at <= clock.now() + timedelta(minutes=1),
    )  # fmt: skip
    return db.session.scalar(asked) or 0


def list_rows(actor: Actor, register: Register, first: date | None, last: date | None) -> Sequence[Row[Any]]:
    """The rows of a register that the actor's own list shows, within the days where some are named, in the order of
    entry: at most one more than may be taken out; one statement."""
    asked = register.rows(actor)
    column = register.period
    if column is not None and isinstance(column.type, Moment):
        if first:
            asked = asked.where(column >= _begin(first))
        if last:
            asked = asked.where(column < _begin(last + timedelta(days=1)))
    elif column is not None:
        if first:
            asked = asked.where(column >= first)
        if last:
            asked = asked.where(column <= last)
    return db.session.execute(asked.order_by(register.order).limit(MOST_ROWS + 1)).all()


def list_need_words() -> dict[str, str]:
    """What each kind of need is called in the reader's language; one statement."""
    rows = db.session.execute(select(NeedKind.code, NeedKind.name_fa, NeedKind.name_en)).all()
    return {row.code: pick(row, "name") for row in rows}


def _begin(day: date) -> datetime:
    return zone.at(day, time(0))
