"""Each need of each move of a referral, refused once while everything else is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import pytest

from coordination import workflow
from coordination.access.actor import Actor
from coordination.access.fields import seal_field
from coordination.cases.models import CaseState, ConsentState, Risk
from coordination.kernel import clock
from coordination.kernel.errors import Unmet
from coordination.referrals import commands, queries
from coordination.referrals.content import NeedResult
from coordination.referrals.models import (
    DeclineCode,
    HoldCode,
    Priority,
    Referral,
    Result,
    State,
    WhoDeclined,
)
from tests.conftest import MOMENT
from tests.referrals.stage import MET, Stage


def unmet(act: Callable[[], Any]) -> set[str]:
    """The codes of the needs for which the act is refused."""
    with pytest.raises(Unmet) as refusal:
        act()
    return set(refusal.value.needs)


def unmet_at_send(stage: Stage, *, confirmed: bool = True, **content: Any) -> set[str]:
    referral = stage.drafted(**content)
    return unmet(lambda: commands.send(stage.sender, referral, disclosure_confirmed=confirmed))


def by_system(rule: str) -> Actor:
    return Actor.system(rule)


# --- send, relay --------------------------------------------------------------------------------------------------


def test_referral_send_needs_has_route(stage: Stage) -> None:
    assert unmet_at_send(stage, route=None) == {"has_route"}


def test_referral_send_needs_what_its_route_asks_for(stage: Stage) -> None:
    assert unmet_at_send(stage, route_data={"how_found": "خودش آمد"}) == {"has_route"}


def test_referral_send_needs_has_need(stage: Stage) -> None:
    assert unmet_at_send(stage, asked=()) == {"has_need"}


def test_referral_send_needs_has_reason(stage: Stage) -> None:
    assert unmet_at_send(stage, reason="") == {"has_reason"}


def test_referral_send_needs_priority_and_risk_set(stage: Stage) -> None:
    assert unmet_at_send(stage, priority=None) == {"priority_and_risk_set"}


def test_referral_send_needs_basis_covers_recipient(stage: Stage) -> None:
    assert unmet_at_send(stage, field_groups=("health",)) == {"basis_covers_recipient"}


def test_referral_send_needs_disclosure_confirmed(stage: Stage) -> None:
    assert unmet_at_send(stage, confirmed=False) == {"disclosure_confirmed"}


def test_referral_send_needs_duplicates_answered(stage: Stage) -> None:
    stage.case.duplicates_answer = ""
    assert unmet_at_send(stage) == {"duplicates_answered"}


def test_referral_send_needs_free_text_names_nobody(stage: Stage) -> None:
    assert unmet_at_send(stage, reason="مهرگان به مددکاری نیاز دارد") == {"free_text_names_nobody"}


def test_referral_send_needs_papers_that_bear_no_number_of_the_child(stage: Stage) -> None:
    seal_field(stage.case.client, "identity_number", "0012345679")
    assert unmet_at_send(stage, file_number="0012345679") == {"free_text_names_nobody"}


def test_referral_send_needs_the_card_as_stamped_to_name_nobody(stage: Stage) -> None:
    referral = stage.drafted()
    referral.special_needs = "مهرگان عینک دارد"
    refused = unmet(lambda: commands.send(stage.sender, referral, disclosure_confirmed=True))
    assert refused == {"free_text_names_nobody"}


def test_referral_send_needs_recipient_registered(stage: Stage) -> None:
    stage.agency("welfare").registered_until = stage.in_days(-1)
    assert unmet_at_send(stage) == {"recipient_registered"}


def test_referral_relay_needs_successor_of_forward(stage: Stage) -> None:
    referral = stage.drafted()
    assert unmet(lambda: relay(referral)) == {"successor_of_forward"}


def test_referral_relay_needs_basis_covers_recipient(stage: Stage) -> None:
    referral = stage.at(State.DRAFT, predecessor=stage.sent(), hops=1, field_groups=["health"])
    assert unmet(lambda: relay(referral)) == {"basis_covers_recipient"}


def relay(referral: Referral) -> None:
    actor = by_system("referral.forward")
    facts = queries.facts_for(actor, referral, move="relay")
    workflow.perform(actor, referral, "relay", facts=facts)


# --- until the decision -------------------------------------------------------------------------------------------


def test_referral_receive_needs_handler_named(stage: Stage) -> None:
    referral = stage.sent()
    facts = queries.facts_for(stage.recipient, referral, move="receive")
    assert unmet(lambda: workflow.perform(stage.recipient, referral, "receive", facts=facts)) == {"handler_named"}


def test_referral_ask_needs_question(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: commands.ask(stage.recipient, referral, question="")) == {"question"}


def test_referral_ask_needs_two_rounds_at_most(stage: Stage) -> None:
    referral = stage.received()
    for _ in range(2):
        commands.ask(stage.recipient, referral, question="چند روز در هفته؟")
        commands.answer(stage.sender, referral, text="سه روز")
    assert unmet(lambda: commands.ask(stage.recipient, referral, question="کجا؟")) == {"two_rounds_at_most"}


def test_referral_answer_needs_answer(stage: Stage) -> None:
    referral = stage.at(State.NEEDS_INFO)
    assert unmet(lambda: commands.answer(stage.sender, referral, text="")) == {"answer"}


def test_referral_accept_needs_handler_named(stage: Stage) -> None:
    referral = stage.sent()
    referral.intake_on = stage.in_days(3)
    facts = queries.facts_for(stage.recipient, referral, move="accept")
    assert unmet(lambda: workflow.perform(stage.recipient, referral, "accept", facts=facts)) == {"handler_named"}


def test_referral_accept_needs_intake_date(stage: Stage) -> None:
    referral = stage.sent()
    assert unmet(lambda: commands.accept(stage.recipient, referral, intake_on=stage.in_days(-1))) == {"intake_date"}


def put_on_list(stage: Stage, referral: Referral, days: int, note: str = "نزد مادربزرگ در امان است") -> None:
    commands.waitlist(stage.recipient, referral, review_on=stage.in_days(days), safety_note=note)


def test_referral_waitlist_needs_review_date_within_limit(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: put_on_list(stage, referral, 15)) == {"review_date_within_limit"}


def test_referral_waitlist_of_an_urgent_one_needs_review_date_within_limit(stage: Stage) -> None:
    referral = stage.received(priority=Priority.URGENT)
    assert unmet(lambda: put_on_list(stage, referral, 8)) == {"review_date_within_limit"}


def test_referral_waitlist_needs_not_emergency(stage: Stage) -> None:
    referral = stage.received(priority=Priority.EMERGENCY)
    assert "not_emergency" in unmet(lambda: put_on_list(stage, referral, 1))


def test_referral_waitlist_needs_safety_note(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: put_on_list(stage, referral, 7, note="")) == {"safety_note"}


def decline(stage: Stage, referral: Referral, **more: Any) -> None:
    given: dict[str, Any] = {"code": DeclineCode.AGE, "who": WhoDeclined.RECIPIENT} | more
    commands.decline(stage.recipient, referral, **given)


def test_referral_decline_needs_coded_reason(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: decline(stage, referral, code=None)) == {"coded_reason"}


def test_referral_decline_needs_who_declined(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: decline(stage, referral, who=None)) == {"who_declined"}


@pytest.mark.parametrize("content", [{"risk": Risk.HIGH}, {"priority": Priority.EMERGENCY}])
def test_referral_decline_needs_declinable(stage: Stage, content: dict[str, Any]) -> None:
    referral = stage.received(**content)
    assert unmet(lambda: decline(stage, referral)) == {"declinable"}


def test_referral_decline_of_a_courts_order_needs_declinable(stage: Stage) -> None:
    referral = stage.at(State.RECEIVED, **stage.court_columns())
    assert unmet(lambda: decline(stage, referral)) == {"declinable"}


def test_referral_decline_a_second_time_needs_declinable(stage: Stage) -> None:
    decline(stage, stage.received())
    referral = stage.received(recipient=stage.agency("welfare"))
    assert unmet(lambda: decline(stage, referral)) == {"declinable"}


def test_referral_drafted_before_the_first_decline_needs_declinable_too(stage: Stage) -> None:
    waiting = stage.drafted()
    decline(stage, stage.received())
    waiting = stage.stored(waiting)
    commands.send(stage.sender, waiting, disclosure_confirmed=True)
    assert unmet(lambda: decline(stage, waiting)) == {"declinable"}


def test_referral_object_needs_handler_named(stage: Stage) -> None:
    referral = stage.sent()
    facts = queries.facts_for(stage.recipient, referral, move="object", note="دلیل")
    assert unmet(lambda: workflow.perform(stage.recipient, referral, "object", facts=facts)) == {"handler_named"}


def test_referral_object_needs_reason(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: commands.object_(stage.recipient, referral, reason="")) == {"reason"}


def test_referral_uphold_needs_decision_text(stage: Stage) -> None:
    referral = stage.at(State.OBJECTED)
    assert unmet(lambda: commands.uphold(stage.reviewer, referral, decision="")) == {"decision_text"}


def test_referral_overrule_needs_decision_text(stage: Stage) -> None:
    referral = stage.at(State.OBJECTED)
    assert unmet(lambda: commands.overrule(stage.reviewer, referral, decision="")) == {"decision_text"}


def forward(stage: Stage, referral: Referral, to: str = "pouya", reason: str = "نزدیک‌تر است") -> None:
    commands.forward(stage.recipient, referral, recipient=stage.agency(to), reason=reason)


def test_referral_forward_needs_recipient_not_in_chain(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: forward(stage, referral, to="municipality")) == {"recipient_not_in_chain"}


def test_referral_forward_needs_reason(stage: Stage) -> None:
    referral = stage.received()
    assert unmet(lambda: forward(stage, referral, reason="")) == {"reason"}


def test_referral_forward_needs_three_hops_at_most(stage: Stage) -> None:
    referral = stage.at(State.RECEIVED, hops=3)
    assert unmet(lambda: forward(stage, referral)) == {"three_hops_at_most"}


def test_referral_forward_needs_basis_covers_recipient(stage: Stage) -> None:
    referral = stage.received()
    stage.consent.valid_until = stage.in_days(-1)
    referral = stage.stored(referral)
    assert unmet(lambda: forward(stage, referral)) == {"basis_covers_recipient"}


def test_referral_forward_needs_nothing_delivered(stage: Stage) -> None:
    referral = stage.accepted()
    commands.record_service(stage.recipient, [referral], kind="telephone", on=stage.today)
    assert unmet(lambda: forward(stage, referral)) == {"nothing_delivered"}


def test_referral_withdraw_needs_reason(stage: Stage) -> None:
    referral = stage.sent()
    assert unmet(lambda: commands.withdraw(stage.sender, referral, reason="")) == {"reason"}


def test_referral_withdraw_needs_court_liaison_if_order_stands(stage: Stage) -> None:
    referral = stage.at(State.SENT, **stage.court_columns())
    refused = unmet(lambda: commands.withdraw(stage.sender, referral, reason="اشتباه بود"))
    assert refused == {"court_liaison_if_order_stands"}


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
    written: Iterable[str] = globals()
    wanted = {
        f"test_referral_{move.name}_needs_{need.code}"
        for move in workflow.MACHINES[Referral].moves.values()
        for need in move.needs
    }
    assert wanted <= set(written)
