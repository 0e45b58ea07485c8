"""What of a child's file opens to whom, and that every look is noted."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.access import fields
from coordination.access.actor import Actor
from coordination.cases.models import Case, FieldGroup
from coordination.cases.names import card_texts, find_own_names
from coordination.kernel.errors import Refused
from coordination.referrals.models import Referral, State
from tests.world import acting, add_case, add_consent, add_referral


@pytest.fixture
def case(world: Any, session: Session) -> Case:
    return add_case(world.pouya, worker=world.pouya_worker, phone="09123456789")


@pytest.fixture
def referral(world: Any, case: Case) -> Referral:
    basis = add_consent(case, recorded_by=world.pouya_worker, groups=("identity", "legal"))
    return add_referral(
        case,
        world.welfare,
        drafted_by=world.pouya_worker,
        basis=basis,
        state=State.ACCEPTED,
        handler=world.welfare_worker,
        field_groups=["identity", "legal", "health"],
    )


def test_every_group_is_open_to_case_staff(world: Any, case: Case) -> None:
    assert fields.open_groups(acting(world.pouya_worker), case) == fields.ALL_GROUPS


def test_no_group_is_open_to_the_agencys_head(world: Any, case: Case) -> None:
    assert fields.open_case(acting(world.pouya_head), case) == {}


def test_a_look_at_a_case_is_noted_with_its_groups(world: Any, case: Case) -> None:
    actor = acting(world.pouya_worker)
    fields.open_case(actor, case, {FieldGroup.IDENTITY})
    assert [(r.act, r.kind, r.thing_ids, r.detail) for r in actor.readings] == [
        ("case.identity", "case", (case.id,), {"groups": ["identity"]})
    ]


def test_the_granted_groups_within_the_basis_open_at_acceptance(world: Any, referral: Referral) -> None:
    assert fields.open_groups(acting(world.welfare_worker), referral) == {FieldGroup.IDENTITY, FieldGroup.LEGAL}


def test_the_name_is_among_what_opens(world: Any, referral: Referral) -> None:
    assert fields.open_referral(acting(world.welfare_worker), referral)["given_name"] == "مهرگان"


def test_a_look_at_a_referral_is_noted(world: Any, referral: Referral) -> None:
    actor = acting(world.welfare_worker)
    fields.open_referral(actor, referral)
    assert [(r.act, r.kind, r.thing_ids) for r in actor.readings] == [("referral.identity", "referral", (referral.id,))]


def test_nothing_opens_to_other_staff_of_the_recipient(world: Any, session: Session, referral: Referral) -> None:
    from coordination.accounts.models import PostKind
    from tests.world import add_person, add_post

    stranger = add_person("کیان کنارگو")
    add_post(stranger, world.welfare, PostKind.WORKER)
    assert fields.open_referral(acting(stranger), referral) == {}


@pytest.mark.parametrize("state", [State.SENT, State.OBJECTED, State.CLOSED, State.WITHDRAWN])
def test_nothing_is_open_outside_the_states_of_service(world: Any, referral: Referral, state: State) -> None:
    referral.state = state
    assert fields.open_groups(acting(world.welfare_worker), referral) == frozenset()


def test_nothing_is_open_once_the_grant_was_closed(world: Any, now: Any, referral: Referral) -> None:
    referral.grant_closed_at = now
    assert fields.open_groups(acting(world.welfare_worker), referral) == frozenset()


def test_the_legal_group_never_opens_to_police(world: Any, case: Case) -> None:
    basis = add_consent(case, recorded_by=world.pouya_worker, groups=("identity", "legal"))
    referral = add_referral(
        case,
        world.police,
        drafted_by=world.pouya_worker,
        basis=basis,
        state=State.ACCEPTED,
        handler=world.police_worker,
        field_groups=["identity", "legal"],
    )
    assert fields.granted_groups(referral) == {FieldGroup.IDENTITY}


def test_the_card_holds_no_name(referral: Referral) -> None:
    assert "مهرگان" not in str(fields.card_of(referral))


def test_the_system_reads_no_identity(case: Case) -> None:
    with pytest.raises(Refused):
        fields.identity_of(Actor.system("consent.expire"), case.client, [FieldGroup.IDENTITY])


def test_the_clients_own_names_are_found_in_a_free_text(case: Case) -> None:
    assert find_own_names(case.client, {"reason": "دیروز مهرگان را دیدیم"}) == [("reason", 6, 12)]


def test_the_clients_own_number_is_found_in_a_free_text(case: Case) -> None:
    assert find_own_names(case.client, {"reason": "تماس: ۰۹۱۲ ۳۴۵ ۶۷۸۹"}) == [("reason", 6, 19)]


def test_a_text_without_the_name_is_clean(case: Case) -> None:
    assert find_own_names(case.client, card_texts(case.client)) == []
