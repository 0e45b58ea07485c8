"""Small questions that the writes of actions ask: evidence, who works where, who verifies in a group."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import case, func, select

from coordination.access.standing import seat_stands
from coordination.accounts.models import Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.actions.models import Action
from coordination.groups.models import Seat, SeatKind
from coordination.kernel.db import db
from coordination.vault.models import Attachment, OwnerKind


def count_evidence(action: Action) -> int:
    """How many files were attached to the action since it was last reported done (all, before the first time)."""
    files = select(func.count()).where(
        Attachment.owner_kind == OwnerKind.ACTION,
        Attachment.owner_id == action.id,
        Attachment.removed_at.is_(None),
    )
    if action.done_at is not None:
        files = files.where(Attachment.at > action.done_at)
    return db.session.scalar(files) or 0


def works_for(person_id: int, agency_id: int, today: date) -> bool:
    """Whether somebody with an open account holds a post at the agency today, or a seat as its delegate."""
    post = select(Post.id).where(Post.person_id == person_id, Post.agency_id == agency_id, holds_today(Post, today))
    seat = select(Seat.id).where(Seat.holder_id == person_id, Seat.agency_id == agency_id, seat_stands(Seat, today))
    return bool(
        db.session.scalar(
            select(Person.id).where(Person.id == person_id, Person.disabled_at.is_(None), post.exists() | seat.exists())
        )
    )


def has_post_at(person_id: int, agency_id: int, today: date) -> bool:
    """Whether somebody with an open account holds a post at the agency today."""
    post = select(Post.id).where(Post.person_id == person_id, Post.agency_id == agency_id, holds_today(Post, today))
    return bool(
        db.session.scalar(select(Person.id).where(Person.id == person_id, Person.disabled_at.is_(None), post.exists()))
    )


def officer_of(group_id: int, today: date, *, but: int | None) -> int | None:
    """Who verifies for a group: its secretary, else its chair, with an open account and never the person ``but``."""
    return db.session.scalar(
        select(Seat.holder_id)
        .join(Person, Person.id == Seat.holder_id)
        .where(
            Seat.group_id == group_id,
            Seat.kind.in_((SeatKind.SECRETARY, SeatKind.CHAIR)),
            seat_stands(Seat, today),
            Person.disabled_at.is_(None),
            Seat.holder_id != (but or 0),
        )
        .order_by(case((Seat.kind == SeatKind.SECRETARY, 0), else_=1), Seat.position, Seat.id)
        .limit(1)
    )


def delegate_of(agency_id: int, group_id: int | None, today: date) -> int | None:
    """Who answers for an agency: its delegate in the group, else its first liaison."""
    if group_id is not None:
        holder = db.session.scalar(
            select(Seat.holder_id)
            .join(Person, Person.id == Seat.holder_id)
            .where(
                Seat.group_id == group_id,
                Seat.agency_id == agency_id,
                Seat.kind.in_((SeatKind.CHAIR, SeatKind.SECRETARY, SeatKind.MEMBER)),
                seat_stands(Seat, today),
                Person.disabled_at.is_(None),
            )
            .order_by(case((Seat.kind == SeatKind.MEMBER, 0), else_=1), Seat.position, Seat.id)
            .limit(1)
        )
        if holder is not None:
            return holder
    return next(iter(liaisons_of(agency_id, today)), None)


def liaisons_of(agency_id: int, today: date) -> Sequence[int]:
    """The agency's liaisons of today with an open account, the longest in post first."""
    return db.session.scalars(
        select(Post.person_id)
        .join(Person, Person.id == Post.person_id)
        .where(
            Post.agency_id == agency_id,
            Post.kind == PostKind.LIAISON,
            holds_today(Post, today),
            Person.disabled_at.is_(None),
        )
        .order_by(Post.from_on, Post.id)
    ).all()


def agency_of(person_id: int, group_id: int | None, today: date) -> int | None:
    """For which agency somebody acts: the one of his seat in the group, else of his first post."""
    if group_id is not None:
        agency_id = db.session.scalar(
            select(Seat.agency_id)
            .where(
                Seat.group_id == group_id,
                Seat.holder_id == person_id,
                Seat.agency_id.is_not(None),
                seat_stands(Seat, today),
            )
            .order_by(Seat.position, Seat.id)
            .limit(1)
        )
        if agency_id is not None:
            return agency_id
    return db.session.scalar(
        select(Post.agency_id)
        .where(Post.person_id == person_id, holds_today(Post, today))
        .order_by(case((Post.kind == PostKind.LIAISON, 0), else_=1), Post.from_on, Post.id)
        .limit(1)
    )
