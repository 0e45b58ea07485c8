"""The rows behind a figure of one's own agency, without names and codes of children: a page at a time."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, select

from coordination.cases.models import Case, Client
from coordination.directory.models import Agency, Centre
from coordination.figures import cells
from coordination.figures.spans import Period
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang import zone
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.referrals.models import Admission, Referral, ReferralNeed, Service, State

REFERRALS = frozenset({cells.ROUTE, cells.NEED, cells.STATE, cells.SENT})
ADMISSIONS = frozenset({cells.NATION, cells.SEX, cells.BY_ROUTE})


def list_rows(
    agency: Agency,
    measure: str,
    key: str,
    period: Period,
    *,
    size: int,
    after: str | None = None,
    before: str | None = None,
) -> Slice:
    """What a figure of the agency counted in the period, newest first; every key where none is named. One statement.
    A measure that is not known has no rows."""
    at: dict[str, Any] = {"size": size, "after": after, "before": before, "descending": True}
    if measure in REFERRALS:
        return read_slice(_referrals(agency, measure, key, period), (Referral.sent_at, Referral.id), **at)
    if measure in ADMISSIONS:
        return read_slice(_admissions(agency, measure, key, period), (Admission.admitted_on, Admission.id), **at)
    if measure == cells.OUTCOME:
        return read_slice(_outcomes(agency, key, period), (Outcome.on, Outcome.id), **at)
    services = _services(agency, key, period)
    return read_slice(services if measure == cells.SERVED else services.where(false()), (Service.on, Service.id), **at)


def _referrals(agency: Agency, measure: str, key: str, period: Period) -> Select[*tuple[Any, ...]]:
    sent = measure == cells.SENT
    mine, other = Referral.recipient_agency_id, Referral.sender_agency_id
    if sent:
        mine, other = other, mine
    first = zone.at(period.first, time(0))
    end = zone.at(period.last + timedelta(days=1), time(0))
    asked: Select[*tuple[Any, ...]] = (
        select(
            Referral.public_id, Referral.code, Referral.route, Referral.state, Referral.sent_at, Referral.need_codes,
            Agency.name_fa, Agency.name_en,
        )
        .join(Agency, Agency.id == other)
        .where(mine == agency.id, Referral.sent_at >= first, Referral.sent_at < end, Referral.state != State.VOID)
    )  # fmt: skip
    if not key:
        return asked
    if measure == cells.NEED:
        return asked.where(
            exists(select(ReferralNeed.id).where(ReferralNeed.referral_id == Referral.id, ReferralNeed.need == key))
        )
    return asked.where((Referral.route if measure == cells.ROUTE else Referral.state) == key)


def _admissions(agency: Agency, measure: str, key: str, period: Period) -> Select[*tuple[Any, ...]]:
    asked: Select[*tuple[Any, ...]] = (
        select(
            Admission.public_id, Admission.admitted_on, Admission.discharged_on, Admission.route, Client.sex,
            Client.nationality, Centre.name_fa, Centre.name_en,
        )
        .join(Centre, Centre.id == Admission.centre_id)
        .join(Case, Case.id == Admission.case_id)
        .join(Client, Client.id == Case.client_id)
        .where(Admission.agency_id == agency.id, Admission.admitted_on.between(period.first, period.last))
    )  # fmt: skip
    if not key:
        return asked
    if measure == cells.NATION:
        return asked.where(_of_nation(key))
    return asked.where((Client.sex if measure == cells.SEX else Admission.route) == key)


def _of_nation(key: str) -> ColumnElement[bool]:
    """The words that count as Iranian are few; spellings that only folding makes equal are looked for as they stand."""
    written = func.lower(func.trim(Client.nationality))
    iranian = written.in_(sorted(cells.IRANIANS | {word.lower() for word in cells.IRANIAN_WORDS}))
    empty = written == ""
    match key:
        case cells.IRANIAN:
            return iranian
        case cells.UNKNOWN:
            return empty
        case _:
            return and_(~iranian, ~empty)


def _outcomes(agency: Agency, key: str, period: Period) -> Select[*tuple[Any, ...]]:
    kind, _, state = key.partition(".")
    columns = (Outcome.public_id, Outcome.on, Outcome.kind, Outcome.state, Outcome.verified_on)
    asked: Select[*tuple[Any, ...]] = select(*columns).where(
        Outcome.agency_id == agency.id,
        Outcome.on.between(period.first, period.last),
        Outcome.state != OutcomeState.REJECTED,
    )
    return asked.where(Outcome.kind == kind, Outcome.state == state) if key else asked


def _services(agency: Agency, key: str, period: Period) -> Select[*tuple[Any, ...]]:
    asked: Select[*tuple[Any, ...]] = (
        select(Service.public_id, Service.on, Service.kind, Service.times, Service.need, Referral.code)
        .outerjoin(Referral, Referral.id == Service.referral_id)
        .where(
            Service.agency_id == agency.id,
            Service.on.between(period.first, period.last),
            Service.voided_at.is_(None),
        )
    )
    return asked.where(Service.kind == key) if key else asked
