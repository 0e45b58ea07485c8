"""What was given to the child of a case: services and stays, through a referral or without one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, true
from sqlalchemy.orm import joinedload

from coordination.accounts.models import Person
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals.models import Admission, Referral, Service

MOST = 200


def list_services_of_case(case_id: int, *, given_by: int | None = None) -> Sequence[Row[*tuple[Any, ...]]]:
    """Services of a case, or those alone that the agency ``given_by`` gave, newest first: public_id, on, kind, times,
    voided_at, the sealed reason, agency_id, the agency's names, who recorded it, and the code of the referral that led
    to it."""
    return db.session.execute(
        select(
            Service.public_id,
            Service.on,
            Service.kind,
            Service.times,
            Service.voided_at,
            Service.void_reason_sealed,
            Service.agency_id,
            Agency.name_fa,
            Agency.name_en,
            Person.name.label("by"),
            Referral.code,
        )
        .join(Agency, Agency.id == Service.agency_id)
        .join(Person, Person.id == Service.recorded_by_id)
        .outerjoin(Referral, Referral.id == Service.referral_id)
        .where(Service.case_id == case_id, true() if given_by is None else Service.agency_id == given_by)
        .order_by(Service.on.desc(), Service.id.desc())
        .limit(MOST)
    ).all()


def list_admissions_of_case(case_id: int, *, given_by: int | None = None) -> Sequence[Admission]:
    """Stays of a case, or those alone at the agency ``given_by``, with their centres, newest first."""
    return db.session.scalars(
        select(Admission)
        .where(Admission.case_id == case_id, true() if given_by is None else Admission.agency_id == given_by)
        .options(joinedload(Admission.centre))
        .order_by(Admission.admitted_on.desc(), Admission.id.desc())
        .limit(MOST)
    ).all()
