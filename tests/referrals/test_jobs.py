"""What the clock does by itself: tells the reviewer, expires, confirms, ends what an order no longer keeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from coordination.audit.models import AuditEntry
from coordination.cases.commands.consent import withdraw_consent
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.outbox.models import OutboxEvent
from coordination.referrals import jobs, queries
from coordination.referrals.models import Priority, Referral, State
from tests.conftest import MOMENT
from tests.referrals.stage import Stage

pytestmark = pytest.mark.both
DAY = timedelta(days=1)


def state_after(referral: Referral, days: int) -> str:
    """What state it is in when the jobs ran so many days later."""
    run_after(days)
    return db.session.scalar(select(Referral.state).where(Referral.id == referral.id)) or ""


def run_after(days: int) -> None:
    db.session.commit()
    with clock.at(MOMENT + days * DAY), writing():
        for job in (jobs.alert, jobs.expire, jobs.confirm, jobs.end_without_consent):
            job()
            db.session.commit()


def told() -> int:
    return db.session.scalar(select(func.count()).where(OutboxEvent.name == "referral.escalated")) or 0


def test_nobody_is_told_before_twice_the_limit(stage: Stage) -> None:
    stage.received()
    run_after(27)
    assert told() == 0


def test_at_twice_the_limit_the_reviewer_is_told(stage: Stage) -> None:
    stage.received()
    run_after(29)
    assert told() == 1


def test_the_reviewer_is_told_once_for_a_clock(stage: Stage) -> None:
    stage.received()
    run_after(29)
    run_after(30)
    assert told() == 1


def test_telling_stands_in_the_history(stage: Stage) -> None:
    referral = stage.received()
    run_after(29)
    assert queries.history(referral)[0].act == "referral.escalated"


def test_telling_makes_no_open_form_stale(stage: Stage) -> None:
    referral = stage.received()
    before = referral.version
    run_after(29)
    assert stage.stored(referral).version == before


def test_at_three_times_the_limit_it_expires(stage: Stage) -> None:
    assert state_after(stage.received(), 43) == State.EXPIRED


def test_before_three_times_the_limit_it_stays(stage: Stage) -> None:
    assert state_after(stage.received(), 41) == State.RECEIVED


def test_an_emergency_never_expires(stage: Stage) -> None:
    assert state_after(stage.received(priority=Priority.EMERGENCY), 400) == State.RECEIVED


def test_a_courts_referral_never_expires(stage: Stage) -> None:
    columns = {"told_at": MOMENT, "expires_at": MOMENT} | stage.court_columns()
    assert state_after(stage.at(State.RECEIVED, **columns), 400) == State.RECEIVED


def test_what_is_served_never_expires(stage: Stage) -> None:
    assert state_after(stage.in_service(), 400) == State.IN_SERVICE


def test_what_nobody_contests_is_confirmed(stage: Stage) -> None:
    assert state_after(stage.delivered(), 15) == State.CLOSED


def test_it_is_marked_as_closed_by_the_clock(stage: Stage) -> None:
    referral = stage.delivered()
    run_after(15)
    assert stage.stored(referral).closed_by_system


def test_within_the_limit_the_sender_may_still_contest(stage: Stage) -> None:
    assert state_after(stage.delivered(), 13) == State.DELIVERED


def test_a_courts_referral_waits_for_the_report_to_the_court(stage: Stage) -> None:
    referral = stage.at(State.DELIVERED, **stage.court_columns())
    assert state_after(referral, 15) == State.DELIVERED


def kept_by_an_order(stage: Stage, state: State) -> Referral:
    """A referral of a court's route whose consent was withdrawn; its order is valid for 60 days."""
    referral = stage.at(state, **stage.court_columns())
    withdraw_consent(stage.sender, stage.consent, reason="مادر نظرش برگشت")
    return stage.stored(referral)


def test_while_the_order_stands_the_service_goes_on_without_consent(stage: Stage) -> None:
    referral = kept_by_an_order(stage, State.IN_SERVICE)
    assert state_after(referral, 60) == State.IN_SERVICE


@pytest.mark.parametrize(
    ("state", "afterwards"),
    [
        (State.RECEIVED, State.WITHDRAWN),
        (State.IN_SERVICE, State.CANCEL_REQUESTED),
        (State.DELIVERED, State.DELIVERED),
    ],
)
def test_when_the_order_ends_what_has_no_consent_ends(stage: Stage, state: State, afterwards: State) -> None:
    referral = kept_by_an_order(stage, state)
    assert state_after(referral, 61) == afterwards
    closed = db.session.scalar(select(Referral.grant_closed_at).where(Referral.id == referral.id))
    assert (closed is not None) == (state != State.RECEIVED)


def test_what_ended_with_its_order_is_not_told_again(stage: Stage) -> None:
    referral = kept_by_an_order(stage, State.DELIVERED)
    run_after(61)
    run_after(62)
    closings = select(func.count()).where(AuditEntry.act == "referral.close_grant", AuditEntry.thing_id == referral.id)
    assert db.session.scalar(closings) == 1
