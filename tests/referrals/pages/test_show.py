"""The page of a referral: what it shows to whom, what is written from it, and what it costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from sqlalchemy import select

from coordination.audit.models import AuditEntry
from coordination.cases.models import Risk
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals import commands
from coordination.referrals.models import Referral, State
from tests.pages import form_of, send
from tests.referrals.pages.conftest import Desk
from tests.referrals.stage import Stage
from tests.world import add_case, add_consent, add_referral, get

SENDER, RECIPIENT = "municipality_liaison", "welfare_liaison"
NAME = "زرین‌پر"
Counted = Callable[[], AbstractContextManager[list[str]]]


def objected(stage: Stage) -> Referral:
    referral = stage.received(risk=Risk.HIGH)
    commands.object_(stage.recipient, referral, reason="جای خالی برای مهرگان نیست.")
    return stage.stored(referral)


def of_police(stage: Stage) -> Referral:
    world = stage.world
    case = add_case(world.police, worker=world.police_worker)
    basis = add_consent(case, recorded_by=world.police_worker)
    referral = add_referral(
        case,
        world.welfare,
        drafted_by=world.police_liaison,
        basis=basis,
        state=State.RECEIVED,
        handler=world.welfare_liaison,
        reason="گشت کلانتری او را دید.",
    )
    return stage.stored(referral)


@pytest.mark.parametrize("state", ["received", "delivered"])
@pytest.mark.parametrize("who", [SENDER, RECIPIENT])
def test_page_costs_seven_statements(desk: Desk, statements: Counted, state: str, who: str) -> None:
    url, client = desk.make(state), desk.as_(who)
    client.get(url)
    with statements() as seen:
        client.get(url)
    written = [one for one in seen if "audit" in one and not one.startswith("SELECT audit_entry.at")]
    assert len(seen) - len(written) <= 7, seen


def test_page_before_acceptance_has_the_card_and_no_name(desk: Desk) -> None:
    page = desk.as_(RECIPIENT).get(desk.make("received")).text
    assert "کارت کودک" in page
    assert "محله گلستان" in page
    assert NAME not in page
    assert "C-9" not in page


def test_page_after_acceptance_opens_the_name_and_the_look_is_recorded(desk: Desk) -> None:
    url = desk.make("accepted")
    assert NAME in desk.as_(RECIPIENT).get(url).text
    with desk.app.app_context():
        looks = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act == "referral.identity")).all()
    assert len(looks) == 1


def test_name_is_closed_again_at_the_end(desk: Desk) -> None:
    def closed(stage: Stage) -> Referral:
        referral = stage.delivered()
        commands.confirm(stage.sender, referral)
        return stage.stored(referral)

    page = desk.as_(RECIPIENT).get(desk.make(closed)).text
    assert NAME not in page
    assert "آنچه باز بود بسته شد" in page


def test_name_stands_in_no_title_and_no_history(desk: Desk) -> None:
    page = desk.as_(RECIPIENT).get(desk.make("accepted")).text
    head, history = page.split("opened-identity")[0], page.split('class="timeline"')[1]
    assert NAME not in head
    assert NAME not in history


def test_other_staff_of_the_recipient_see_code_and_state(desk: Desk) -> None:
    url = desk.make("received")
    page = desk.as_("welfare_worker").get(url).text
    assert desk.stored(url).code in page
    assert "دریافت‌شده" in page
    assert "محله گلستان" not in page
    assert "مددکاری" not in page


def test_police_that_sent_it_see_code_and_state(desk: Desk) -> None:
    page = desk.as_("police_liaison").get(desk.make(of_police)).text
    assert "دریافت‌شده" in page
    assert "محله گلستان" not in page
    assert "گشت کلانتری" not in page
    assert "/withdraw" in page


def test_reviewer_sees_card_and_reasons_never_a_name(desk: Desk) -> None:
    url = desk.make(objected)
    client = desk.as_("reviewer")
    for page in (client.get(url).text, client.get(f"{url}/overrule").text):
        assert "محله گلستان" in page
        assert "جای خالی برای" in page
        assert "مهرگان" not in page
        assert NAME not in page


@pytest.mark.parametrize("who", ["pouya_liaison", "judiciary_liaison", "administrator", "auditor", "reviewer"])
@pytest.mark.parametrize("page", ["", "/print", "/files/new", "/numbers", "/services/new", "/edit"])
def test_foreigners_find_nothing(desk: Desk, who: str, page: str) -> None:
    url = desk.make("received")
    if who == "reviewer":  # another group leads the sender
        with desk.app.app_context():
            get(Agency, desk.world.municipality).lead_group_id = desk.world.group.id
            db.session.commit()
    assert desk.as_(who).get(f"{url}{page}").status_code == 404


def test_draft_is_nothing_to_its_recipient(desk: Desk) -> None:
    assert desk.as_(RECIPIENT).get(desk.make("drafted")).status_code == 404


def test_print_tells_who_printed(desk: Desk) -> None:
    page = desk.as_(RECIPIENT).get(f"{desk.make('accepted')}/print").text
    assert "چاپ: مینا راد" in page
    assert NAME in page


def test_print_before_acceptance_has_no_name(desk: Desk) -> None:
    assert NAME not in desk.as_(RECIPIENT).get(f"{desk.make('received')}/print").text


def test_word_is_sent_to_the_other_side(desk: Desk) -> None:
    url = desk.make("received")
    assert send(desk.as_(RECIPIENT), url, {"text": "مادر در خانه است؟"}, action=f"{url}/comments").status_code == 303
    assert "مادر در خانه است؟" in desk.as_(SENDER).get(url).text


def test_empty_word_is_refused_beside_its_field(desk: Desk) -> None:
    url = desk.make("received")
    answer = send(desk.as_(RECIPIENT), url, {"text": ""}, action=f"{url}/comments")
    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text


def test_numbers_are_of_ones_own_side(desk: Desk) -> None:
    url = desk.make("received")
    send(desk.as_(RECIPIENT), f"{url}/numbers", {"file_number": "پ-۱۴۰۵-۲۶۴", "letter_on": "۱۴۰۵/۸/۳۰"})
    stored = desk.stored(url)
    assert (stored.recipient_file_number, stored.sender_file_number) == ("پ-۱۴۰۵-۲۶۴", "")


def test_numbers_that_somebody_else_changed_meanwhile_are_told_with_both_texts(desk: Desk) -> None:
    url, liaison = desk.make("received"), desk.as_(RECIPIENT)
    target, values = form_of(liaison.get(f"{url}/numbers").text, f"{url}/numbers")
    send(liaison, f"{url}/numbers", {"file_number": "الف-۱"})
    answer = liaison.post(target, data=values | {"file_number": ["ب-۲"]})
    assert answer.status_code == 409
    assert "ب-۲" in answer.text
    assert "الف-۱" in answer.text


def test_handler_and_team_are_named(desk: Desk) -> None:
    url, world = desk.make("received"), desk.world
    typed = {"handler": world.welfare_worker.public_id, "team": [world.welfare_head.public_id]}
    assert send(desk.as_(RECIPIENT), f"{url}/assign", typed).status_code == 303
    stored = desk.stored(url)
    assert stored.handler_id == world.welfare_worker.id
    assert [member.person_id for member in stored.team] == [world.welfare_head.id]


def test_file_is_attached_and_given_out_as_a_download(desk: Desk) -> None:
    url, liaison = desk.make("received"), desk.as_(RECIPIENT)
    _target, values = form_of(liaison.get(f"{url}/files/new").text, f"{url}/files/new")
    file = (BytesIO("گزارش".encode()), "گزارش.txt")
    assert liaison.post(f"{url}/files/new", data=values | {"file": file}).status_code == 303
    page = desk.as_(SENDER).get(url).text
    address = re.search(rf'href="({url}/files/[^"]{{16}})"', page)
    assert address is not None
    answer = desk.as_(SENDER).get(address[1])
    assert answer.data.decode() == "گزارش"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_attaching_nothing_is_refused(desk: Desk) -> None:
    url = desk.make("received")
    assert send(desk.as_(RECIPIENT), f"{url}/files/new").status_code == 422


def test_court_lifts_its_order(desk: Desk) -> None:
    url = desk.make(lambda stage: stage.at(State.RECEIVED, **stage.court_columns()))
    court = desk.as_("court_liaison")
    assert f"{url}/lift-order" in court.get(url).text
    assert send(court, f"{url}/lift-order", {"on": ""}).status_code == 422
    assert send(court, f"{url}/lift-order", {"on": "۱۴۰۵/۸/۳۰"}).status_code == 303
    assert desk.stored(url).order_lifted_on is not None


def test_chain_is_shown(desk: Desk) -> None:
    def forwarded(stage: Stage) -> Referral:
        referral = stage.received()
        successor = commands.forward(stage.recipient, referral, recipient=stage.agency("pouya"), reason="نزدیک‌تر است.")
        return stage.stored(successor)

    page = desk.as_(SENDER).get(desk.make(forwarded)).text
    assert "زنجیره ارجاع" in page
    assert "R-1405-1" in page
    assert "R-1405-2" in page


def test_case_shows_its_referrals(desk: Desk) -> None:
    url = desk.make("received")
    stored = desk.stored(url)
    page = desk.as_(SENDER).get(f"/cases/{stored.case.public_id}").text
    assert f'href="{url}"' in page
