"""Whose figures: one agency's, those of the agencies seated in a group, or everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from coordination.access.standing import seat_stands
from coordination.directory.models import Agency
from coordination.figures import models
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db


@dataclass(frozen=True, slots=True)
class Scope:
    """The agencies that are counted, by their ids; None is everybody."""

    agency_ids: frozenset[int] | None

    @property
    def counted(self) -> frozenset[int]:
        """What stands in the place of an agency in the aggregates."""
        return frozenset({models.EVERYBODY}) if self.agency_ids is None else self.agency_ids


EVERYBODY: Final = Scope(None)


def scope_of_agency(agency: Agency) -> Scope:
    """One agency."""
    return Scope(frozenset({agency.id}))


def scope_of_group(group: Group, today: date) -> Scope:
    """The agencies that have a standing seat in the group, each once."""
    seated = select(Seat.agency_id).where(
        Seat.group_id == group.id, Seat.agency_id.is_not(None), seat_stands(Seat, today)
    )
    return Scope(frozenset(found for found in db.session.scalars(seated) if found is not None))
