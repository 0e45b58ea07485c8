"""Drafting, editing and sending: every route without JavaScript, typed text stays, what is seen is what is sent."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select

from coordination.kernel.db import db
from coordination.referrals.models import Referral, Route, State
from coordination.referrals.routes import FIELDS, ROUTES_WITH_ORDER
from coordination.vault.models import Attachment
from tests.pages import form_of, send
from tests.referrals.pages.conftest import Desk
from tests.referrals.stage import set_stage
from tests.world import add_case

SENDER = "municipality_liaison"
VALUES = {"line": "چیزی", "text": "چیزی", "moment": "۱۴۰۵/۸/۳۰ ۰۹:۰۰", "number": "۲"}


def case_of(desk: Desk) -> tuple[str, str]:
    """The public ids of a case with a consent, and of the consent."""
    with desk.app.app_context():
        stage = set_stage(desk.world, db.session())
        return stage.case.public_id, stage.consent.public_id


def filled(route: Route, basis: str) -> dict[str, Any]:
    typed: dict[str, Any] = {
        "recipient": "welfare",
        "needs-0-chosen": "y",
        "needs-0-asked": "دیدار خانه",
        "priority": "urgent",
        "risk": "medium",
        "reason": "برای مددکاری نزدیک خانه",
        "basis": basis,
        "field_groups": ["identity"],
        "letter_number": "۱۲/۳۴",
        "letter_on": "۱۴۰۵/۸/۲۹",
        "then": "send",
    }
    typed |= {f"route_{field.name}": VALUES[field.kind] for field in FIELDS[route]}
    if route in ROUTES_WITH_ORDER:
        typed |= {
            "order_agency": "judiciary",
            "order_number": "۷۷۱",
            "order_branch": "شعبه سوم",
            "order_on": "۱۴۰۵/۸/۲۹",
            "order_valid_until": "۱۴۰۵/۱۱/۱",
        }
    return typed


def write(desk: Desk, route: Route) -> Any:
    """Write a whole draft of a route and follow to the preview; the scan of an order goes with it."""
    case, basis = case_of(desk)
    client = desk.as_(SENDER)
    page = f"/referrals/new/{case}"
    target, values = form_of(client.get(f"{page}?route={route.value}").text, page, page)
    data: dict[str, Any] = values | filled(route, basis)
    if route in ROUTES_WITH_ORDER:
        data["order_scan"] = (BytesIO(b"order"), "order.txt")
    answer = client.post(target, data=data)
    assert answer.status_code == 303, answer.text
    return client, answer.headers["Location"].removesuffix("/send")


@pytest.mark.parametrize("route", Route)
def test_referral_of_every_route_is_drafted_and_sent(desk: Desk, route: Route) -> None:
    client, url = write(desk, route)
    answer = send(client, f"{url}/send", {"confirmed": "y"})
    assert answer.status_code == 303, answer.text
    stored = desk.stored(url)
    assert (stored.state, stored.route) == (State.SENT, route)


def test_way_begins_with_the_case_and_the_route(desk: Desk) -> None:
    case, _basis = case_of(desk)
    client = desk.as_(SENDER)
    assert f'href="/referrals/new/{case}"' in client.get("/referrals/new").text
    assert client.get(f"/referrals/new?case={case}").headers["Location"] == f"/referrals/new/{case}"
    assert f'href="/referrals/new/{case}?route=mobile_unit"' in client.get(f"/referrals/new/{case}").text


def test_another_route_shows_its_fields_and_keeps_what_was_typed(desk: Desk) -> None:
    case, _basis = case_of(desk)
    client, page = desk.as_(SENDER), f"/referrals/new/{case}"
    target, values = form_of(client.get(f"{page}?route=self").text, page, page)
    typed = values | {
        "route": "mobile_unit",
        "again": "1",
        "reason": "متن من",
        "needs-1-chosen": "y",
        "recipient": "welfare",
    }
    answer = client.post(target, data=typed)
    assert answer.status_code == 200
    assert 'name="route_point"' in answer.text
    assert "متن من" in answer.text
    with desk.app.app_context():
        assert db.session.scalar(select(func.count(Referral.id))) == 0


def test_draft_without_recipient_is_refused_and_keeps_the_text(desk: Desk) -> None:
    case, basis = case_of(desk)
    page = f"/referrals/new/{case}"
    typed = filled(Route.SELF, basis) | {"recipient": "", "reason": "متن من"}
    answer = send(desk.as_(SENDER), f"{page}?route=self", typed, action=page)
    assert answer.status_code == 422
    assert 'id="recipient-error"' in answer.text
    assert "متن من" in answer.text
    assert "دیدار خانه" in answer.text


def test_referral_to_ones_own_agency_is_refused_beside_the_field(desk: Desk) -> None:
    case, basis = case_of(desk)
    page = f"/referrals/new/{case}"
    answer = send(
        desk.as_(SENDER), f"{page}?route=self", filled(Route.SELF, basis) | {"recipient": "municipality"}, action=page
    )
    assert answer.status_code == 422
    assert 'id="recipient-error"' in answer.text


def test_date_that_cannot_be_read_is_said_and_kept(desk: Desk) -> None:
    case, basis = case_of(desk)
    page = f"/referrals/new/{case}"
    typed = filled(Route.SELF, basis) | {"letter_on": "۱۴۰۵/۷/۳۱"}
    answer = send(desk.as_(SENDER), f"{page}?route=self", typed, action=page)
    assert answer.status_code == 422
    assert "۱۴۰۵/۷/۳۱" in answer.text


def test_draft_is_shown_as_it_stands_and_changed(desk: Desk) -> None:
    client, url = write(desk, Route.MOBILE_UNIT)
    page = client.get(f"{url}/edit").text
    assert "دیدار خانه" in page
    assert 'value="۲"' in page
    assert send(client, f"{url}/edit", {"reason": "دلیل تازه"}).status_code == 303
    assert "دلیل تازه" in client.get(f"{url}/edit").text


def test_centres_of_the_recipient_can_be_chosen(desk: Desk) -> None:
    client, url = write(desk, Route.SELF)
    page = client.get(f"{url}/edit").text
    assert "مرکز روزانه نسترن" in page


def test_scan_of_an_order_is_kept_as_a_file(desk: Desk) -> None:
    write(desk, Route.JUDICIAL)
    with desk.app.app_context():
        assert db.session.scalar(select(func.count(Attachment.id))) == 1


def test_preview_shows_the_card_and_what_opens(desk: Desk) -> None:
    client, url = write(desk, Route.SELF)
    page = client.get(f"{url}/send").text
    card, opened = page.split('id="after"')
    assert "برای مددکاری نزدیک خانه" in card
    assert "زرین‌پر" not in card
    assert "زرین‌پر" in opened


def test_preview_says_times_and_numbers_of_the_route_as_the_recipient_reads_them(desk: Desk) -> None:
    client, url = write(desk, Route.MOBILE_UNIT)
    preview = client.get(f"{url}/send").text
    assert "امروز، ساعت ۰۹:۰۰" in preview
    assert "2026-11-21" not in preview


def test_safe_contact_stays_off_the_card(desk: Desk) -> None:
    client, url = write(desk, Route.SELF)
    card = client.get(f"{url}/send").text.split('id="after"')[0]
    assert "تماس امن" not in card


def test_childs_own_name_in_a_text_is_marked_and_stops_sending(desk: Desk) -> None:
    client, url = write(desk, Route.SELF)
    send(client, f"{url}/edit", {"reason": "مهرگان به مدرسه نمی‌رود"})
    page = client.get(f"{url}/send").text
    assert "<mark>مهرگان</mark> به مدرسه نمی‌رود" in page
    assert 'name="confirmed"' not in page


def test_sending_without_having_looked_is_refused(desk: Desk) -> None:
    client, url = write(desk, Route.SELF)
    answer = send(client, f"{url}/send")
    assert answer.status_code == 422
    assert 'id="confirmed-error"' in answer.text


def test_what_is_missing_is_listed_before_sending(desk: Desk) -> None:
    case, _basis = case_of(desk)
    client, page = desk.as_(SENDER), f"/referrals/new/{case}"
    answer = send(client, f"{page}?route=self", {"recipient": "welfare"}, action=page)
    preview = client.get(f"{answer.headers['Location']}/send").text
    assert "هنوز نمی‌توان فرستاد" in preview
    assert 'name="confirmed"' not in preview


def test_sent_referral_is_no_longer_edited(desk: Desk) -> None:
    url = desk.make("sent")
    assert desk.as_(SENDER).get(f"{url}/edit").headers["Location"] == url


def test_worker_of_the_case_drafts_and_the_liaison_sends(desk: Desk) -> None:
    case, basis = case_of(desk)
    page = f"/referrals/new/{case}"
    worker = desk.as_("municipality_worker")
    answer = send(worker, f"{page}?route=self", filled(Route.SELF, basis) | {"then": None}, action=page)
    url = answer.headers["Location"]
    assert worker.get(f"{url}/send").status_code == 404
    assert desk.as_(SENDER).get(f"{url}/send").status_code == 200


def test_case_of_others_is_not_referred(desk: Desk) -> None:
    with desk.app.app_context():
        case = add_case(desk.world.pouya).public_id
        db.session.commit()
    assert desk.as_(SENDER).get(f"/referrals/new/{case}").status_code == 404


def test_form_is_there_in_english(desk: Desk) -> None:
    case, _basis = case_of(desk)
    page = desk.as_(SENDER, "en").get(f"/referrals/new/{case}?route=police").text
    assert "Officer in charge" in page


def test_draft_is_made_in_twelve_statements(desk: Desk, statements: Any) -> None:
    case, basis = case_of(desk)
    client, page = desk.as_(SENDER), f"/referrals/new/{case}"
    write(desk, Route.SELF)  # the day's chain of acts and what is kept of the directory are there
    target, values = form_of(client.get(f"{page}?route=self").text, page, page)
    with statements() as seen:
        assert client.post(target, data=values | filled(Route.SELF, basis)).status_code == 303
    assert len(seen) <= 12, seen
