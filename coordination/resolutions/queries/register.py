"""The register: resolutions from their adoption on, filtered, the latest first."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import exists, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.jalali import jalali_year, jalali_year_range
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.meetings.models import Meeting
from coordination.resolutions.models import Mandate, Resolution, ResolutionKind, ResolutionState

REGISTERED = (
    ResolutionState.ADOPTED,
    ResolutionState.IN_FORCE,
    ResolutionState.PARTIALLY_IMPLEMENTED,
    ResolutionState.IMPLEMENTED,
    ResolutionState.NOT_IMPLEMENTABLE,
    ResolutionState.SUPERSEDED,
    ResolutionState.REVOKED,
)
YEARS_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Filters:
    """What the register is narrowed to. ``year`` is Jalali, of adoption (None: every year); ``agency`` a part of the
    name or code of a bound agency; ``text`` words of the text, a number or an outside body."""

    year: int | None
    group_id: int | None = None
    state: ResolutionState | None = None
    kind: ResolutionKind | None = None
    agency: str = ""
    text: str = ""


def list_register(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Resolutions open to the actor, the latest adopted first; one statement."""
    statement = (
        select(
            Resolution.id,
            Resolution.public_id,
            Resolution.number,
            Resolution.provisional_number,
            Resolution.text,
            Resolution.kind,
            Resolution.state,
            Resolution.confidential,
            Resolution.adopted_on,
            Resolution.outside_body,
            Resolution.review_on,
            Group.name_fa,
            Group.name_en,
            Meeting.number.label("meeting_number"),
        )
        .outerjoin(Group, Group.id == Resolution.group_id)
        .outerjoin(Meeting, Meeting.id == Resolution.meeting_id)
        .where(
            policy.visible(actor, "resolution.list"),
            Resolution.adopted_on.is_not(None),
            Resolution.state.in_(REGISTERED),
        )
    )
    if filters.year is not None:
        first, last = jalali_year_range(filters.year)
        statement = statement.where(Resolution.adopted_on >= first, Resolution.adopted_on <= last)
    if filters.group_id is not None:
        statement = statement.where(Resolution.group_id == filters.group_id)
    if filters.state is not None:
        statement = statement.where(Resolution.state == filters.state)
    if filters.kind is not None:
        statement = statement.where(Resolution.kind == filters.kind)
    if fold(filters.agency):
        bound = exists(
            select(Mandate.resolution_id)
            .join(Agency, Agency.id == Mandate.agency_id)
            .where(
                Mandate.resolution_id == Resolution.id, Agency.folded.contains(fold(filters.agency), autoescape=True)
            )
        )
        statement = statement.where(bound)
    for word in fold(filters.text).split():
        provisional = Resolution.provisional_number.icontains(word, autoescape=True)
        statement = statement.where(or_(Resolution.folded.contains(word, autoescape=True), provisional))
    order = (Resolution.adopted_on, Resolution.id)
    return read_slice(statement, order, size=size, after=after, before=before, descending=True)


def this_year() -> int:
    """The running Jalali year, with which the register begins."""
    return jalali_year(local_date(clock.now()))


def list_years() -> list[int]:
    """The years a filter offers: this one and those before it."""
    return [this_year() - back for back in range(YEARS_SHOWN)]
