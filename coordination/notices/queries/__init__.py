"""All reads of notices, who is to be told of what, and the counts beside the navigation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, exists, func, select, true, union
from sqlalchemy.orm import joinedload

from coordination.access.actor import Actor
from coordination.access.standing import seat_stands
from coordination.accounts.models import Absence, Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.accounts.queries import agencies_ever
from coordination.cases.models import Consent
from coordination.directory.models import Installation
from coordination.groups.models import Seat, SeatKind
from coordination.kernel.db import db
from coordination.notices.models import Notice
from coordination.referrals.models import Referral


def nav_counts(actor: Actor) -> Any:
    """SQL for the number of unread notices of the actor, to be asked together with the other counts."""
    return select(func.count()).where(Notice.person_id == actor.person_id, Notice.read_at.is_(None)).scalar_subquery()


def get_notice(public_id: str) -> Notice | None:
    """One notice."""
    return db.session.scalar(select(Notice).where(Notice.public_id == public_id))


def list_notices(actor: Actor, *, before: int | None, limit: int) -> Sequence[Row[Any]]:
    """The actor's notices, newest first, from below the id ``before``; a row beyond ``limit`` tells of more."""
    return db.session.execute(
        select(Notice.id, Notice.public_id, Notice.at, Notice.name, Notice.params, Notice.url, Notice.read_at)
        .where(Notice.person_id == actor.person_id, Notice.id < before if before else true())
        .order_by(Notice.id.desc())
        .limit(limit + 1)
    ).all()


def get_told_referral(referral_id: int) -> Referral | None:
    """The referral of an event with both agencies."""
    return db.session.scalar(
        select(Referral)
        .where(Referral.id == referral_id)
        .options(joinedload(Referral.sender), joinedload(Referral.recipient))
    )


def get_told_consent(consent_id: int) -> Consent | None:
    """The consent of an event with its case."""
    return db.session.scalar(select(Consent).where(Consent.id == consent_id).options(joinedload(Consent.case)))


def post_holders(agency_id: int | None, kinds: Sequence[PostKind], today: date) -> list[int]:
    """Ids of those who hold one of ``kinds`` at the agency today, and of those who deputise there for one of them."""
    if agency_id is None:
        return []
    holding = select(Post.person_id).where(Post.agency_id == agency_id, Post.kind.in_(kinds), holds_today(Post, today))
    working = select(Post.person_id).where(Post.agency_id == agency_id, holds_today(Post, today))
    deputising = select(Absence.deputy_id).where(
        Absence.person_id.in_(holding),
        Absence.deputy_id.in_(working),
        Absence.ended_at.is_(None),
        Absence.from_on <= today,
        Absence.to_on >= today,
    )
    return list(db.session.scalars(union(holding, deputising)))


def heads_over(person_id: int, today: date) -> list[int]:
    """Ids of the heads of the agencies where the person holds or held a confirmed post."""
    return list(
        db.session.scalars(
            select(Post.person_id)
            .where(Post.agency_id.in_(agencies_ever(person_id)), Post.kind == PostKind.HEAD, holds_today(Post, today))
            .distinct()
        )
    )


def reviewer_ids(referral: Referral, today: date) -> list[int]:
    """Who is to rule on the referral, as ``access.roles.reviewer`` decides it, asked from the thing's side."""
    if referral.court_route:
        return post_holders(referral.order_agency_id, (PostKind.COURT_LIAISON,), today)
    lead = referral.sender.lead_group_id or db.session.scalar(select(Installation.lead_group_id))
    if lead is None:
        return []
    sides = (referral.sender_agency_id, referral.recipient_agency_id)
    unrecused = ~exists(
        select(Post.id).where(Post.person_id == Person.id, Post.agency_id.in_(sides), holds_today(Post, today))
    )
    officers = db.session.execute(
        select(Seat.kind, Seat.holder_id)
        .join(Person, Person.id == Seat.holder_id)
        .where(
            Seat.group_id == lead,
            Seat.kind.in_((SeatKind.SECRETARY, SeatKind.CHAIR)),
            seat_stands(Seat, today),
            Person.disabled_at.is_(None),
            unrecused,
        )
    ).all()
    secretaries = [row.holder_id for row in officers if row.kind == SeatKind.SECRETARY]
    return secretaries or [row.holder_id for row in officers]


def seat_holders(group_id: int, kinds: Sequence[SeatKind], today: date) -> list[int]:
    """Ids of those who hold a seat of one of ``kinds`` in the group today."""
    return list(
        db.session.scalars(
            select(Seat.holder_id)
            .where(
                Seat.group_id == group_id, Seat.kind.in_(kinds), Seat.holder_id.is_not(None), seat_stands(Seat, today)
            )
            .distinct()
        )
    )
