"""The lists: what they show to whom, how they are narrowed, turned and kept, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select

from coordination.kernel.db import db
from coordination.referrals.models import Priority, Referral, SavedFilter, State
from tests.pages import send
from tests.referrals.pages.conftest import Desk
from tests.referrals.stage import Stage

RECIPIENT = "welfare_liaison"
Counted = Callable[[], AbstractContextManager[list[str]]]


def rows_in(page: str) -> int:
    return page.count('class="inbox-what"')


def test_inbox_costs_five_statements_and_little(desk: Desk, statements: Counted) -> None:
    def make(stage: Stage) -> Referral:
        for _number in range(30):
            stage.at(State.RECEIVED, recipient_rank=0, priority=Priority.URGENT)
        return stage.at(State.SENT, recipient_rank=0)

    desk.make(make)
    liaison = desk.as_(RECIPIENT)
    liaison.get("/referrals")
    with statements() as seen:
        page = liaison.get("/referrals")
    assert rows_in(page.text) == 25
    assert len(seen) <= 5, seen
    assert len(page.data) <= 45_000


@pytest.mark.parametrize("address", ["/referrals/sent", "/referrals/drafts", "/referrals/agency"])
def test_other_lists_cost_five_statements(desk: Desk, statements: Counted, address: str) -> None:
    desk.make("received")
    client = desk.as_("welfare_worker" if address.endswith("agency") else "municipality_liaison")
    client.get(address)
    with statements() as seen:
        client.get(address)
    assert len(seen) <= 5, seen


def test_inbox_names_no_child(desk: Desk) -> None:
    desk.make("accepted")
    page = desk.as_(RECIPIENT).get("/referrals").text
    assert "مهرگان" not in page
    assert "C-9" not in page


def test_title_is_composed_of_needs(desk: Desk) -> None:
    desk.make(lambda stage: stage.at(State.RECEIVED, needs=("psychology", "social_work"), recipient_rank=0))
    assert "روان‌شناسی، مددکاری اجتماعی" in desk.as_(RECIPIENT).get("/referrals").text
    assert "Psychology, social work" in desk.as_(RECIPIENT, "en").get("/referrals").text


def test_acceptance_opens_within_the_row(desk: Desk) -> None:
    url = desk.make("received")
    headers = {"HX-Request": "true", "HX-Target": f"row-{url.rsplit('/', 1)[1]}"}
    part = desk.as_(RECIPIENT).get(f"{url}/accept", headers=headers).text
    assert part.lstrip().startswith("<tr")
    assert "data-panel" in part
    assert f'action="{url}/accept"' in part


def test_acceptance_is_filled_with_oneself_and_the_last_day_of_intake(desk: Desk) -> None:
    url = desk.make("received")
    page = desk.as_(RECIPIENT).get(f"{url}/accept").text
    chosen = re.search(r'<option selected value="([^"]+)"', page)
    assert chosen is not None
    assert chosen[1] == desk.world.welfare_liaison.public_id
    assert re.search(r'name="intake_on"[^>]*value="۱۴۰۵/۹/', page)


def test_refusal_is_an_objection_where_declining_is_not_allowed(desk: Desk) -> None:
    url = desk.make(lambda stage: stage.at(State.RECEIVED, recipient_rank=0, priority=Priority.EMERGENCY))
    page = desk.as_(RECIPIENT).get("/referrals").text
    assert f'href="{url}/object"' in page
    assert f'href="{url}/decline"' not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [("", 2), ("?priority=urgent", 1), ("?state=sent", 1), ("?state=accepted", 0), ("?route=police", 0), ("?due=10", 0),
     ("?show=mine", 2), ("?show=others", 0), ("?show=ended", 0), ("?sort=sent", 2), ("?state=nonsense", 2)],
)  # fmt: skip
def test_inbox_is_narrowed(desk: Desk, query: str, found: int) -> None:
    def make(stage: Stage) -> Referral:
        stage.at(State.RECEIVED, priority=Priority.URGENT, recipient_rank=0, handler=desk.world.welfare_liaison)
        return stage.at(State.SENT, recipient_rank=0, handler=None)

    desk.make(make)
    assert rows_in(desk.as_(RECIPIENT).get(f"/referrals{query}").text) == found


def test_empty_list_with_filters_offers_to_lift_each(desk: Desk) -> None:
    page = desk.as_(RECIPIENT).get("/referrals?priority=urgent&due=late").text
    assert "برداشتن «اولویت: فوری»" in page
    assert 'href="/referrals?due=late"' in page
    assert "برداشتن همه فیلترها" in page


def test_empty_list_without_filters_says_what_belongs_there(desk: Desk) -> None:
    assert "هنوز ارجاعی نرسیده است" in desk.as_(RECIPIENT).get("/referrals").text


def test_pages_of_a_list_lead_on_and_back(desk: Desk) -> None:
    def make(stage: Stage) -> Referral:
        for _number in range(29):
            stage.at(State.RECEIVED, recipient_rank=0)
        return stage.at(State.SENT, recipient_rank=0)

    desk.make(make)
    liaison = desk.as_(RECIPIENT)
    first = liaison.get("/referrals?priority=normal").text
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert onward is not None
    second = liaison.get(onward[1].replace("&amp;", "&")).text
    assert rows_in(second) == 5
    assert 'rel="prev"' in second
    assert "priority=normal" in onward[1]


def test_filter_is_kept_under_a_name(desk: Desk) -> None:
    liaison = desk.as_(RECIPIENT)
    answer = send(
        liaison,
        "/referrals/filters/inbox?priority=urgent",
        {"name": "فوری‌ها"},
        action="/referrals/filters/inbox",
    )
    assert answer.headers["Location"] == "/referrals?priority=urgent"
    assert "فوری‌ها" in liaison.get("/referrals").text


def test_list_starts_with_the_filter_that_was_chosen_for_it(desk: Desk) -> None:
    desk.make(lambda stage: stage.at(State.RECEIVED, recipient_rank=0))
    liaison = desk.as_(RECIPIENT)
    page = "/referrals/filters/inbox?priority=urgent"
    send(liaison, page, {"name": "فوری‌ها", "is_start": "y"}, action="/referrals/filters/inbox")
    assert rows_in(liaison.get("/referrals").text) == 0
    assert rows_in(liaison.get("/referrals?show=open").text) == 1


def test_filter_without_a_name_is_asked_for_one(desk: Desk) -> None:
    answer = send(
        desk.as_(RECIPIENT), "/referrals/filters/inbox?priority=urgent", {"name": ""}, action="/referrals/filters/inbox"
    )
    assert answer.status_code == 422


def test_filter_is_deleted_by_its_owner_alone(desk: Desk) -> None:
    liaison = desk.as_(RECIPIENT)
    send(liaison, "/referrals/filters/inbox?priority=urgent", {"name": "فوری‌ها"}, action="/referrals/filters/inbox")
    with desk.app.app_context():
        kept = db.session.scalars(select(SavedFilter)).one().public_id
    address = f"/referrals/filters/{kept}/delete"
    stranger = desk.as_("pouya_liaison")
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get("/referrals/services/new").text)
    assert token is not None
    assert stranger.post(address, data={"csrf_token": token[1]}).status_code == 404
    assert send(liaison, "/referrals/filters/inbox", action=address).status_code == 303


def test_agency_list_tells_code_and_state_alone(desk: Desk) -> None:
    url = desk.make("received")
    page = desk.as_("welfare_worker").get("/referrals/agency").text
    assert desk.stored(url).code in page
    assert "مددکاری اجتماعی" not in page
    assert "محله گلستان" not in page


def test_head_sees_the_lists_of_the_agency(desk: Desk) -> None:
    desk.make("received")
    assert rows_in(desk.as_("welfare_head").get("/referrals").text) == 1


def test_reviewer_is_led_to_the_objections(desk: Desk) -> None:
    client = desk.as_("reviewer")
    assert client.get("/referrals").headers["Location"] == "/referrals/to-rule"
    assert "اعتراضی منتظر شما نیست" in client.get("/referrals/to-rule").text


def test_strangers_have_no_lists(desk: Desk) -> None:
    assert desk.as_("auditor").get("/referrals").status_code == 403
