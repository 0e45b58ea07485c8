"""What stays closed on the pages of a referral: to a recipient beyond its grant, to one that passed the child on, to a
sender who is no staff of the case, to police that sent it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from sqlalchemy import select

from coordination.access.fields import seal_field
from coordination.audit.models import AuditEntry
from coordination.cases.commands.consent import withdraw_consent
from coordination.kernel.db import db
from coordination.referrals import commands
from coordination.referrals.models import Referral, State
from tests.pages import form_of, send
from tests.referrals.pages.conftest import Desk
from tests.referrals.pages.test_show import of_police
from tests.referrals.stage import Stage

SENDER, RECIPIENT, HEAD = "municipality_liaison", "welfare_liaison", "municipality_head"
NAME, PLACE, SAFE_CONTACT = "زرین‌پر", "محله گلستان", "عصرها از راه مدرسه"


def forwarded(stage: Stage) -> Referral:
    referral = stage.accepted()
    commands.forward(stage.recipient, referral, recipient=stage.agency("pouya"), reason="نزدیک‌تر است.")
    return stage.stored(referral)


def named_in_a_word(stage: Stage) -> Referral:
    referral = stage.accepted()
    commands.comment(stage.recipient, referral, text="مهرگان امروز آمد.")
    return stage.stored(referral)


def with_file(desk: Desk, url: str, who: str) -> str:
    """The address of a file that somebody attaches there."""
    client = desk.as_(who)
    _target, values = form_of(client.get(f"{url}/files/new").text, f"{url}/files/new")
    client.post(f"{url}/files/new", data=values | {"file": (BytesIO("گزارش".encode()), "گزارش.txt")})
    address = re.search(rf'href="({url}/files/[^"]{{16}})"', client.get(url).text)
    assert address is not None
    return address[1]


def test_safe_contact_of_the_route_opens_with_the_identity_alone(desk: Desk) -> None:
    page = desk.as_(RECIPIENT).get(desk.make("accepted", field_groups=("family",))).text
    assert SAFE_CONTACT not in page


def test_safe_contact_of_the_route_opens_with_the_identity(desk: Desk) -> None:
    assert SAFE_CONTACT in desk.as_(RECIPIENT).get(desk.make("accepted")).text


def test_sender_who_is_no_staff_of_the_case_reads_words_without_the_name(desk: Desk) -> None:
    url = desk.make(named_in_a_word)
    assert "مهرگان" in desk.as_(SENDER).get(url).text
    assert "مهرگان" not in desk.as_(HEAD).get(url).text


def test_sender_who_is_no_staff_of_the_case_opens_no_file(desk: Desk) -> None:
    file = with_file(desk, desk.make("accepted"), SENDER)
    assert desk.as_(SENDER).get(file).status_code == 200
    assert desk.as_(HEAD).get(file).status_code == 404


def test_file_closes_to_the_recipient_with_the_grant(desk: Desk) -> None:
    url = desk.make("delivered")
    file = with_file(desk, url, SENDER)
    before = desk.as_(RECIPIENT).get(file).status_code
    assert send(desk.as_(SENDER), f"{url}/confirm").status_code == 303
    assert (before, desk.as_(RECIPIENT).get(file).status_code) == (200, 404)


def test_look_at_a_file_of_a_referral_stands_in_the_access_log(desk: Desk) -> None:
    url = desk.make("accepted")
    file = with_file(desk, url, SENDER)
    desk.as_(RECIPIENT).get(file)
    log = desk.as_(SENDER).get(f"/cases/{desk.stored(url).case.public_id}/log").text
    assert re.search(r"مینا راد.{0,200}یک فایل", log, re.DOTALL)


def test_who_passed_the_child_on_keeps_code_and_state(desk: Desk) -> None:
    url = desk.make(forwarded)
    page = desk.as_(RECIPIENT).get(url).text
    assert desk.stored(url).code in page
    assert "واگذارشده" in page
    assert PLACE not in page
    assert "نزدیک خانه" not in page


ADDRESSES = ("", "/services/new", "/assign", "/numbers", "/files/new", "/admissions/new")


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_tells_more_to_who_passed_the_child_on(desk: Desk, address: str) -> None:
    assert PLACE not in desk.as_(RECIPIENT).get(desk.make(forwarded) + address).text


@pytest.mark.parametrize("address", ["/referrals?show=ended", "/referrals?show=all"])
def test_list_tells_code_and_state_of_what_was_passed_on(desk: Desk, address: str) -> None:
    code = desk.stored(desk.make(forwarded)).code
    page = desk.as_(RECIPIENT).get(address).text
    assert code in page
    assert PLACE not in page
    assert "مددکاری" not in page


def test_what_was_passed_on_is_not_printed(desk: Desk) -> None:
    assert desk.as_(RECIPIENT).get(f"{desk.make(forwarded)}/print").status_code == 404


def test_police_that_sent_it_confirm_without_reading_the_results(desk: Desk) -> None:
    def delivered(stage: Stage) -> Referral:
        referral = of_police(stage)
        referral.state = State.DELIVERED
        referral.needs[0].result = "met"
        return stage.stored(referral)

    page = desk.as_("police_liaison").get(f"{desk.make(delivered)}/confirm").text
    assert "تأیید" in page
    assert "برآورده" not in page


def test_police_that_sent_it_read_nothing_of_what_others_gave(desk: Desk) -> None:
    def served(stage: Stage) -> Referral:
        referral = of_police(stage)
        referral.state = State.IN_SERVICE
        referral.grant_opened_at = referral.state_since
        referral = stage.stored(referral)
        commands.record_service(stage.recipient, [referral], kind="psychology", on=stage.today)
        commands.record_admission(stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="گشت")
        return stage.stored(referral)

    url = desk.make(served)
    given = f"/referrals/given/{desk.stored(url).case.public_id}"
    page = desk.as_("police_liaison").get(given).text
    assert "روان‌شناسی" not in page
    assert "نسترن" not in page


@pytest.mark.parametrize("state", [State.IN_SERVICE, State.CANCEL_REQUESTED, State.DELIVERED])
def test_withdrawn_consent_closes_the_name_at_once(desk: Desk, state: State) -> None:
    def withdrawn(stage: Stage) -> Referral:
        referral = stage.at(state)
        withdraw_consent(stage.sender, stage.consent, reason="مادر نظرش برگشت")
        return stage.stored(referral)

    url = desk.make(withdrawn)
    assert NAME not in desk.as_(RECIPIENT).get(url).text
    with desk.app.app_context():
        assert not db.session.scalars(select(AuditEntry).where(AuditEntry.act == "referral.identity")).all()


def test_nobody_writes_where_nobody_reads_any_more(desk: Desk) -> None:
    url = desk.make(forwarded)
    page = desk.as_(SENDER).get(url).text
    assert f"{url}/comments" not in page
    assert f"{url}/files/new" not in page


def test_stay_that_outlives_its_referral_can_still_end(desk: Desk) -> None:
    def cancelled(stage: Stage) -> Referral:
        referral = stage.in_service()
        commands.record_admission(stage.recipient, referral, centre=stage.centre(), on=stage.today, brought_by="گشت")
        commands.cancel(stage.recipient, referral, reason="خانواده رفت", handover="تحویل شد")
        return stage.stored(referral)

    page = desk.as_(RECIPIENT).get(desk.make(cancelled)).text
    assert "/discharge" in page


def test_childs_own_number_is_taken_for_no_file_number(desk: Desk) -> None:
    def numbered(stage: Stage) -> Referral:
        seal_field(stage.case.client, "identity_number", "0012345679")
        return stage.received()

    url = desk.make(numbered)
    answer = send(desk.as_(SENDER), f"{url}/numbers", {"file_number": "۰۰۱۲۳۴۵۶۷۹"})
    assert answer.status_code == 422
    assert desk.stored(url).sender_file_number == ""
