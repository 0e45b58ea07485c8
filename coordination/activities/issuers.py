"""In whose name the network's work is done and told: a group or an agency; and the ones for whom a person may act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from coordination.access.actor import Actor
from coordination.accounts.models import PostKind
from coordination.groups.models import SeatKind

DESK = (PostKind.LIAISON, PostKind.HEAD)
"""Posts in which one acts in the name of an agency (relation ``issuer.staff``)."""
_GROUP, _AGENCY = "group", "agency"


@dataclass(frozen=True, slots=True)
class Issuer:
    """A group or an agency, never both: what an activity, circular, data call, report or indicator belongs to."""

    group_id: int | None = None
    agency_id: int | None = None

    def __post_init__(self) -> None:
        if (self.group_id is None) == (self.agency_id is None):
            raise ValueError("an issuer is a group or an agency")

    @classmethod
    def of(cls, thing: Any) -> Issuer:
        """The issuer of a thing that has ``group_id`` and ``agency_id``."""
        return cls(thing.group_id, thing.agency_id)

    @property
    def key(self) -> str:
        """The value of a choice in a form: ``group-3`` or ``agency-12``."""
        return f"{_GROUP}-{self.group_id}" if self.group_id is not None else f"{_AGENCY}-{self.agency_id}"

    def owns(self, model: Any) -> ColumnElement[bool]:
        """The SQL condition for rows of ``model`` that are this issuer's."""
        owned: ColumnElement[bool] = (
            model.group_id == self.group_id if self.group_id is not None else model.agency_id == self.agency_id
        )
        return owned


class Named(NamedTuple):
    """An issuer with its names, which the filter ``pick`` reads."""

    issuer: Issuer
    name_fa: str
    name_en: str


def list_mine(actor: Actor) -> list[Named]:
    """The groups of which the person is secretary, then the agencies where he is liaison or head; no statement."""
    found = {
        Issuer(group_id=seat.group_id): Named(Issuer(group_id=seat.group_id), seat.group_name_fa, seat.group_name_en)
        for seat in actor.seats
        if seat.kind == SeatKind.SECRETARY and not seat.alternate
    }
    for post in actor.posts:
        if post.kind in DESK:
            issuer = Issuer(agency_id=post.agency_id)
            found.setdefault(issuer, Named(issuer, post.agency_name_fa, post.agency_name_en))
    return list(found.values())


def list_seen(actor: Actor) -> list[Named]:
    """Every group in which the person is seated and every agency of his posts, his own first; no statement."""
    found = {one.issuer: one for one in list_mine(actor)}
    for seat in actor.seats:
        issuer = Issuer(group_id=seat.group_id)
        found.setdefault(issuer, Named(issuer, seat.group_name_fa, seat.group_name_en))
    for post in actor.posts:
        issuer = Issuer(agency_id=post.agency_id)
        found.setdefault(issuer, Named(issuer, post.agency_name_fa, post.agency_name_en))
    return list(found.values())


def pick_of(key: str | None, among: Sequence[Named]) -> Issuer | None:
    """The issuer that a form's value names, where it is one of those offered."""
    return next((one.issuer for one in among if one.issuer.key == key), None)
