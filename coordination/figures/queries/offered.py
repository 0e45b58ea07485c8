"""Whose figures somebody may look at, and how exactly: those of agencies where he holds a post are told as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Row, literal, or_, select, union_all

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.directory.models import Agency
from coordination.figures import models
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.kernel.messages import N_, Message

AGENCY, GROUP, ALL = "agency", "group", "all"
EVERYBODY = Message(N_("All agencies"))
Part = frozenset[int] | None
"""Agencies that count together; None: all that are in no other part and are not one's own."""


@dataclass(frozen=True, slots=True)
class Offered:
    """An agency, a group or everybody. ``agency_ids`` of everybody is None."""

    kind: str
    public_id: str
    name_fa: str = ""
    name_en: str = ""
    agency_ids: frozenset[int] | None = None

    @property
    def counted(self) -> frozenset[int]:
        """What stands in the place of an agency in the aggregates."""
        return frozenset({models.EVERYBODY}) if self.agency_ids is None else self.agency_ids

    @property
    def agency_id(self) -> int | None:
        """The number of an agency, for the relations to it."""
        return next(iter(self.agency_ids or ()), None) if self.kind == AGENCY else None

    @property
    def own_words(self) -> Message | None:
        """The name where it is no proper name."""
        return EVERYBODY if self.kind == ALL else None


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered to one reader. ``known`` are the agencies of his posts; ``parts`` divide all others so that every
    offered one is made of whole parts: what each part must hide is hidden in all that hold it, and so the difference of
    two of them tells nothing."""

    scopes: tuple[Offered, ...]
    known: frozenset[int]
    parts: tuple[Part, ...] = field(default=())

    def parts_of(self, scope: Offered) -> tuple[Part, ...]:
        """The parts of which a scope is made, besides the agencies of one's own posts."""
        if scope.agency_ids is None:
            return self.parts
        within = scope.agency_ids
        return tuple(part for part in self.parts if part is not None and part <= within)


EVERY: Final = Offered(ALL, ALL)


def list_offered(actor: Actor, today: date) -> Offer:
    """Own agencies, those below them, groups, everybody: as far as the actor may; one statement."""
    agencies = select(literal(AGENCY), Agency.public_id, Agency.name_fa, Agency.name_en, Agency.id).where(
        policy.visible(actor, "figures.view_agency"), or_(Agency.active, Agency.id.in_(actor.agencies()))
    )
    groups = (
        select(literal(GROUP), Group.public_id, Group.name_fa, Group.name_en, Seat.agency_id)
        .outerjoin(Seat, (Seat.group_id == Group.id) & Seat.agency_id.is_not(None) & seat_stands(Seat, today))
        .where(policy.visible(actor, "figures.view_group"), Group.active)
    )
    found: dict[tuple[str, str], Offered] = {}
    rows: Sequence[Row[*tuple[Any, ...]]] = db.session.execute(union_all(agencies, groups)).all()
    for kind, public_id, name_fa, name_en, agency_id in rows:
        one = found.setdefault((kind, public_id), Offered(kind, public_id, name_fa, name_en, frozenset()))
        ids = (one.agency_ids or frozenset()) | ({agency_id} if agency_id is not None else frozenset())
        found[kind, public_id] = replace(one, agency_ids=ids)
    known = actor.agencies()
    scopes = sorted(found.values(), key=lambda one: (one.kind, not (one.agency_ids or frozenset()) & known))
    if policy.allows(actor, "figures.view_all"):
        scopes.append(EVERY)
    return Offer(tuple(scopes), known, _parts(scopes, known))


def _parts(scopes: list[Offered], known: frozenset[int]) -> tuple[Part, ...]:
    """Agencies that lie in the same of the offered scopes are one part."""
    signature: dict[int, list[int]] = {}
    for number, scope in enumerate(scopes):
        for agency_id in (scope.agency_ids or frozenset()) - known:
            signature.setdefault(agency_id, []).append(number)
    together: dict[tuple[int, ...], set[int]] = {}
    for agency_id, numbers in signature.items():
        together.setdefault(tuple(numbers), set()).add(agency_id)
    parts: list[Part] = [frozenset(ids) for ids in together.values()]
    if any(scope.agency_ids is None for scope in scopes):
        parts.append(None)
    return tuple(parts)
