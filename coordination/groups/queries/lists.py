"""Reads of many groups: the list, completion by name, what stands around one group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Row, Select, case, func, literal, or_, select, union_all
from sqlalchemy.orm import joinedload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.accounts.models import PostKind
from coordination.directory.models import Agency, Installation
from coordination.groups.models import Group, GroupKind, Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.text import fold
from coordination.lang.zone import local_date

Columns = TypeVarTuple("Columns")
AnyRow = Row[*tuple[Any, ...]]


def get_group_row(group_id: str) -> Group | None:
    """The group with this public id, its host agency and parent, without its seats: one statement."""
    return db.session.scalar(
        select(Group)
        .where(Group.public_id == group_id)
        .options(joinedload(Group.host_agency), joinedload(Group.parent))
    )


def list_groups(
    actor: Actor,
    text: str = "",
    *,
    kind: GroupKind | None = None,
    mine: bool = False,
    active: bool = True,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """A page of the groups that the actor may see, by name, with the host agency and how many seats stand; ``mine``:
    those where he, or the agency at whose desk he is, has a seat, and those that the agency he heads hosts. ``text`` is
    sought in names, code and prefix."""
    today = local_date(clock.now())
    seats = (
        select(func.count())
        .where(Seat.group_id == Group.id, seat_stands(Seat, today))
        .correlate(Group)
        .scalar_subquery()
    )
    asked = (
        select(
            Group.id,
            Group.public_id,
            Group.code,
            Group.number_prefix,
            Group.name_fa,
            Group.name_en,
            Group.kind,
            Group.active,
            Agency.name_fa.label("host_fa"),
            Agency.name_en.label("host_en"),
            seats.label("seats"),
        )
        .join(Agency, Agency.id == Group.host_agency_id)
        .where(Group.active.is_(active), policy.visible(actor, "group.list"))
    )
    if mine:
        asked = asked.where(_own(actor, today))
    if text:
        asked = asked.where(Group.folded.contains(fold(text), autoescape=True))
    if kind is not None:
        asked = asked.where(Group.kind == kind)
    return read_slice(asked, (Group.sort_key, Group.id), size=size, after=after, before=before)


def _own(actor: Actor, today: date) -> ColumnElement[bool]:
    desk = actor.agencies(PostKind.LIAISON, PostKind.HEAD)
    seated = select(Seat.group_id).where(Seat.agency_id.in_(desk), seat_stands(Seat, today))
    return or_(
        Group.id.in_({seat.group_id for seat in actor.seats}),
        Group.id.in_(seated),
        Group.host_agency_id.in_(actor.agencies(PostKind.HEAD)),
    )


def search_groups(text: str, limit: int = 10) -> Sequence[AnyRow]:
    """Active groups whose names, code or prefix hold ``text`` in any spelling, the closest first: id, public_id, code,
    number_prefix, name_fa, name_en, kind. An empty text finds nothing."""
    columns = (
        Group.id, Group.public_id, Group.code, Group.number_prefix, Group.name_fa, Group.name_en, Group.kind,
    )  # fmt: skip
    return db.session.execute(_matching(select(*columns), text).limit(limit)).all() if fold(text) else []


def find_groups(text: str, limit: int = 10) -> Sequence[Group]:
    """The active groups meant by ``text``: those named exactly so if there are any, else all that hold it."""
    found = db.session.scalars(_matching(select(Group), text).limit(limit)).all() if fold(text) else []
    exact = [group for group in found if f"\n{fold(text)}\n" in group.folded]
    return exact or found


def _matching(asked: Select[*Columns], text: str) -> Select[*Columns]:
    key = fold(text)
    closeness = case(
        (Group.folded.contains(f"\n{key}\n", autoescape=True), 0),
        (Group.folded.contains(f"\n{key}", autoescape=True), 1),
        else_=2,
    )
    return asked.where(Group.folded.contains(key, autoescape=True), Group.active.is_(True)).order_by(
        closeness, Group.sort_key, Group.id
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a group: the groups below it, and the agencies without whose seat there is no quorum."""

    children: Sequence[AnyRow]
    required: Sequence[AnyRow]


def list_around(group: Group) -> Around:
    """Groups below (public_id, name_fa, name_en) and required agencies (the same), in one statement."""
    below = select(literal("child").label("what"), Group.public_id, Group.name_fa, Group.name_en, Group.sort_key).where(
        Group.parent_id == group.id, Group.active.is_(True)
    )
    required = select(literal("required"), Agency.public_id, Agency.name_fa, Agency.name_en, Agency.sort_key).where(
        Agency.id.in_(group.quorum_agencies)
    )
    rows = db.session.execute(union_all(below, required).order_by("sort_key")).all()
    return Around([row for row in rows if row.what == "child"], [row for row in rows if row.what == "required"])


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of a group: its voting seats and those of them that are vacant, its seats that wait for confirmation, its
    terms that are over, the agencies it leads, and whether it leads all that name no group themselves."""

    voting: int
    waiting: int
    past: int
    led: int
    leads_the_rest: bool


def count_around(group: Group) -> Figures:
    """The figures of a group today, in one statement."""
    today = local_date(clock.now())
    kinds = [SeatKind.CHAIR, SeatKind.MEMBER, *([SeatKind.SECRETARY] if group.secretary_votes else [])]
    own = Seat.group_id == group.id
    voting = select(func.count()).where(own, Seat.kind.in_(kinds), seat_stands(Seat, today))
    waiting = select(func.count()).where(own, Seat.confirmed_at.is_(None), Seat.ended_at.is_(None))
    past = select(func.count()).where(own, Seat.ended_at.is_not(None) | (Seat.to_on < today))
    led = select(func.count()).where(Agency.lead_group_id == group.id)
    default = select(func.count()).where(Installation.lead_group_id == group.id)
    row = db.session.execute(select(*(one.scalar_subquery() for one in (voting, waiting, past, led, default)))).one()
    return Figures(int(row[0]), int(row[1]), int(row[2]), int(row[3]), bool(row[4]))


def leads_agencies(group_id: int) -> bool:
    """Whether the group gives reviewers: it leads an agency, or all those that name no group themselves."""
    led = select(Agency.id).where(Agency.lead_group_id == group_id).exists()
    default = select(Installation.id).where(Installation.lead_group_id == group_id).exists()
    return bool(db.session.scalar(select(led | default)))


def is_below(group: Group, other: Group) -> bool:
    """Whether ``other`` is the group itself, or stands anywhere below it."""
    above: int | None = other.id
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == group.id:
            return True
        seen.add(above)
        above = db.session.scalar(select(Group.parent_id).where(Group.id == above))
    return False


def is_taken(column: Any, value: str, group: Group | None = None) -> bool:
    """Whether another group has this code or prefix, in whatever letters."""
    asked = select(Group.id).where(func.lower(column) == value.lower())
    if group is not None:
        asked = asked.where(Group.id != group.id)
    return db.session.scalar(asked) is not None


def has_name(name_fa: str, group: Group | None = None) -> bool:
    """Whether another group bears this name in any spelling."""
    key = f"\n{fold(name_fa)}\n"
    rows = db.session.execute(select(Group.id, Group.name_fa).where(Group.folded.contains(key, autoescape=True)))
    return any((group is None or row.id != group.id) and fold(row.name_fa) == fold(name_fa) for row in rows)
