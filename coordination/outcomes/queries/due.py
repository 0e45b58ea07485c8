"""What the clock looks for: outcomes that must be asked about after 90 days, and those whose verifier has gone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from coordination.cases.models import Case
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.outcomes.queries.people import works_nearby
from coordination.outcomes.states import SUSTAINED_AFTER

AT_ONCE = 500
WAITING = (OutcomeState.CLAIMED, OutcomeState.VERIFIED)
"""States in which the verifier has something to do, now or after 90 days."""


def list_to_ask() -> Sequence[Outcome]:
    """Verified outcomes that have stood for 90 days and whose verifier was not asked yet; so many at once."""
    since = local_date(clock.now()) - SUSTAINED_AFTER
    return db.session.scalars(
        select(Outcome)
        .where(Outcome.state == OutcomeState.VERIFIED, Outcome.verified_on <= since, Outcome.asked_on.is_(None))
        .order_by(Outcome.verified_on, Outcome.id)
        .limit(AT_ONCE)
    ).all()


def list_without_verifier() -> Sequence[Outcome]:
    """Outcomes whose verifier has something to do and holds no post any more where the child is known."""
    return db.session.scalars(
        select(Outcome)
        .join(Outcome.case)
        .where(Outcome.state.in_(WAITING), ~works_nearby())
        .options(contains_eager(Outcome.case).load_only(Case.agency_id))
        .order_by(Outcome.id)
        .limit(AT_ONCE)
    ).all()
