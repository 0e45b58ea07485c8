"""What tests of outcomes stand on: a case of Pouya that the welfare directorate took on, and claims in any state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.cases.models import Case
from coordination.kernel.db import db
from coordination.outcomes import queries
from coordination.outcomes.models import Outcome, OutcomeState
from coordination.referrals.models import Referral, State
from coordination.vault.seal import place, seal
from tests.issuing import add_outcome
from tests.world import World, add_case, add_consent, add_referral, get, sign_in


@dataclass
class Child:
    """A case of Pouya and its referral to the welfare directorate, in service there."""

    world: World
    case_id: int
    case: str
    referral_id: int
    referral: str

    def claim(self, state: OutcomeState = OutcomeState.CLAIMED, **columns: Any) -> Outcome:
        """Claimed by Pouya's worker, to be verified by Pouya's liaison, without evidence for a reason."""
        case = db.session.get_one(Case, self.case_id)
        world = self.world
        columns = {"verifier": world.pouya_liaison, "by": world.pouya_worker} | columns
        by, verifier = columns.pop("by"), columns.pop("verifier")
        outcome = add_outcome(case, by, verifier, state, **columns)
        where = place("outcome.no_evidence_sealed", outcome.public_id)
        outcome.no_evidence_sealed = seal(outcome.key_id, "گواهی نمی‌دهند.", where)
        db.session.flush()
        found = queries.get_outcome(outcome.public_id)
        assert found is not None
        return found


def _child(world: World) -> Child:
    case = add_case(world.pouya, worker=world.pouya_worker)
    basis = add_consent(case, recorded_by=world.pouya_worker)
    referral = add_referral(
        case,
        world.welfare,
        drafted_by=world.pouya_worker,
        basis=basis,
        state=State.IN_SERVICE,
        handler=world.welfare_worker,
    )
    db.session.commit()
    return Child(world, case.id, case.public_id, referral.id, referral.public_id)


@pytest.fixture
def child(world: World, session: Any) -> Child:
    """For tests of commands."""
    return _child(world)


@pytest.fixture
def stored_child(world: World, app: Flask) -> Child:
    """For tests of pages, which share nothing with the request."""
    with app.app_context():
        return _child(world)


@pytest.fixture
def as_(app: Flask, world: World) -> Callable[[str], FlaskClient]:
    """The browser of a person of the world."""

    def signed_in(name: str) -> FlaskClient:
        client = app.test_client()
        sign_in(client, getattr(world, name))
        return client

    return signed_in


def referral_of(child: Child) -> Referral:
    return get(Referral, child.referral_id)
