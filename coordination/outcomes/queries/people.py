"""Who may verify an outcome: liaisons and heads of the agencies that had to do with the child, never the claimer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, or_, select

from coordination.accounts.models import Person, Post, PostKind
from coordination.accounts.presence import holds_today
from coordination.cases.models import Case
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.outcomes.models import Outcome
from coordination.referrals.models import Referral

VERIFYING = (PostKind.LIAISON, PostKind.HEAD)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may verify, in which post of which agency."""

    person_id: int
    public_id: str
    name: str
    name_en: str
    kind: PostKind
    agency_id: int
    agency_fa: str
    agency_en: str


def recipients_of(case_id: Any) -> Select[int]:
    """SQL: the agencies that took the child of a case on through a referral."""
    return select(Referral.recipient_agency_id).where(Referral.case_id == case_id, Referral.accepted_at.is_not(None))


def list_candidates(
    case_id: int, *, but: Collection[int | None], referral: Referral | None = None
) -> Sequence[Candidate]:
    """Liaisons and heads of today with an open account, at the case's own agency and where the child was taken on; the
    longest in post first, the case's own agency before the others. One statement.

    For the recipient of a ``referral`` only those of its two sides: who else knows the child is not told to him.
    """
    known = recipients_of(case_id) if referral is None else [referral.sender_agency_id, referral.recipient_agency_id]
    today = local_date(clock.now())
    own = select(Case.agency_id).where(Case.id == case_id).scalar_subquery()
    rows = db.session.execute(
        select(
            Person.id, Person.public_id, Person.name, Person.name_en, Post.kind, Agency.id.label("agency_id"),
            Agency.name_fa, Agency.name_en.label("agency_en"),
        )
        .join(Post, Post.person_id == Person.id)
        .join(Agency, Agency.id == Post.agency_id)
        .where(
            or_(Agency.id == own, Agency.id.in_(known)),
            Post.kind.in_(VERIFYING),
            holds_today(Post, today),
            Person.disabled_at.is_(None),
            Person.id.not_in([one for one in but if one is not None]),
        )
        .order_by((Agency.id == own).desc(), Agency.sort_key, Post.kind.desc(), Post.from_on, Post.id)
    )  # fmt: skip
    return [
        Candidate(row.id, row.public_id, row.name, row.name_en, PostKind(row.kind), row.agency_id, row.name_fa,
                  row.agency_en)
        for row in rows
    ]  # fmt: skip


def was_referred(case_id: int) -> bool:
    """Whether a referral of the case was ever sent."""
    return bool(db.session.scalar(select(exists().where(Referral.case_id == case_id, Referral.sent_at.is_not(None)))))


def default_of(candidates: Sequence[Candidate], agency_id: int, *, referred: bool) -> Candidate | None:
    """Who verifies where nobody is chosen (relations.csv): the sender's liaison, which is one of the case's own agency
    ``agency_id``; of a case without referral that agency's head; where there is no such person the other of the two."""
    order = (PostKind.LIAISON, PostKind.HEAD) if referred else (PostKind.HEAD, PostKind.LIAISON)
    for kind in order:
        for one in candidates:
            if one.agency_id == agency_id and one.kind == kind:
                return one
    return None


def works_nearby() -> ColumnElement[bool]:
    """SQL: the verifier of an outcome (joined with its case) has an open account and a post of today at the case's
    agency or where its child was taken on."""
    today = local_date(clock.now())
    return exists(
        select(Post.id)
        .join(Person, Person.id == Post.person_id)
        .where(
            Person.id == Outcome.verifier_id,
            Person.disabled_at.is_(None),
            holds_today(Post, today),
            or_(Post.agency_id == Case.agency_id, Post.agency_id.in_(recipients_of(Outcome.case_id))),
        )
        .correlate(Outcome, Case)
    )
