"""The access log of a case: every look at its groups and files, at the owner's and at each recipient's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, or_, select, true

from coordination.accounts.models import Person, Post
from coordination.audit.models import AuditEntry
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals.models import Referral

LOOKS = ("case.identity", "case.file", "referral.identity", "referral.file")


def list_looks(case_id: int, *, before: int | None, limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Looks at a case, the newest first, from below the number ``before``; a row beyond ``limit`` tells of more.

    Each has id, at, act, detail (groups), the person's name, post and agency, and the referral's code where a recipient
    looked.
    """
    entry = AuditEntry.__table__.c
    referrals = select(Referral.id).where(Referral.case_id == case_id)
    return db.session.execute(
        select(
            entry.id,
            entry.at,
            entry.act,
            entry.detail,
            Person.name.label("who_fa"),
            Person.name_en.label("who_en"),
            Post.kind.label("post"),
            Agency.name_fa.label("agency_fa"),
            Agency.name_en.label("agency_en"),
            Referral.code.label("referral"),
        )
        .select_from(AuditEntry.__table__)
        .outerjoin(Person, Person.id == entry.person_id)
        .outerjoin(Post, Post.id == entry.post_id)
        .outerjoin(Agency, Agency.id == Post.agency_id)
        .outerjoin(Referral, and_(entry.kind == "referral", Referral.id == entry.thing_id))
        .where(
            or_(
                and_(entry.kind == "case", entry.thing_id == case_id),
                and_(entry.kind == "referral", entry.thing_id.in_(referrals)),
            ),
            entry.act.in_(LOOKS),
            entry.id < before if before else true(),
        )
        .order_by(entry.id.desc())
        .limit(limit + 1)
    ).all()
