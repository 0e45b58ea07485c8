"""Each need of the moves of service and end, refused once while everything else is there."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination import workflow
from coordination.access.actor import Actor
from coordination.cases.models import CaseState, ConsentState
from coordination.kernel import clock
from coordination.referrals import commands, queries
from coordination.referrals.content import NeedResult
from coordination.referrals.models import (
    HoldCode,
    Priority,
    Referral,
    Result,
    State,
)
from tests.conftest import MOMENT
from tests.referrals import test_needs
from tests.referrals.stage import MET, Stage, unmet


def by_system(rule: str) -> Actor:
    return Actor.system(rule)


# --- the service --------------------------------------------------------------------------------------------------


def test_referral_begin_needs_first_contact_or_admission(stage: Stage) -> None:
    referral = stage.accepted()
    assert unmet(lambda: commands.begin(stage.recipient, referral)) == {"first_contact_or_admission"}


def test_referral_unaccept_needs_reason(stage: Stage) -> None:
    referral = stage.accepted()
    assert unmet(lambda: commands.unaccept(stage.recipient, referral, reason="")) == {"reason"}


def test_referral_unaccept_needs_within_24_hours(stage: Stage) -> None:
    referral = stage.accepted()
    with clock.at(MOMENT + timedelta(hours=25)):
        assert unmet(lambda: commands.unaccept(stage.recipient, referral, reason="جا نداریم")) == {"within_24_hours"}


def test_referral_unaccept_needs_nothing_delivered(stage: Stage) -> None:
    referral = stage.accepted()
    commands.record_service(stage.recipient, [referral], kind="telephone", on=stage.today)
    refused = unmet(lambda: commands.unaccept(stage.recipient, referral, reason="جا نداریم"))
    assert refused == {"nothing_delivered"}


def test_referral_hold_needs_coded_reason(stage: Stage) -> None:
    referral = stage.in_service()
    refused = unmet(lambda: commands.hold(stage.recipient, referral, code=None, resume_on=stage.in_days(7)))
    assert refused == {"coded_reason"}


def test_referral_hold_needs_resume_date_within_30_days(stage: Stage) -> None:
    referral = stage.in_service()
    late = stage.in_days(31)
    refused = unmet(lambda: commands.hold(stage.recipient, referral, code=HoldCode.ILLNESS, resume_on=late))
    assert refused == {"resume_date_within_30_days"}


def test_referral_request_cancel_needs_reason(stage: Stage) -> None:
    referral = stage.in_service()
    assert unmet(lambda: commands.request_cancel(stage.sender, referral, reason="")) == {"reason"}


def asked_to_cancel(stage: Stage) -> Referral:
    referral = stage.in_service()
    commands.request_cancel(stage.sender, referral, reason="خانواده رفت")
    return stage.stored(referral)


def test_referral_refuse_cancel_needs_reason(stage: Stage) -> None:
    referral = asked_to_cancel(stage)
    assert unmet(lambda: commands.refuse_cancel(stage.recipient, referral, reason="")) == {"reason"}


def test_referral_refuse_cancel_needs_consent_not_withdrawn_or_court_order(stage: Stage) -> None:
    referral = asked_to_cancel(stage)
    assert referral.basis is not None
    referral.basis.state = ConsentState.WITHDRAWN
    refused = unmet(lambda: commands.refuse_cancel(stage.recipient, referral, reason="ادامه لازم است"))
    assert refused == {"consent_not_withdrawn_or_court_order"}


def test_referral_cancel_needs_reason(stage: Stage) -> None:
    referral = stage.in_service()
    assert unmet(lambda: cancel(stage, referral, reason="")) == {"reason"}


def cancel(stage: Stage, referral: Referral, reason: str = "خانواده رفت", handover: str = "سه بازدید شد") -> None:
    commands.cancel(stage.recipient, referral, reason=reason, handover=handover)


def test_referral_cancel_needs_handover_note(stage: Stage) -> None:
    referral = stage.in_service()
    assert unmet(lambda: cancel(stage, referral, handover="")) == {"handover_note"}


def test_referral_cancel_needs_court_liaison_if_order_stands(stage: Stage) -> None:
    referral = stage.at(State.IN_SERVICE, **stage.court_columns())
    assert unmet(lambda: cancel(stage, referral)) == {"court_liaison_if_order_stands"}


# --- the end ------------------------------------------------------------------------------------------------------


def test_referral_deliver_needs_service_delivered(stage: Stage) -> None:
    referral = stage.in_service()
    assert unmet(lambda: commands.deliver(stage.recipient, referral, results=MET)) == {"service_delivered"}


def test_referral_deliver_needs_discharged_if_admitted(stage: Stage) -> None:
    referral = stage.served()
    commands.record_admission(stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="مددکار")
    assert unmet(lambda: commands.deliver(stage.recipient, referral, results=MET)) == {"discharged_if_admitted"}


@pytest.mark.parametrize("results", [{}, {"social_work": NeedResult(Result.NOT_MET)}])
def test_referral_deliver_needs_result_for_each_need(stage: Stage, results: dict[str, NeedResult]) -> None:
    referral = stage.served()
    assert unmet(lambda: commands.deliver(stage.recipient, referral, results=results)) == {"result_for_each_need"}


def test_referral_confirm_needs_report_to_court_if_court_route(stage: Stage) -> None:
    referral = stage.at(State.DELIVERED, **stage.court_columns())
    assert unmet(lambda: commands.confirm(stage.sender, referral)) == {"report_to_court_if_court_route"}


def closed_by_clock(stage: Stage) -> Referral:
    return stage.at(State.CLOSED, closed_by_system=True)


def contest(stage: Stage, referral: Referral, reason: str = "کودک هنوز کار می‌کند") -> None:
    commands.contest(stage.sender, referral, reason=reason)


def test_referral_contest_needs_closed_by_system(stage: Stage) -> None:
    referral = stage.at(State.CLOSED)
    assert unmet(lambda: contest(stage, referral)) == {"closed_by_system"}


def test_referral_contest_needs_within_30_days(stage: Stage) -> None:
    referral = closed_by_clock(stage)
    with clock.at(MOMENT + timedelta(days=30, minutes=1)):
        assert unmet(lambda: contest(stage, referral)) == {"within_30_days"}


def test_referral_contest_needs_case_open(stage: Stage) -> None:
    referral = closed_by_clock(stage)
    referral.case.closing_summary_sealed = b"written"
    referral.case.state = CaseState.CLOSED
    assert unmet(lambda: contest(stage, referral)) == {"case_open"}


def test_referral_contest_needs_basis_stands(stage: Stage) -> None:
    referral = closed_by_clock(stage)
    stage.consent.valid_until = stage.in_days(-1)
    assert unmet(lambda: contest(stage, stage.stored(referral))) == {"basis_stands"}


def test_referral_contest_needs_reason(stage: Stage) -> None:
    referral = closed_by_clock(stage)
    assert unmet(lambda: contest(stage, referral, reason="")) == {"reason"}


def test_referral_return_needs_what_is_missing(stage: Stage) -> None:
    referral = stage.delivered()
    assert unmet(lambda: commands.return_(stage.sender, referral, missing="")) == {"what_is_missing"}


def test_referral_return_needs_basis_stands(stage: Stage) -> None:
    referral = stage.delivered()
    stage.consent.valid_until = stage.in_days(-1)
    referral = stage.stored(referral)
    assert unmet(lambda: commands.return_(stage.sender, referral, missing="گزارش")) == {"basis_stands"}


def test_referral_return_needs_once_only(stage: Stage) -> None:
    referral = stage.at(State.DELIVERED, times_returned=1)
    facts = queries.facts_for(stage.sender, referral, move="return", note="گزارش")
    assert unmet(lambda: workflow.perform(stage.sender, referral, "return", facts=facts)) == {"once_only"}


def expire(stage: Stage, **columns: Any) -> set[str]:
    given = {
        "alerted_at": MOMENT,
        "clock_started_at": MOMENT - timedelta(days=60),
        "due_at": MOMENT - timedelta(days=50),
    }
    referral = stage.at(State.RECEIVED, **(given | columns))
    return unmet(lambda: commands.expire(by_system("referral.expire"), referral))


def test_referral_expire_needs_three_times_the_running_limit(stage: Stage) -> None:
    assert expire(stage, clock_started_at=MOMENT - timedelta(days=60), due_at=MOMENT - timedelta(days=30)) == {
        "three_times_the_running_limit"
    }


def test_referral_expire_needs_secretary_alerted_at_twice(stage: Stage) -> None:
    assert expire(stage, alerted_at=None) == {"secretary_alerted_at_twice"}


@pytest.mark.parametrize("priority", [Priority.EMERGENCY])
def test_referral_expire_needs_not_emergency_nor_court(stage: Stage, priority: Priority) -> None:
    assert expire(stage, priority=priority) == {"not_emergency_nor_court"}


def test_referral_expire_of_a_court_needs_not_emergency_nor_court(stage: Stage) -> None:
    assert expire(stage, **stage.court_columns()) == {"not_emergency_nor_court"}


def test_referral_void_needs_comment(stage: Stage) -> None:
    referral = stage.drafted()
    assert unmet(lambda: commands.void(stage.sender, referral, comment="")) == {"comment"}


def test_referral_void_needs_court_liaison_if_order_stands(stage: Stage) -> None:
    referral = stage.at(State.SENT, **stage.court_columns())
    refused = unmet(lambda: commands.void(stage.sender, referral, comment="دو بار نوشته شد"))
    assert refused == {"court_liaison_if_order_stands"}


def test_a_draft_of_a_courts_route_is_its_senders_to_make_void(stage: Stage) -> None:
    referral = stage.at(State.DRAFT, **stage.court_columns())
    commands.void(stage.sender, referral, comment="دو بار نوشته شد")
    assert referral.state == State.VOID


def test_every_need_of_a_referral_is_refused_by_a_test() -> None:
    written = {*globals(), *vars(test_needs)}
    wanted = {
        f"test_referral_{move.name}_needs_{need.code}"
        for move in workflow.MACHINES[Referral].moves.values()
        for need in move.needs
    }
    assert wanted <= written
