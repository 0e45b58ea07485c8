"""Loading one referral, service or admission with all that its rights, its moves and its page touch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, load_only

from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.cases.models import Case, Client, Consent, FamilyMember
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals.models import Admission, Referral, SavedFilter, Service
from coordination.vault.models import Attachment, OwnerKind

AGENCY = (
    Agency.public_id,
    Agency.code,
    Agency.name_fa,
    Agency.name_en,
    Agency.kind,
    Agency.active,
    Agency.registered_until,
    Agency.lead_group_id,
)
PERSON = (Person.public_id, Person.name, Person.name_en)


def get_referral(public_id: str) -> Referral | None:
    """One referral in two statements: with what there is one of, its needs and its team; then with the people of its
    case, the family, and the agencies its basis reaches."""
    return next(iter(list_referrals(Referral.public_id == public_id, limit=None)), None)


def get_referral_to_move(public_id: str) -> Referral | None:
    """One referral in one statement: all that the moves of a running referral ask, and no more."""
    return next(iter(_load(Referral.public_id == public_id, limit=None)), None)


def list_referrals(*conditions: ColumnElement[bool], limit: int | None) -> Sequence[Referral]:
    """Referrals for jobs and consequences, the oldest first, each as ``get_referral`` loads it; two statements."""
    referrals = _load(*conditions, limit=limit)
    if referrals:
        _load_lists(referrals)
    return referrals


def _load(*conditions: ColumnElement[bool], limit: int | None) -> Sequence[Referral]:
    found = db.session.scalars(_with_all().where(*conditions).order_by(Referral.id).limit(limit))
    return found.unique().all()


@cache
def _with_all() -> Select[Referral]:
    """What every page of a referral loads, made once."""
    return select(Referral).options(
        joinedload(Referral.case).options(joinedload(Case.client), joinedload(Case.worker).load_only(*PERSON)),
        joinedload(Referral.sender).load_only(*AGENCY),
        joinedload(Referral.recipient).load_only(*AGENCY),
        joinedload(Referral.order_agency).load_only(*AGENCY),
        joinedload(Referral.centre),
        joinedload(Referral.basis),
        joinedload(Referral.handler).load_only(*PERSON),
        joinedload(Referral.drafted_by).load_only(*PERSON),
        joinedload(Referral.needs),
        joinedload(Referral.team),
    )


def _load_lists(referrals: Sequence[Referral]) -> None:
    """Fill the lists of referrals that are in the session already; their other columns are left as they are."""
    numbers = [referral.id for referral in referrals]
    db.session.scalars(_with_lists().where(Referral.id.in_(numbers))).unique().all()


@cache
def _with_lists() -> Select[Referral]:
    case = joinedload(Referral.case).load_only(Case.id)
    own_file = load_only(Client.public_id, Client.code)
    return select(Referral).options(
        load_only(Referral.id),
        case.joinedload(Case.team),
        case.joinedload(Case.family).joinedload(FamilyMember.client).options(own_file),
        joinedload(Referral.basis).load_only(Consent.id).joinedload(Consent.recipients),
    )


def get_service(public_id: str) -> Service | None:
    """A service with its case and client."""
    return db.session.scalar(
        select(Service)
        .where(Service.public_id == public_id)
        .options(joinedload(Service.case).joinedload(Case.client), joinedload(Service.agency).load_only(*AGENCY))
    )


def get_admission(public_id: str) -> Admission | None:
    """An admission with its centre, case and client."""
    return db.session.scalar(
        select(Admission)
        .where(Admission.public_id == public_id)
        .options(joinedload(Admission.case).joinedload(Case.client), joinedload(Admission.centre))
    )


def get_attachment(referral: Referral, public_id: str) -> Attachment | None:
    """A file of this referral."""
    return db.session.scalar(
        select(Attachment).where(
            Attachment.public_id == public_id,
            Attachment.owner_kind == OwnerKind.REFERRAL.value,
            Attachment.owner_id == referral.id,
            Attachment.removed_at.is_(None),
        )
    )


def get_saved_filter(public_id: str) -> SavedFilter | None:
    """A saved filter."""
    return db.session.scalar(select(SavedFilter).where(SavedFilter.public_id == public_id))


def list_saved_filters(actor: Actor, list_name: str) -> Sequence[SavedFilter]:
    """The actor's own filters of a list, by name."""
    return db.session.scalars(
        select(SavedFilter)
        .where(SavedFilter.person_id == actor.person_id, SavedFilter.list_name == list_name)
        .order_by(SavedFilter.name)
    ).all()
