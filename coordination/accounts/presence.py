"""From the cookie's token to the actor: the session row and its person, and every post, role and review of today."""

from __future__ import annotations

import hashlib
import secrets
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
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from coordination.access.actor import Actor, PostHeld, Reviewing
from coordination.accounts.models import Absence, InstallationRole, Person, Post, PostKind, RoleKind, SessionRow
from coordination.directory.models import Agency, Installation
from coordination.kernel import clock
from coordination.kernel.db import Id, db
from coordination.lang.zone import local_date

Instead = ColumnElement[Any] | InstrumentedAttribute[int]

COOKIE = "hamahang_session"
"""The cookie of the browser that carries the token."""

SEEN_EVERY = timedelta(minutes=1)
"""How stale ``seen_at`` may be: a page then costs no write, and the idle limit is off by a minute at most."""


def new_token() -> str:
    """A session's or link's secret: 256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


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
            select(Installation.host_agency_id).scalar_subquery().label("host_agency_id"),
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
    actor.session_id, actor.host_agency_id = row.session_id, row.host_agency_id
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
    roles: set[RoleKind] = set()
    first: set[int | None] = set()
    second: dict[int | None, set[int]] = {}
    host = None
    for row in db.session.execute(_standing(), {"person_id": person_id, "today": today}):
        match row.what:
            case "post":
                posts.append(PostHeld(row.id, PostKind(row.kind), row.agency_id, row.name_fa, row.name_en, row.other))
            case "role":
                roles.add(RoleKind(row.kind))
            case "first":
                first.add(row.agency_id)
            case "second":
                second.setdefault(row.agency_id, set())
                if row.other is not None:
                    second[row.agency_id].add(row.other)
            case _:
                host = row.agency_id
    reviewing = tuple(Reviewing(agency_id) for agency_id in first) + tuple(
        Reviewing(agency_id, second=True, first_agencies=frozenset(agencies)) for agency_id, agencies in second.items()
    )
    return Actor(person_id, posts=tuple(posts), roles=frozenset(roles), reviewing=reviewing, host_agency_id=host)


def holds_today(post: type[Post] | type[InstallationRole], today: date | BindParameter[date]) -> ColumnElement[bool]:
    """SQL: the post or role is confirmed and today lies within its days."""
    return and_(post.confirmed_at.is_not(None), post.from_on <= today, or_(post.to_on.is_(None), post.to_on >= today))


@cache
def _standing() -> CompoundSelect[*tuple[Any, ...]]:
    """Posts of one's own and of those one deputises for, roles, reviews and the host agency, as rows of one shape, for
    ``:person_id`` on the day ``:today``. Made once: every page asks it."""
    person_id, today = bindparam("person_id", type_=Id), bindparam("today", type_=Date)
    deputised = select(Absence.person_id).where(
        Absence.deputy_id == person_id, Absence.ended_at.is_(None), Absence.from_on <= today, Absence.to_on >= today
    )
    empty = literal("")
    nobody = cast(null(), Id)
    other_post, own_post, other = aliased(Post), aliased(Post), aliased(Person)
    own_agencies = select(own_post.agency_id).where(own_post.person_id == person_id, holds_today(own_post, today))

    def posts(whose: ColumnElement[bool], instead: Instead) -> Select[*tuple[Any, ...]]:
        return (
            select(
                literal("post").label("what"),
                Post.id.label("id"),
                Post.kind.label("kind"),
                Post.agency_id.label("agency_id"),
                Agency.name_fa.label("name_fa"),
                Agency.name_en.label("name_en"),
                instead.label("other"),
            )
            .join(Agency, Agency.id == Post.agency_id)
            .where(whose, holds_today(Post, today))
        )

    def disabled(named_by: type[Agency] | type[Installation]) -> ColumnElement[bool]:
        """The first reviewer cannot sign in any more: the second then rules as the first."""
        return exists(select(other.id).where(other.id == named_by.reviewer_id, other.disabled_at.is_not(None)))

    roles = select(literal("role"), InstallationRole.id, InstallationRole.kind, nobody, empty, empty, nobody).where(
        InstallationRole.person_id == person_id, holds_today(InstallationRole, today)
    )
    first = select(literal("first"), literal(0), empty, Agency.id, empty, empty, nobody).where(
        or_(Agency.reviewer_id == person_id, and_(Agency.second_reviewer_id == person_id, disabled(Agency)))
    )
    first_of_all = select(literal("first"), literal(0), empty, nobody, empty, empty, nobody).where(
        or_(
            Installation.reviewer_id == person_id,
            and_(Installation.second_reviewer_id == person_id, disabled(Installation)),
        )
    )
    second = (
        select(literal("second"), literal(0), empty, Agency.id, empty, empty, other_post.agency_id)
        .outerjoin(other_post, and_(other_post.person_id == Agency.reviewer_id, holds_today(other_post, today)))
        .where(Agency.second_reviewer_id == person_id)
    )
    second_of_all = (
        select(literal("second"), literal(0), empty, nobody, empty, empty, other_post.agency_id)
        .select_from(Installation)
        .outerjoin(other_post, and_(other_post.person_id == Installation.reviewer_id, holds_today(other_post, today)))
        .where(Installation.second_reviewer_id == person_id)
    )
    host = select(literal("host"), literal(0), empty, Installation.host_agency_id, empty, empty, nobody)
    return union_all(
        posts(Post.person_id == person_id, nobody),
        posts(and_(Post.person_id.in_(deputised), Post.agency_id.in_(own_agencies)), Post.person_id),
        roles,
        first,
        first_of_all,
        second,
        second_of_all,
        host,
    )
