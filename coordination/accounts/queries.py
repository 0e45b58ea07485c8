"""All reads of people, posts, roles, sessions and one-time links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import (
    Absence,
    InstallationRole,
    OneTimeLink,
    Person,
    Post,
    PostKind,
    RoleKind,
    SessionRow,
)
from coordination.accounts.presence import hash_token, holds_today
from coordination.directory.models import Agency, Installation
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang import zone
from coordination.lang.sorting import sort_key
from coordination.lang.text import digits

AnyRow = Row[*tuple[Any, ...]]
COLLEAGUES = 200


def fold_email(email: str) -> str:
    """How an e-mail address is stored and compared."""
    return digits(email).strip().casefold()


# --- signing in ---------------------------------------------------------------------------------------------------


def get_sign_in(email: str) -> AnyRow | None:
    """What signing in needs of the person with this address: id, public_id, password_hash, language, disabled_at."""
    return db.session.execute(
        select(Person.id, Person.public_id, Person.password_hash, Person.language, Person.disabled_at).where(
            Person.email == fold_email(email)
        )
    ).first()


def get_last_email(token: str) -> str:
    """The address of the one whose sign-in on this browser ran out by itself; empty where it was ended."""
    found = db.session.scalar(
        select(Person.email)
        .join(SessionRow, SessionRow.person_id == Person.id)
        .where(SessionRow.token_hash == hash_token(token), SessionRow.ended_at.is_(None))
    )
    return found or ""


def get_open_link(code: str) -> OneTimeLink | None:
    """The link of this code (as ``links.normal`` writes it) with its person, while it can still be used."""
    return db.session.scalar(
        select(OneTimeLink)
        .join(OneTimeLink.person)
        .where(
            OneTimeLink.token_hash == hash_token(code),
            OneTimeLink.used_at.is_(None),
            OneTimeLink.expires_at > clock.now(),
            Person.disabled_at.is_(None),
        )
        .options(joinedload(OneTimeLink.person).selectinload(Person.posts).joinedload(Post.agency))
    )


def is_set_up() -> bool:
    """Whether this installation has its settings row, and so was set up."""
    return db.session.scalar(select(Installation.id)) is not None


# --- one's own ------------------------------------------------------------------------------------------------------


def get_own(actor: Actor) -> Person:
    """The person who acts."""
    return db.session.execute(select(Person).where(Person.id == actor.person_id)).scalar_one()


def list_sessions(person_id: int, *, idle: timedelta, at_most: timedelta) -> Sequence[AnyRow]:
    """The sessions of a person that are still good, the last used first."""
    return db.session.execute(
        select(SessionRow.id, SessionRow.public_id, SessionRow.created_at, SessionRow.seen_at, SessionRow.device,
               SessionRow.address)
        .where(SessionRow.person_id == person_id, _is_good(idle, at_most))
        .order_by(SessionRow.seen_at.desc(), SessionRow.id.desc())
    ).all()  # fmt: skip


def get_session(session_id: str) -> SessionRow | None:
    """The session with this public id."""
    return db.session.scalar(select(SessionRow).where(SessionRow.public_id == session_id))


def count_sessions(person_id: int, *, idle: timedelta, at_most: timedelta) -> int:
    """How many sign-ins of the person are good now."""
    good = select(func.count()).where(SessionRow.person_id == person_id, _is_good(idle, at_most))
    return db.session.scalar(good) or 0


def _is_good(idle: timedelta, at_most: timedelta) -> ColumnElement[bool]:
    now = clock.now()
    return SessionRow.ended_at.is_(None) & (SessionRow.seen_at > now - idle) & (SessionRow.created_at > now - at_most)


# --- people ---------------------------------------------------------------------------------------------------------


def get_person(person_id: str) -> Person | None:
    """The person with this public id, with posts, agencies, roles and absences: what relations and pages touch."""
    asked = (
        select(Person)
        .where(Person.public_id == person_id)
        .options(
            selectinload(Person.posts).joinedload(Post.agency),
            joinedload(Person.roles),
            selectinload(Person.absences).joinedload(Absence.deputy),
        )
    )
    return db.session.execute(asked).unique().scalar_one_or_none()


def get_person_by_number(person_id: int) -> Person:
    """The person with this number, which another row holds."""
    return db.session.execute(select(Person).where(Person.id == person_id)).scalar_one()


def get_person_by_email(email: str) -> Person | None:
    """The person with this address."""
    return db.session.scalar(select(Person).where(Person.email == fold_email(email)))


def list_people(
    actor: Actor,
    *,
    size: int,
    name: str = "",
    agency: str = "",
    post: str = "",
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """One page of the people whom the actor may see, by name: those whose name begins with ``name``, who hold a post
    of the kind ``post`` at an agency whose name begins with ``agency``, or whose code it is."""
    statement: Any = select(
        Person.id, Person.public_id, Person.name, Person.name_en, Person.email, Person.disabled_at,
        Person.password_hash.is_(None).label("invited"),
    ).where(policy.visible(actor, "person.view"))  # fmt: skip
    if name:
        statement = statement.where(Person.sort_key.startswith(sort_key(name)))
    if agency or post in set(PostKind):
        held = select(Post.id).where(Post.person_id == Person.id, Post.refused_at.is_(None))
        if post in set(PostKind):
            held = held.where(Post.kind == post)
        if agency:
            named = or_(Agency.sort_key.startswith(sort_key(agency)), Agency.code == digits(agency).strip())
            held = held.join(Agency, Agency.id == Post.agency_id).where(named)
        statement = statement.where(held.exists())
    return read_slice(statement, (Person.sort_key, Person.id), size=size, after=after, before=before)


def list_posts_of(person_ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    """The posts that stand or wait, of each of the people of a list."""
    today = zone.today()
    found: dict[int, list[AnyRow]] = {person_id: [] for person_id in person_ids}
    rows = db.session.execute(
        select(Post.person_id, Post.kind, Post.confirmed_at, Post.from_on, Agency.name_fa, Agency.name_en)
        .join(Agency, Agency.id == Post.agency_id)
        .where(Post.person_id.in_(person_ids), Post.refused_at.is_(None))
        .where(or_(Post.to_on.is_(None), Post.to_on >= today))
        .order_by(Post.from_on, Post.id)
    )
    for row in rows:
        found[row.person_id].append(row)
    return found


def list_colleagues(person: Person, *, but: int | None) -> Sequence[AnyRow]:
    """Who else holds a confirmed post of today at an agency of the person: public_id, name, name_en; without the one
    numbered ``but``, who asks."""
    at = agencies_ever(person.id)
    return db.session.execute(
        select(Person.public_id, Person.name, Person.name_en)
        .where(
            Person.id.not_in([person.id, but or 0]),
            Person.disabled_at.is_(None),
            select(Post.id)
            .where(Post.person_id == Person.id, Post.agency_id.in_(at), holds_today(Post, zone.today()))
            .exists(),
        )
        .order_by(Person.sort_key, Person.id)
        .limit(COLLEAGUES)
    ).all()


def agencies_ever(person_id: int) -> Select[Any]:
    """SQL: the agencies where the person holds or held a confirmed post."""
    return select(Post.agency_id).where(Post.person_id == person_id, Post.confirmed_at.is_not(None)).correlate(None)


def list_agencies_ever(person_id: int) -> Sequence[AnyRow]:
    """Agencies where the person holds or held a confirmed post: id, name_fa, name_en."""
    return db.session.execute(
        select(Agency.id, Agency.name_fa, Agency.name_en).where(Agency.id.in_(agencies_ever(person_id)))
    ).all()


def list_agency_ids(person_id: int, today: date, kinds: Sequence[PostKind] = tuple(PostKind)) -> set[int]:
    """Numbers of the agencies where the person holds a confirmed post of one of ``kinds`` on that day."""
    held = select(Post.agency_id).where(Post.person_id == person_id, Post.kind.in_(kinds), holds_today(Post, today))
    return set(db.session.scalars(held))


def is_last_administrator(person_id: int, today: date) -> bool:
    """Whether nobody else is an administrator today, with an account that works."""
    others = select(InstallationRole.id).join(Person, Person.id == InstallationRole.person_id).where(
        InstallationRole.kind == RoleKind.ADMINISTRATOR,
        InstallationRole.person_id != person_id,
        holds_today(InstallationRole, today),
        Person.disabled_at.is_(None),
        Person.password_hash.is_not(None),
    )  # fmt: skip
    own = select(InstallationRole.id).where(
        InstallationRole.kind == RoleKind.ADMINISTRATOR,
        InstallationRole.person_id == person_id,
        holds_today(InstallationRole, today),
    )
    is_one, has_others = db.session.execute(select(own.exists(), others.exists())).one()
    return bool(is_one) and not has_others


def get_agency_by_number(agency_id: int) -> Agency | None:
    """The agency of a post, for a form that begins with it."""
    return db.session.get(Agency, agency_id)


# --- posts and roles --------------------------------------------------------------------------------------------------


def get_post(post_id: str) -> Post | None:
    """The post with this public id, its person and agency."""
    return db.session.scalar(
        select(Post).where(Post.public_id == post_id).options(joinedload(Post.agency), joinedload(Post.person))
    )


def get_role(role_id: str) -> InstallationRole | None:
    """The installation role with this public id, and its person."""
    return db.session.scalar(
        select(InstallationRole)
        .where(InstallationRole.public_id == role_id)
        .options(joinedload(InstallationRole.person))
    )


def list_waiting_posts(actor: Actor) -> Sequence[Post]:
    """Posts that wait for this head's word, the oldest first."""
    return db.session.scalars(
        select(Post)
        .where(_waits(Post), policy.visible(actor, "post.confirm"))
        .options(joinedload(Post.agency), joinedload(Post.person))
        .order_by(Post.proposed_at, Post.id)
    ).all()


def list_waiting_roles(actor: Actor) -> Sequence[InstallationRole]:
    """Installation roles that wait for the host agency's head."""
    return db.session.scalars(
        select(InstallationRole)
        .where(_waits(InstallationRole), policy.visible(actor, "role.confirm"))
        .options(joinedload(InstallationRole.person))
        .order_by(InstallationRole.id)
    ).all()


def nav_counts(actor: Actor) -> ScalarSelect[int]:
    """SQL: how many posts and roles wait for the actor's word, for the number beside the navigation."""
    posts = select(func.count(Post.id)).where(_waits(Post), policy.visible(actor, "post.confirm"))
    roles = select(func.count(InstallationRole.id)).where(
        _waits(InstallationRole), policy.visible(actor, "role.confirm")
    )
    return select(posts.scalar_subquery() + roles.scalar_subquery()).scalar_subquery()


def _waits(what: type[Post] | type[InstallationRole]) -> ColumnElement[bool]:
    return what.confirmed_at.is_(None) & what.refused_at.is_(None)


def has_another_head(agency_id: int | None, person_id: int, today: date) -> bool:
    """Whether somebody else with an account that works is the agency's head today."""
    others = (
        select(Post.id)
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.agency_id == agency_id,
            Post.kind == PostKind.HEAD,
            Post.person_id != person_id,
            holds_today(Post, today),
            Person.disabled_at.is_(None),
            Person.password_hash.is_not(None),
        )
    )
    return bool(db.session.scalar(select(others.exists())))


def has_confirmed_head(agency_id: int) -> bool:
    """Whether anybody was ever confirmed as the agency's head."""
    head = select(Post.id).where(
        Post.agency_id == agency_id, Post.kind == PostKind.HEAD, Post.confirmed_at.is_not(None)
    )
    return bool(db.session.scalar(select(head.exists())))


def get_host_agency_id() -> int | None:
    """The host agency's number."""
    return db.session.scalar(select(Installation.host_agency_id))
