"""The list of outcomes that a reader may see, without anything that names a child."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from coordination.access import policy
from coordination.access.actor import Actor
from coordination.accounts.models import Person
from coordination.cases.models import Case
from coordination.directory.models import Agency
from coordination.kernel import clock
from coordination.kernel.keyset import Slice, read_slice
from coordination.lang.jalali import jalali_year_range
from coordination.lang.zone import local_date
from coordination.outcomes.models import Outcome, OutcomeKind, OutcomeState
from coordination.outcomes.states import SUSTAINED_AFTER
from coordination.referrals.models import Referral


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; ``mine`` are those that wait for the reader's word, ``year`` is Jalali."""

    mine: bool = False
    state: OutcomeState | None = None
    kind: OutcomeKind | None = None
    year: int | None = None


def list_outcomes(
    actor: Actor, filters: Filters, *, size: int, after: str | None = None, before: str | None = None
) -> Slice:
    """Those the reader may see, the newest first: one statement."""
    statement = (
        select(
            Outcome.public_id,
            Outcome.kind,
            Outcome.on,
            Outcome.state,
            Outcome.verified_on,
            Outcome.verifier_id,
            Agency.name_fa,
            Agency.name_en,
            Referral.code,
            Person.name.label("verifier"),
            Person.name_en.label("verifier_en"),
        )
        .join(Case, Case.id == Outcome.case_id)
        .join(Agency, Agency.id == Outcome.agency_id)
        .join(Person, Person.id == Outcome.verifier_id)
        .outerjoin(Referral, Referral.id == Outcome.referral_id)
        .where(policy.visible(actor, "outcome.view"))
    )
    if filters.mine:
        since = local_date(clock.now()) - SUSTAINED_AFTER
        due = and_(Outcome.state == OutcomeState.VERIFIED, Outcome.verified_on <= since)
        waits = or_(Outcome.state == OutcomeState.CLAIMED, due)
        statement = statement.where(policy.visible(actor, "outcome.list_to_verify"), waits)
    if filters.state is not None:
        statement = statement.where(Outcome.state == filters.state)
    if filters.kind is not None:
        statement = statement.where(Outcome.kind == filters.kind)
    if filters.year is not None:
        first, last = jalali_year_range(filters.year)
        statement = statement.where(Outcome.on.between(first, last))
    return read_slice(statement, (Outcome.on, Outcome.id), size=size, after=after, before=before, descending=True)
