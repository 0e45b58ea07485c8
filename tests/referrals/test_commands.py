"""What each command does beside moving: stamps, grants, successors, free places."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.fields import grant_is_open
from coordination.accounts.models import Person, PostKind
from coordination.audit.models import AuditEntry
from coordination.cases.models import CaseState
from coordination.directory.models import Centre
from coordination.kernel import clock
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.outbox.models import OutboxEvent
from coordination.referrals import commands, disclosures, queries, texts
from coordination.referrals.content import Asked
from coordination.referrals.models import DeclineCode, Referral, Route, State, WhoDeclined
from tests.conftest import MOMENT
from tests.referrals.stage import Stage
from tests.world import add_post, get

DAY = timedelta(days=1)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def emitted(stage: Stage, name: str) -> list[dict[str, Any]]:
    stage.session.commit()
    return list(stage.session.scalars(select(OutboxEvent.payload).where(OutboxEvent.name == name)))


def acts(stage: Stage, act: str) -> list[AuditEntry]:
    stage.session.commit()
    return list(stage.session.scalars(select(AuditEntry).where(AuditEntry.act == act)))


# --- drafting -----------------------------------------------------------------------------------------------------


def test_codes_run_through_the_jalali_year(stage: Stage) -> None:
    first, second = stage.drafted(), stage.drafted()
    assert (first.code, second.code) == ("R-1405-1", "R-1405-2")


def test_a_draft_stamps_the_card(stage: Stage) -> None:
    referral = stage.drafted()
    assert (referral.client_code, referral.sex, referral.district) == (stage.case.client.code, "boy", "محله گلستان")


def test_a_draft_keeps_what_was_asked(stage: Stage) -> None:
    referral = stage.drafted()
    assert texts.asked_of(referral, referral.needs[0]) == "یک بازدید از خانه"


def test_a_draft_keeps_its_reason_sealed(stage: Stage) -> None:
    referral = stage.drafted()
    assert referral.reason_sealed is not None
    assert "مددکاری".encode() not in referral.reason_sealed


def test_editing_replaces_the_needs(stage: Stage) -> None:
    referral = stage.drafted()
    asked = (Asked("health"), Asked("social_work", "بازدید"))
    commands.edit_draft(stage.sender, referral, content=stage.content(asked=asked))
    referral = stage.stored(referral)
    assert [(need.need, need.position) for need in referral.needs] == [("health", 0), ("social_work", 1)]


def test_what_is_sent_cannot_be_edited(stage: Stage) -> None:
    referral = stage.sent()
    with pytest.raises(WrongState):
        commands.edit_draft(stage.sender, referral, content=stage.content())


def test_nothing_is_drafted_to_oneself(stage: Stage) -> None:
    with pytest.raises(Invalid):
        commands.draft(stage.sender, stage.case, recipient=stage.agency("municipality"))


def test_nothing_is_drafted_from_a_closed_case(stage: Stage) -> None:
    stage.case.closing_summary_sealed = b"written"
    stage.case.state = CaseState.CLOSED
    with pytest.raises(WrongState):
        commands.draft(stage.sender, stage.case, recipient=stage.agency("welfare"))


def test_a_centre_of_another_agency_is_no_address(stage: Stage) -> None:
    with pytest.raises(Invalid):
        commands.draft(stage.sender, stage.case, recipient=stage.agency("pouya"), centre=stage.centre())


def test_a_court_referral_is_sent_with_its_order_and_a_scan(stage: Stage) -> None:
    data = {"officer": "افسر نگهبان", "handover_at": "1405/08/29 18:00"}
    referral = stage.drafted(route=Route.JUDICIAL, order=stage.order(), route_data=data)
    commands.attach(stage.sender, referral, stream=io.BytesIO(PDF), filename="order.pdf")
    stage.session.flush()
    commands.send(stage.sender, referral, disclosure_confirmed=True)
    assert referral.state == State.SENT


# --- acceptance ---------------------------------------------------------------------------------------------------


def test_acceptance_opens_the_grant(stage: Stage) -> None:
    assert grant_is_open(stage.accepted())


def test_acceptance_names_the_actor(stage: Stage) -> None:
    assert stage.accepted().handler_id == stage.world.welfare_liaison.id


def test_acceptance_may_name_a_colleague(stage: Stage) -> None:
    referral = stage.sent()
    commands.accept(stage.recipient, referral, handler_id=stage.world.welfare_worker.id)
    assert referral.handler_id == stage.world.welfare_worker.id


def test_acceptance_names_nobody_of_another_agency(stage: Stage) -> None:
    referral = stage.sent()
    with pytest.raises(Invalid):
        commands.accept(stage.recipient, referral, handler_id=stage.world.pouya_worker.id)


def test_acceptance_taken_back_closes_the_grant(stage: Stage) -> None:
    referral = stage.accepted()
    commands.unaccept(stage.recipient, referral, reason="اشتباه بود")
    assert not grant_is_open(referral)


def test_the_end_closes_the_grant(stage: Stage) -> None:
    referral = stage.delivered()
    commands.confirm(stage.sender, referral)
    assert not grant_is_open(referral)


def test_the_recipient_keeps_a_receipt(stage: Stage) -> None:
    referral = stage.delivered()
    commands.confirm(stage.sender, referral)
    receipt = disclosures.receipt_of(referral)
    assert receipt is not None
    assert (receipt.opened_at, receipt.closed_at) == (MOMENT, MOMENT)


def test_contesting_opens_the_grant_again(stage: Stage) -> None:
    referral = stage.at(State.CLOSED, closed_by_system=True, grant_opened_at=MOMENT, grant_closed_at=MOMENT)
    commands.contest(stage.sender, referral, reason="کودک هنوز کار می‌کند")
    assert grant_is_open(referral)


def test_acceptance_says_what_it_opens(stage: Stage) -> None:
    opens, stays = disclosures.what_opens(stage.sent())
    assert [str(word) for word in opens] == ["Identity and contact"]
    assert "Health" in [str(word) for word in stays]


# --- refusing -----------------------------------------------------------------------------------------------------


def test_declining_for_capacity_empties_the_centre(stage: Stage) -> None:
    referral = stage.received(centre=stage.centre())
    commands.decline(stage.recipient, referral, code=DeclineCode.CAPACITY, who=WhoDeclined.RECIPIENT)
    stage.session.commit()
    centre = get(Centre, stage.world.day_centre)
    assert (centre.places_free, centre.places_free_on) == (0, stage.today)


def test_declining_for_another_reason_leaves_the_centre(stage: Stage) -> None:
    referral = stage.received(centre=stage.centre())
    commands.decline(stage.recipient, referral, code=DeclineCode.AGE, who=WhoDeclined.RECIPIENT)
    stage.session.commit()
    assert get(Centre, stage.world.day_centre).places_free is None


def test_the_recipient_of_an_objection_is_not_its_reviewer(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    with pytest.raises(Refused):
        commands.uphold(stage.recipient, referral, decision="درست است")


def test_an_upheld_objection_is_declined(stage: Stage) -> None:
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    commands.uphold(stage.reviewer, referral, decision="درست است")
    assert stage.stored(referral).state == State.DECLINED


def test_a_reviewer_with_a_post_on_either_side_is_recused(stage: Stage) -> None:
    add_post(stage.world.reviewer, stage.world.welfare, PostKind.WORKER)
    referral = stage.received()
    commands.object_(stage.recipient, referral, reason="بیرون از محدوده ماست")
    with pytest.raises(Refused):
        commands.uphold(stage.reviewer, referral, decision="درست است")


def test_on_a_court_route_the_orders_court_liaison_rules(stage: Stage) -> None:
    referral = stage.at(State.OBJECTED, objected_at=MOMENT, **stage.court_columns())
    commands.overrule(stage.court, referral, decision="حکم پابرجاست")
    assert stage.stored(referral).state == State.RECEIVED


def test_an_agency_whose_liaison_cannot_sign_in_receives_nothing(stage: Stage) -> None:
    get(Person, stage.world.pouya_liaison).disabled_at = MOMENT
    assert not queries.is_registered(stage.agency("pouya"))


# --- forwarding ---------------------------------------------------------------------------------------------------


@pytest.fixture
def successor(stage: Stage) -> Referral:
    referral = stage.accepted()
    made = commands.forward(stage.recipient, referral, recipient=stage.agency("pouya"), reason="نزدیک‌تر است")
    return stage.stored(made)


def test_a_successor_is_sent_to_the_next_agency(stage: Stage, successor: Referral) -> None:
    assert (successor.state, successor.recipient_agency_id) == (State.SENT, stage.world.pouya.id)


def test_a_successor_keeps_sender_case_basis_and_needs(stage: Stage, successor: Referral) -> None:
    kept = (successor.sender_agency_id, successor.case_id, successor.basis_id, successor.need_codes)
    assert kept == (stage.world.municipality.id, stage.case.id, stage.consent.id, ["social_work"])


def test_a_successor_says_the_same(successor: Referral) -> None:
    said = (texts.reason_of(successor), texts.asked_of(successor, successor.needs[0]))
    assert said == ("برای مددکاری نزدیک خانه", "یک بازدید از خانه")


def test_a_successor_knows_its_chain(successor: Referral) -> None:
    assert (successor.chain_id, successor.hops) == (successor.predecessor_id, 1)


def test_a_forwarded_referral_closes_its_grant(stage: Stage, successor: Referral) -> None:
    assert successor.predecessor is not None
    assert successor.predecessor.grant_closed_at == MOMENT


def test_the_chain_is_shown_on_each_of_its_pages(stage: Stage, successor: Referral) -> None:
    assert [link.code for link in queries.get_records(successor).chain] == ["R-1405-1", "R-1405-2"]


def test_what_the_sender_enclosed_goes_on_with_a_successor(stage: Stage) -> None:
    referral = stage.drafted()
    commands.attach(stage.sender, referral, stream=io.BytesIO(PDF), filename="order.pdf")
    commands.send(stage.sender, referral, disclosure_confirmed=True)
    referral = stage.stored(referral)
    for hours, recipient, onwards in ((1, "welfare", "pouya"), (2, "pouya", "judiciary")):
        with clock.at(MOMENT + timedelta(hours=hours)):
            liaison = stage.actor(f"{recipient}_liaison")
            commands.attach(liaison, referral, stream=io.BytesIO(PDF), filename=f"of-{recipient}.pdf")
            made = commands.forward(liaison, referral, recipient=stage.agency(onwards), reason="نزدیک‌تر است")
            referral = stage.stored(made)
    assert [file.name for file in queries.get_records(referral).files] == ["order.pdf"]


def test_nothing_is_forwarded_to_an_agency_without_a_liaison(stage: Stage) -> None:
    referral = stage.received()
    stage.agency("pouya").active = False
    with pytest.raises(Invalid):
        commands.forward(stage.recipient, referral, recipient=stage.agency("pouya"), reason="نزدیک‌تر است")


# --- the end ------------------------------------------------------------------------------------------------------


def test_it_is_sent_back_once(stage: Stage) -> None:
    referral = stage.delivered()
    assert commands.return_(stage.sender, referral, missing="گزارش بازدید")
    assert stage.stored(referral).state == State.IN_SERVICE


@pytest.fixture
def returned_twice(stage: Stage) -> Referral:
    referral = stage.at(State.DELIVERED, times_returned=1)
    assert not commands.return_(stage.sender, referral, missing="گزارش بازدید")
    return stage.stored(referral)


def test_a_second_time_it_stays_delivered(returned_twice: Referral) -> None:
    assert returned_twice.state == State.DELIVERED


def test_a_second_time_the_reviewer_is_told(stage: Stage, returned_twice: Referral) -> None:
    told = emitted(stage, "referral.returned_twice")
    assert told == [{"thing_id": returned_twice.id, "by": stage.world.municipality_liaison.id}]


def test_only_the_sender_says_it_a_second_time(stage: Stage) -> None:
    referral = stage.at(State.DELIVERED, times_returned=1)
    with pytest.raises(Refused):
        commands.return_(stage.recipient, referral, missing="گزارش بازدید")


def test_a_person_who_confirms_is_no_clock(stage: Stage) -> None:
    referral = stage.delivered()
    commands.confirm(stage.sender, referral)
    assert not referral.closed_by_system


def test_a_court_liaison_may_withdraw_while_the_order_stands(stage: Stage) -> None:
    referral = stage.at(State.SENT, **stage.court_columns())
    commands.withdraw(stage.court, referral, reason="دادگاه پس گرفت")
    assert stage.stored(referral).state == State.WITHDRAWN


def test_a_lifted_order_stands_no_more(stage: Stage) -> None:
    referral = stage.at(State.SENT, **stage.court_columns())
    commands.lift_order(stage.court, referral, on=stage.today)
    commands.withdraw(stage.sender, referral, reason="دادگاه حکم را برداشت")
    assert stage.stored(referral).state == State.WITHDRAWN
