"""What a withdrawn consent, a hand-over and a case's closing mean for referrals."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.accounts import handover
from coordination.accounts.models import Person
from coordination.audit.models import AuditEntry
from coordination.cases import consequences
from coordination.cases.commands.consent import withdraw_consent
from coordination.kernel.db import db
from coordination.referrals import commands, queries
from coordination.referrals.models import Referral, State
from tests.referrals.stage import Stage
from tests.world import get

BEFORE = (State.SENT, State.RECEIVED, State.NEEDS_INFO, State.OBJECTED, State.ACCEPTED)


def withdrawn(stage: Stage, referral: Referral) -> Referral:
    """The referral after its consent was withdrawn."""
    withdraw_consent(stage.sender, stage.consent, reason="مادر نظرش برگشت")
    return stage.stored(referral)


@pytest.mark.parametrize("state", BEFORE)
def test_before_the_service_it_is_withdrawn(stage: Stage, state: State) -> None:
    assert withdrawn(stage, stage.at(state)).state == State.WITHDRAWN


def test_on_the_waiting_list_it_is_withdrawn(stage: Stage) -> None:
    referral = stage.at(State.WAITLISTED, review_on=stage.in_days(5))
    assert withdrawn(stage, referral).state == State.WITHDRAWN


def test_in_service_cancelling_is_asked_for(stage: Stage) -> None:
    assert withdrawn(stage, stage.in_service()).state == State.CANCEL_REQUESTED


def test_on_hold_cancelling_is_asked_for(stage: Stage) -> None:
    referral = stage.at(State.ON_HOLD, hold_code="illness", resume_on=stage.in_days(5))
    assert withdrawn(stage, referral).state == State.CANCEL_REQUESTED


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCEL_REQUESTED, State.DELIVERED])
def test_elsewhere_it_stays(stage: Stage, state: State) -> None:
    assert withdrawn(stage, stage.at(state)).state == state


@pytest.mark.parametrize("state", [State.SENT, State.IN_SERVICE])
def test_where_a_courts_order_stands_it_stays(stage: Stage, state: State) -> None:
    assert withdrawn(stage, stage.at(state, **stage.court_columns())).state == state


def test_where_the_order_was_lifted_it_does_not_stay(stage: Stage) -> None:
    referral = stage.at(State.SENT, **stage.court_columns(order_lifted_on=stage.today))
    assert withdrawn(stage, referral).state == State.WITHDRAWN


def test_the_name_is_closed_again(stage: Stage) -> None:
    assert withdrawn(stage, stage.accepted()).grant_closed_at is not None


@pytest.mark.parametrize("state", [State.IN_SERVICE, State.ON_HOLD, State.CANCEL_REQUESTED, State.DELIVERED])
def test_the_name_is_closed_while_the_service_runs(stage: Stage, state: State) -> None:
    held = {"hold_code": "illness", "resume_on": stage.in_days(5)} if state == State.ON_HOLD else {}
    assert withdrawn(stage, stage.at(state, **held)).grant_closed_at is not None


def test_the_name_stays_open_where_a_courts_order_stands(stage: Stage) -> None:
    assert withdrawn(stage, stage.at(State.IN_SERVICE, **stage.court_columns())).grant_closed_at is None


def test_a_closed_name_stands_in_the_history(stage: Stage) -> None:
    referral = withdrawn(stage, stage.at(State.DELIVERED))
    assert queries.history(referral)[0].act == "referral.close_grant"


def test_the_reason_stays_with_the_case(stage: Stage) -> None:
    referral = withdrawn(stage, stage.received())
    assert queries.history(referral)[0].note == ""


def test_the_trail_names_rule_and_consent(stage: Stage) -> None:
    withdrawn(stage, stage.received())
    row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "referral.withdraw")).one()
    assert (row.rule, row.detail) == ("consent.withdraw", {"consent": stage.consent.id})


def test_a_withdrawal_is_foreseen(stage: Stage) -> None:
    codes = [stage.received().code, stage.in_service().code, stage.at(State.DELIVERED).code]
    stage.at(State.DRAFT)
    assert [consequence.code for consequence in consequences.foreseen(stage.consent)] == codes


def test_a_running_referral_keeps_its_case_open(stage: Stage) -> None:
    stage.received()
    assert consequences.live_count(stage.case) == 1


def test_an_ended_referral_does_not(stage: Stage) -> None:
    referral = stage.drafted()
    commands.void(stage.sender, referral, comment="دو بار نوشته شد")
    stage.session.commit()
    assert consequences.live_count(stage.case) == 0


def test_a_hand_over_moves_what_is_handled(stage: Stage) -> None:
    referral = stage.accepted()
    giver, taker = (get(Person, name) for name in (stage.world.welfare_liaison, stage.world.welfare_worker))
    handover.hand_over(stage.actor("welfare_head"), giver, to=taker)
    assert stage.stored(referral).handler_id == taker.id


def test_a_hand_over_leaves_what_has_ended(stage: Stage) -> None:
    referral = stage.at(State.CLOSED)
    stage.accepted()
    giver, taker = (get(Person, name) for name in (stage.world.welfare_liaison, stage.world.welfare_worker))
    handover.hand_over(stage.actor("welfare_head"), giver, to=taker)
    assert stage.stored(referral).handler_id == giver.id


def test_a_hand_over_makes_an_open_form_stale(stage: Stage) -> None:
    referral = stage.accepted()
    before = referral.version
    giver, taker = (get(Person, name) for name in (stage.world.welfare_liaison, stage.world.welfare_worker))
    handover.hand_over(stage.actor("welfare_head"), giver, to=taker)
    assert stage.stored(referral).version == before + 1
