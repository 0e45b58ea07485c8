"""Who works at an agency today, for naming handlers and teams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from coordination.accounts.models import Person, Post
from coordination.accounts.presence import holds_today
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.referrals.models import Referral


def works_at(person_id: int | None, agency_id: int) -> bool:
    """Whether somebody holds a confirmed post at the agency today."""
    held = select(Post.id).where(
        Post.person_id == person_id, Post.agency_id == agency_id, holds_today(Post, local_date(clock.now()))
    )
    return db.session.scalar(select(held.exists())) or False


def list_handlers(referral: Referral) -> Sequence[Any]:
    """Those who hold a post at the recipient today, by name: id, public_id, name, name_en."""
    holding = select(Post.person_id).where(
        Post.agency_id == referral.recipient_agency_id, holds_today(Post, local_date(clock.now()))
    )
    return db.session.execute(
        select(Person.id, Person.public_id, Person.name, Person.name_en)
        .where(Person.id.in_(holding), Person.disabled_at.is_(None))
        .order_by(Person.sort_key, Person.id)
    ).all()
