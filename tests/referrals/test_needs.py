"""Each need of the moves up to the decision, refused once while everything else is there."""

from __future__ import annotations

from typing import Any

import pytest

from coordination import workflow
from coordination.access.actor import Actor
from coordination.access.fields import seal_field
from coordination.cases.models import Risk
from coordination.referrals import commands, queries
from coordination.referrals.models import (
    DeclineCode,
    Priority,
    Referral,
    State,
    WhoDeclined,
)
from tests.referrals.stage import Stage, unmet


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
    stage.agency("pouya").registered_until = stage.in_days(-1)
    assert unmet_at_send(stage, recipient=stage.agency("pouya")) == {"recipient_registered"}


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
