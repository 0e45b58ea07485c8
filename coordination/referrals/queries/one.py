"""Loading one referral, service or admission with all that its rights, its moves and its page touch."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
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
    Agency.reviewer_id,
    Agency.second_reviewer_id,
)
PERSON = (Person.public_id, Person.name, Person.name_en)


def get_referral(public_id: str) -> Referral | None:
    """One referral in two statements: with what there is one of, and its needs; then with its lists of people, of
    family members and of the agencies its basis reaches."""
    referral = db.session.scalars(
        select(Referral)
        .where(Referral.public_id == public_id)
        .options(
            joinedload(Referral.case).options(joinedload(Case.client), joinedload(Case.worker).load_only(*PERSON)),
            joinedload(Referral.sender).load_only(*AGENCY),
            joinedload(Referral.recipient).load_only(*AGENCY),
            joinedload(Referral.order_agency).load_only(*AGENCY),
            joinedload(Referral.centre),
            joinedload(Referral.basis),
            joinedload(Referral.handler).load_only(*PERSON),
            joinedload(Referral.drafted_by).load_only(*PERSON),
            joinedload(Referral.needs),
        )
    ).unique().one_or_none()  # fmt: skip
    if referral is not None:
        _load_lists(referral)
    return referral


def _load_lists(referral: Referral) -> None:
    """Fill the lists of a referral that is in the session already; its other columns are left as they are."""
    case = joinedload(Referral.case).load_only(Case.id)
    db.session.scalars(
        select(Referral)
        .where(Referral.id == referral.id)
        .options(
            load_only(Referral.id),
            joinedload(Referral.team),
            case.joinedload(Case.team),
            case.joinedload(Case.family).joinedload(FamilyMember.client).load_only(Client.public_id, Client.code),
            joinedload(Referral.basis).load_only(Consent.id).joinedload(Consent.recipients),
        )
    ).unique().one()  # fmt: skip


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
