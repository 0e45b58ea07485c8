"""From the cookie's token to the actor: the session row and its person, and every post, seat, role, review of today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from coordination.access.actor import Actor, PostHeld, Reviewing, SeatHeld
from coordination.accounts.models import Absence, InstallationRole, Person, Post, PostKind, RoleKind, SessionRow
from coordination.accounts.presence import hash_token, holds_today
from coordination.directory.models import Agency, Installation
from coordination.groups.models import Group, Seat, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import Id, db
from coordination.lang.zone import local_date

Instead = ColumnElement[Any] | InstrumentedAttribute[int] | InstrumentedAttribute[int | None]

SEEN_EVERY = timedelta(minutes=1)
"""How stale ``seen_at`` may be: a page then costs no write, and the idle limit is off by a minute at most."""


def load_actor(token: str, *, idle: timedelta, at_most: timedelta) -> Actor | None:
    """The actor of a live session, in two statements; None where it ended or idled out, or the person is disabled."""
    now = clock.now()
    row = db.session.execute(
        select(
            SessionRow.id.label("session_id"),
            SessionRow.seen_at,
            Person.id,
            Person.public_id,
            Person.name,
            Person.name_en,
            Person.language,
        )
        .join(Person, Person.id == SessionRow.person_id)
        .where(
            SessionRow.token_hash == hash_token(token),
            SessionRow.ended_at.is_(None),
            SessionRow.seen_at > now - idle,
            SessionRow.created_at > now - at_most,
            Person.disabled_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    actor = actor_of(row.id, now)
    actor.public_id, actor.name, actor.name_en, actor.language = row.public_id, row.name, row.name_en, row.language
    actor.session_id = row.session_id
    if now - row.seen_at >= SEEN_EVERY:
        _mark_seen(row.session_id, now)
    return actor


def _mark_seen(session_id: int, now: datetime) -> None:
    """Keep the session alive in a transaction of its own; a GET changes no business row."""
    db.session.rollback()
    db.session.execute(update(SessionRow).where(SessionRow.id == session_id).values(seen_at=now))
    db.session.commit()


def actor_of(person_id: int, now: datetime | None = None) -> Actor:
    """The actor a person is today, without a session (for jobs, tests and commands): one statement."""
    today = local_date(now or clock.now())
    posts: list[PostHeld] = []
    seats: list[SeatHeld] = []
    roles: set[RoleKind] = set()
    leading: set[int] = set()
    secretaries: dict[int, dict[int, set[int]]] = {}
    host = default_lead = None
    for row in db.session.execute(_standing(), {"person_id": person_id, "today": today}):
        match row.what:
            case "post":
                posts.append(
                    PostHeld(row.id, PostKind(row.kind), row.of_id, row.name_fa, row.name_en, row.other, row.body)
                )
            case "seat" | "alternate":
                stands_in = row.what == "alternate"
                kind = SeatKind(row.kind)
                seats.append(
                    SeatHeld(row.id, kind, row.of_id, row.name_fa, row.name_en, stands_in, row.other, row.body)
                )
            case "role":
                roles.add(RoleKind(row.kind))
            case "leads":
                leading.add(row.of_id)
            case "secretary":
                agencies = secretaries.setdefault(row.of_id, {}).setdefault(row.id, set())
                if row.other is not None:
                    agencies.add(row.other)
            case _:
                host, default_lead = row.of_id, row.other
    return Actor(
        person_id,
        posts=tuple(posts),
        seats=tuple(seats),
        roles=frozenset(roles),
        reviewing=tuple(_reviews(seats, leading, secretaries)),
        host_agency_id=host,
        default_lead_group_id=default_lead,
    )


def _reviews(
    seats: Iterable[SeatHeld], leading: set[int], secretaries: dict[int, dict[int, set[int]]]
) -> Iterable[Reviewing]:
    """A secretary of a lead group rules; its chair where every secretary is recused, or there is none."""
    for seat in seats:
        if seat.alternate or seat.group_id not in leading:
            continue
        if seat.kind == SeatKind.SECRETARY:
            yield Reviewing(seat.group_id)
        elif seat.kind == SeatKind.CHAIR:
            before = secretaries.get(seat.group_id, {})
            yield Reviewing(seat.group_id, tuple(frozenset(agencies) for agencies in before.values()))


def seat_stands(seat: type[Seat], today: date | BindParameter[date]) -> ColumnElement[bool]:
    """SQL: the seat is confirmed, not ended, and today lies within its term (``Seat.stands`` as a condition)."""
    return and_(
        seat.confirmed_at.is_not(None),
        seat.ended_at.is_(None),
        seat.from_on <= today,
        or_(seat.to_on.is_(None), seat.to_on >= today),
    )


def seated_agencies(group_id: int, today: date) -> Select[int | None]:
    """SQL: the agencies that hold a seat of the group on the day."""
    return select(Seat.agency_id).where(
        Seat.group_id == group_id, Seat.agency_id.is_not(None), seat_stands(Seat, today)
    )


@cache
def _standing() -> CompoundSelect[*tuple[Any, ...]]:
    """Posts and seats of one's own and of those one deputises for, roles, which of these groups lead agencies, who
    comes before one as a reviewer, and the host agency, as rows of one shape, for ``:person_id`` on the day ``:today``.
    Made once: every page asks it."""
    person_id, today = bindparam("person_id", type_=Id), bindparam("today", type_=Date)
    deputised = select(Absence.person_id).where(
        Absence.deputy_id == person_id, Absence.ended_at.is_(None), Absence.from_on <= today, Absence.to_on >= today
    )
    empty = literal("")
    nobody = cast(null(), Id)
    body = func.coalesce(Agency.kind, empty)
    other_post, own_post = aliased(Post), aliased(Post)
    own_seat, officer, chair = aliased(Seat), aliased(Seat), aliased(Seat)
    own_agencies = select(own_post.agency_id).where(own_post.person_id == person_id, holds_today(own_post, today))
    own_groups = select(own_seat.group_id).where(
        own_seat.holder_id == person_id, own_seat.kind != SeatKind.OBSERVER, seat_stands(own_seat, today)
    )

    def posts(whose: ColumnElement[bool], instead: Instead) -> Select[*tuple[Any, ...]]:
        return (
            select(
                literal("post").label("what"),
                Post.id.label("id"),
                Post.kind.label("kind"),
                Post.agency_id.label("of_id"),
                Agency.name_fa.label("name_fa"),
                Agency.name_en.label("name_en"),
                instead.label("other"),
                Agency.kind.label("body"),
            )
            .join(Agency, Agency.id == Post.agency_id)
            .where(whose, holds_today(Post, today))
        )

    def seats(what: str, whose: ColumnElement[bool], instead: Instead) -> Select[*tuple[Any, ...]]:
        return (
            select(literal(what), Seat.id, Seat.kind, Seat.group_id, Group.name_fa, Group.name_en, instead, body)
            .join(Group, Group.id == Seat.group_id)
            .outerjoin(Agency, Agency.id == Seat.agency_id)
            .where(whose, seat_stands(Seat, today), Group.active.is_(True))
        )

    roles = select(
        literal("role"), InstallationRole.id, InstallationRole.kind, nobody, empty, empty, nobody, empty
    ).where(InstallationRole.person_id == person_id, holds_today(InstallationRole, today))
    led = or_(
        exists(select(Agency.id).where(Agency.lead_group_id == officer.group_id)),
        exists(select(Installation.id).where(Installation.lead_group_id == officer.group_id)),
    )
    mine_or_deputised = or_(officer.holder_id == person_id, officer.holder_id.in_(deputised))
    leads = (
        select(literal("leads"), literal(0), empty, officer.group_id, empty, empty, nobody, empty)
        .where(
            mine_or_deputised,
            officer.kind.in_((SeatKind.SECRETARY, SeatKind.CHAIR)),
            seat_stands(officer, today),
            led,
        )
        .distinct()
    )
    # Those who come before a chair: the group's secretaries with an open account, each with the agencies of his posts.
    secretaries = (
        select(literal("secretary"), Seat.holder_id, empty, Seat.group_id, empty, empty, other_post.agency_id, empty)
        .join(Person, and_(Person.id == Seat.holder_id, Person.disabled_at.is_(None)))
        .outerjoin(other_post, and_(other_post.person_id == Seat.holder_id, holds_today(other_post, today)))
        .where(
            Seat.kind == SeatKind.SECRETARY,
            seat_stands(Seat, today),
            exists(
                select(chair.id).where(
                    chair.group_id == Seat.group_id,
                    chair.kind == SeatKind.CHAIR,
                    or_(chair.holder_id == person_id, chair.holder_id.in_(deputised)),
                    seat_stands(chair, today),
                )
            ),
        )
    )
    host = select(
        literal("host"), literal(0), empty, Installation.host_agency_id, empty, empty, Installation.lead_group_id, empty
    )
    return union_all(
        posts(Post.person_id == person_id, nobody),
        posts(and_(Post.person_id.in_(deputised), Post.agency_id.in_(own_agencies)), Post.person_id),
        seats("seat", Seat.holder_id == person_id, nobody),
        seats("seat", and_(Seat.holder_id.in_(deputised), Seat.group_id.in_(own_groups)), Seat.holder_id),
        seats("alternate", Seat.alternate_id == person_id, nobody),
        roles,
        leads,
        secretaries,
        host,
    )
