"""Taking a register out: with a reason, within a day's measure, and with a row in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Row

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.exports import queries
from coordination.exports.registers import REGISTERS
from coordination.kernel.errors import Invalid, Refused, TooMany
from coordination.kernel.messages import N_, Message


class Format(StrEnum):
    """How the file is written."""

    XLSX = "xlsx"
    CSV = "csv"


def take_out(
    actor: Actor, name: str, *, fmt: Format, reason: str, first: date | None = None, last: date | None = None
) -> Sequence[Row[Any]]:
    """The rows of a register that the actor's own list shows, within the days named (Gregorian, both included).

    Raises Refused for a register whose list is not his, TooMany after twenty in a day, Invalid without a reason, with
    days the wrong way round, or for more than 10,000 rows.
    """
    register = REGISTERS.get(name)
    if register is None or not policy.allows(actor, register.act):
        raise Refused(
            N_("Nothing was taken out: this register is not one of yours."), N_("Choose one that the page offers.")
        )
    if not reason.strip():
        raise Invalid(
            N_("Nothing was taken out: the reason is missing."),
            field="reason",
            advice=N_("Say what the file is for; the auditor reads it."),
        )
    if first and last and last < first:
        raise Invalid(
            N_("Nothing was taken out: the last day is before the first."), field="last", advice=N_("Check both days.")
        )
    if queries.count_today(actor) >= queries.MOST_A_DAY:
        raise TooMany(
            Message(N_("Nothing was taken out: you took out %(most)s files today."), most=queries.MOST_A_DAY),
            N_("More can be taken out tomorrow."),
        )
    rows = queries.list_rows(actor, register, first, last)
    if len(rows) > queries.MOST_ROWS:
        raise Invalid(
            Message(
                N_("Nothing was taken out: the register holds more than %(most)s rows for these days."),
                most=queries.MOST_ROWS,
            ),
            field="last",
            advice=N_("Choose fewer days and take it out in parts."),
        )
    days = {"first": first.isoformat() if first else "", "last": last.isoformat() if last else ""}
    trail.record(
        actor,
        queries.ACT,
        detail={"register": name, "format": fmt, "rows": len(rows), **days},
        note=reason,
        kind="export",
    )
    return rows
