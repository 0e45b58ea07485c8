"""The invented world stands, and its builders make rows the database takes."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from flask_login import current_user
from sqlalchemy.orm import Session

from coordination import COOKIE
from coordination.access import policy
from coordination.referrals.models import State
from tests.world import acting, add_case, add_consent, add_referral, sign_in


def test_a_liaison_may_send_her_own_agencys_referral(world: Any, session: Session) -> None:
    case = add_case(world.municipality, worker=world.municipality_worker)
    basis = add_consent(case, recorded_by=world.municipality_worker)
    referral = add_referral(case, world.welfare, drafted_by=world.municipality_worker, basis=basis)
    assert policy.allows(acting(world.municipality_liaison), "referral.send", referral)
    assert not policy.allows(acting(world.pouya_liaison), "referral.send", referral)


def test_a_referral_can_be_built_in_service(world: Any, session: Session) -> None:
    case = add_case(world.municipality, worker=world.municipality_worker)
    basis = add_consent(case, recorded_by=world.municipality_worker, recipients=(world.welfare,))
    referral = add_referral(
        case,
        world.welfare,
        drafted_by=world.municipality_worker,
        basis=basis,
        state=State.IN_SERVICE,
        handler=world.welfare_worker,
    )
    assert policy.allows(acting(world.welfare_worker), "referral.deliver", referral)


def test_a_signed_in_person_is_known_by_the_cookie(world: Any, client: FlaskClient) -> None:
    sign_in(client, world.pouya_liaison)
    token = client.get_cookie(COOKIE)
    assert token is not None
    with client.application.test_request_context(headers={"Cookie": f"{COOKIE}={token.value}"}):
        assert current_user.person_id == world.pouya_liaison.id
