"""Writing a table of figures that was looked at and confirmed: all its rows, or none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.activities.issuers import Issuer
from coordination.audit import trail
from coordination.indicators.commands.defining import Definition, add
from coordination.indicators.commands.entering import Figure, enter
from coordination.indicators.models import Indicator
from coordination.kernel.db import db
from coordination.kernel.errors import DomainError, Invalid
from coordination.kernel.messages import N_, Message


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that can be taken: its number on the sheet, whose indicator it is, how that is defined where it is not
    there yet, and the figure."""

    number: int
    issuer: Issuer
    definition: Definition
    figure: Figure


def take_in(actor: Actor, rows: Iterable[Taken], *, digest: str) -> int:
    """Enter the figure of each row, and define the indicators that are missing; how many rows. ``digest`` names the
    file on the trail. Raises Invalid, naming the row, where one cannot be taken; then the caller keeps nothing."""
    known: dict[tuple[Issuer, str], Indicator] = {}
    count = 0
    for row in rows:
        key = (row.issuer, row.definition.code)
        try:
            if key not in known:
                known[key] = _found(row) or add(
                    actor,
                    Indicator(
                        group_id=row.issuer.group_id, agency_id=row.issuer.agency_id, code="", label_fa="", unit=""
                    ),
                    row.definition,
                )
            enter(actor, known[key], figure=row.figure)
        except DomainError as error:
            raise Invalid(
                Message(
                    N_("Nothing was taken in: row %(row)s was refused. %(why)s"), row=row.number, why=error.message
                ),
                advice=N_("Correct it in the file and upload it again."),
            ) from error
        count += 1
    trail.record(actor, "indicator.enter", kind="import", detail={"sha256": digest, "rows": count})
    return count


def _found(row: Taken) -> Indicator | None:
    return db.session.scalar(select(Indicator).where(row.issuer.owns(Indicator), Indicator.code == row.definition.code))
