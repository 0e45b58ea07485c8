"""Public pages: closed until opened, the same for everybody, nothing of a child, a person or a confidential thing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from coordination.actions.models import ActionState
from coordination.activities.models import ActivityKind
from coordination.directory.models import Agency, Centre, CentreKind, Installation
from coordination.figures import cells
from coordination.figures.models import FigureCount
from coordination.groups.models import Group, SeatKind
from coordination.kernel.db import db
from coordination.programmes.models import MemorandumParty, MemorandumState
from coordination.reports.models import ReportState
from coordination.resolutions.models import Resolution, ResolutionState
from tests.conftest import MOMENT
from tests.gatherings import add_action, add_seat
from tests.issuing import add_activity, add_memorandum, add_report, of_agency, of_group
from tests.pages import send
from tests.world import World, add_centre, get, sign_in

Statements = Callable[[], AbstractContextManager[list[str]]]
PAGES = ("/public", "/public/agencies", "/public/reports", "/public/resolutions", "/public/figures")
DATA = tuple(f"/public/hsds/{what}.json" for what in ("organizations", "services", "locations", "service_at_locations"))


@pytest.fixture
def opened(app: Flask, world: World) -> World:
    """Everything is open; Pouya stands in the directory with a day centre and a residential one."""
    with app.app_context():
        db.session.execute(
            update(Installation).values(
                public_directory=True, public_reports=True, public_resolutions=True, public_figures=True
            )
        )
        agency = get(Agency, world.pouya)
        agency.public, agency.phone = True, "021-33112233"
        facts: dict[str, Any] = {"services": ["legal", "health"], "city": "تهران", "capacity": 40}
        add_centre(agency, "خانه روز", address="خیابان روز", **facts)
        add_centre(agency, "خانه شب", kind=CentreKind.RESIDENTIAL, address="کوچه پنهان", **facts)
        db.session.commit()
    return world


def mark(app: Flask, **columns: Any) -> None:
    with app.app_context():
        db.session.add(
            Resolution(
                **{
                    "kind": "decision",
                    "text": "مدارس تا پایان آبان ثبت‌نام کنند.",
                    "state": ResolutionState.IN_FORCE,
                    "state_since": MOMENT,
                    "number": "۱۲",
                    "adopted_on": MOMENT.date(),
                    "in_force_on": MOMENT.date(),
                    "outside_body": "شورای نمونه",
                    "outside_on": MOMENT.date(),
                    "public": True,
                }
                | columns
            )
        )
        db.session.commit()


# --- open or closed -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*PAGES, *DATA])
def test_nothing_is_open_unless_it_was_opened(client: FlaskClient, world: World, page: str) -> None:
    assert client.get(page).status_code == 404


@pytest.mark.parametrize("page", [*PAGES, *DATA])
def test_what_is_open_is_read_without_a_session(
    client: FlaskClient, opened: World, statements: Statements, page: str
) -> None:
    with statements() as seen:
        answer = client.get(page)
    assert answer.status_code == 200
    assert not any("FROM session" in statement for statement in seen)
    assert len(seen) <= 6
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=300"


def test_each_part_is_opened_by_itself(app: Flask, client: FlaskClient, world: World) -> None:
    administrator = app.test_client()
    sign_in(administrator, world.administrator)
    assert send(administrator, "/settings/public", {"public_reports": "y"}).status_code == 303
    assert client.get("/public/reports").status_code == 200
    assert client.get("/public").status_code == 200
    assert client.get("/public/figures").status_code == 404


def test_an_open_report_is_read_in_the_public_frame(app: Flask, client: FlaskClient, opened: World) -> None:
    with app.app_context():
        report = add_report(of_group(opened.group), opened.secretary, ReportState.PUBLISHED, public=True)
        db.session.commit()
        address = f"/public/reports/{report.public_id}"
    answer = client.get(address)
    assert answer.status_code == 200
    assert 'href="/public/agencies"' in answer.text
    assert opened.group.name_fa in answer.text


def test_a_page_shows_nothing_of_the_one_who_is_signed_in(app: Flask, opened: World) -> None:
    head = app.test_client()
    sign_in(head, opened.pouya_head)
    answer = head.get("/public")
    assert opened.pouya_head.name not in answer.text
    assert "csrf_token" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_robots_may_read_the_public_pages_only(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nAllow: /public\nDisallow: /\n"


def test_the_address_names_the_other_language(client: FlaskClient, opened: World) -> None:
    answer = client.get("/public/agencies?lang=en&q=x")
    assert '<html lang="en"' in answer.text
    assert "/public/reports?lang=en" in answer.text


@pytest.mark.parametrize("query", ["?endpoint=x", "?_external=1&_anchor=x", "?lang=xx", "?after=zz&kind=zz&need=%22"])
def test_an_address_that_makes_no_sense_is_answered(client: FlaskClient, opened: World, query: str) -> None:
    assert client.get(f"/public/agencies{query}").status_code == 200


def test_searching_is_counted(client: FlaskClient, opened: World) -> None:
    assert [client.get("/public/agencies?q=x").status_code for _time in range(301)][-1] == 429


# --- the directory ------------------------------------------------------------------------------------------------


def page_of(world: World) -> str:
    return f"/public/agencies/{world.pouya.public_id}"


@pytest.mark.parametrize(
    "columns", [{"public": False}, {"active": False}, {"registered_until": MOMENT.date() - timedelta(1)}]
)
def test_an_agency_that_is_not_public_active_and_registered_is_absent(
    app: Flask, client: FlaskClient, opened: World, columns: dict[str, Any]
) -> None:
    with app.app_context():
        db.session.execute(update(Agency).where(Agency.id == opened.pouya.id).values(**columns))
        db.session.commit()
    assert opened.pouya.name_fa not in client.get("/public/agencies").text
    assert client.get(page_of(opened)).status_code == 404
    assert client.get("/public/hsds/organizations.json").json["total_items"] == 0  # type: ignore[index]


@pytest.mark.parametrize("address", ["page", *DATA])
def test_the_address_of_a_residential_centre_is_not_shown(client: FlaskClient, opened: World, address: str) -> None:
    text = client.get(page_of(opened) if address == "page" else address).get_data(as_text=True)
    assert "کوچه پنهان" not in text.encode().decode("unicode_escape", "ignore") + text


def test_it_is_shown_where_the_agency_opened_it(app: Flask, client: FlaskClient, opened: World) -> None:
    with app.app_context():
        db.session.execute(update(Centre).values(address_public=True))
        db.session.commit()
    assert "کوچه پنهان" in client.get(page_of(opened)).text


@pytest.mark.parametrize(("phone", "shown"), [("021-33112233", True), ("0912 345 6789", False)])
def test_a_mobile_number_is_a_persons(app: Flask, client: FlaskClient, opened: World, phone: str, shown: bool) -> None:
    with app.app_context():
        db.session.execute(update(Agency).where(Agency.id == opened.pouya.id).values(phone=phone))
        db.session.commit()
    there = client.get("/public/hsds/organizations.json").json["contents"][0]["phones"]  # type: ignore[index]
    assert bool(there) is shown
    assert ("۳۳۱۱۲۲۳۳" in client.get(page_of(opened)).text) is shown


@pytest.mark.parametrize(
    ("query", "there"),
    [("q=پويا", True), ("q=دیگر", False), ("city=تهران", True), ("city=یزد", False), ("kind=ngo", True),
     ("kind=police", False), ("need=legal", True), ("need=shelter", False)],
)  # fmt: skip
def test_the_directory_is_narrowed_down(client: FlaskClient, opened: World, query: str, there: bool) -> None:
    assert (opened.pouya.name_fa in client.get(f"/public/agencies?{query}").text) is there


def test_only_its_head_puts_an_agency_into_the_directory(app: Flask, world: World) -> None:
    page = f"/agencies/{world.pouya.public_id}/edit"
    for person, public in ((world.administrator, False), (world.pouya_head, True)):
        client = app.test_client()
        sign_in(client, person)
        assert ('name="public"' in client.get(page).text) is public
        assert send(client, page, {"public": "y"}).status_code == 303
        with app.app_context():
            assert get(Agency, world.pouya).public is public


def read_page(app: Flask, client: FlaskClient, world: World, lay: Callable[[], object]) -> str:
    """The agency's page in English after something was laid."""
    with app.app_context():
        lay()
        db.session.commit()
    return client.get(f"{page_of(world)}?lang=en").text


def test_the_page_names_groups_and_seats_and_no_person(app: Flask, client: FlaskClient, opened: World) -> None:
    seat = partial(add_seat, opened.group, opened.pouya_head, SeatKind.OBSERVER, agency=opened.pouya)
    text = read_page(app, client, opened, seat)
    assert "2 seats" in text
    assert opened.group.name_en in text
    assert opened.pouya_head.name not in text
    assert opened.pouya_head.name not in client.get(page_of(opened)).text


def test_a_confidential_group_is_not_named(app: Flask, client: FlaskClient, opened: World) -> None:
    hide = update(Group).where(Group.id == opened.group.id).values(confidential=True)
    text = read_page(app, client, opened, lambda: db.session.execute(hide))
    assert opened.group.name_en not in text
    assert "The agency has no seat in a group." in text


def test_a_memorandum_in_force_is_told_with_its_other_parties(app: Flask, client: FlaskClient, opened: World) -> None:
    def lay() -> None:
        made = add_memorandum(opened.welfare, MemorandumState.SIGNED, parties=(opened.pouya,), title="همکاری بهار")
        made.parties.append(MemorandumParty(name="دانشگاه نمونه"))

    text = read_page(app, client, opened, lay)
    assert "همکاری بهار" in text
    assert text.index("With:") < text.index(opened.welfare.name_en) < text.index("دانشگاه نمونه")


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        (MemorandumState.DRAFT, {}),
        (MemorandumState.TERMINATED, {}),
        (MemorandumState.SIGNED, {"from_on": MOMENT.date() + timedelta(2)}),
        (MemorandumState.SIGNED, {"from_on": MOMENT.date() - timedelta(9), "to_on": MOMENT.date() - timedelta(2)}),
    ],
    ids=["draft", "terminated", "begins later", "ended"],
)
def test_a_memorandum_that_is_not_in_force_is_not_told(
    app: Flask, client: FlaskClient, opened: World, state: MemorandumState, columns: dict[str, Any]
) -> None:
    text = read_page(app, client, opened, lambda: add_memorandum(opened.pouya, state, title="همکاری بهار", **columns))
    assert "همکاری بهار" not in text
    assert "No memorandum is in force." in text


@pytest.mark.parametrize(
    ("late", "confidential", "told"), [(1, 0, "80%"), (0, 1, None), (0, 0, None)], ids=["five", "confidential", "four"]
)
def test_actions_kept_in_time_are_told_from_five_on(
    app: Flask, client: FlaskClient, opened: World, late: int, confidential: int, told: str | None
) -> None:
    def lay() -> None:
        facts: dict[str, Any] = {
            "agency": opened.pouya, "owner": opened.pouya_liaison, "verifier": opened.secretary,
            "due_on": MOMENT.date() - timedelta(3),
        }  # fmt: skip
        for _number in range(4):
            add_action(ActionState.VERIFIED, done_at=MOMENT - timedelta(5), **facts)
        for _number in range(late):
            add_action(ActionState.ACCEPTED, **facts)
        for _number in range(confidential):
            add_action(ActionState.ACCEPTED, confidential=True, **facts)
        add_action(ActionState.ACCEPTED, **facts | {"due_on": MOMENT.date()})

    text = read_page(app, client, opened, lay)
    assert text.count("Not told: the date of fewer than 5 actions has passed.") == (1 if told else 2)
    assert told is None or told in text


@pytest.mark.parametrize(("count", "month", "told"), [(5, 140506, True), (4, 140506, False), (9, 140507, False)])
def test_times_of_answers_are_told_from_five_on_of_a_half_year_that_is_over(
    app: Flask, client: FlaskClient, opened: World, count: int, month: int, told: bool
) -> None:
    cell = {"agency_id": opened.pouya.id, "month": month, "measure": cells.TIME, "key": "decide:80", "n": count}
    text = read_page(app, client, opened, lambda: db.session.add(FigureCount(**cell)))
    assert ("Nine of ten were answered within" in text) is told
    assert ("Not told: fewer than 5 referrals were decided." in text) is not told


def test_activities_of_the_year_are_told_by_heading(app: Flask, client: FlaskClient, opened: World) -> None:
    def lay() -> None:
        for kind in (ActivityKind.EVENT_HELD, ActivityKind.EVENT_JOINED):
            add_activity(of_agency(opened.pouya), opened.pouya_liaison, kind)
        add_activity(of_agency(opened.pouya), opened.pouya_liaison, ActivityKind.VISIT, removed_at=MOMENT)

    text = read_page(app, client, opened, lay)
    assert "<dt>Events held and joined</dt><dd>2</dd>" in text
    assert "<dt>Visits</dt>" not in text


def test_what_is_missing_is_said(client: FlaskClient, opened: World) -> None:
    text = client.get(f"{page_of(opened)}?lang=en").text
    assert "No activity is recorded this year." in text
    assert "No memorandum is in force." in text


def test_the_agency_page_costs_seven_statements_and_no_session(
    app: Flask, client: FlaskClient, opened: World, statements: Statements
) -> None:
    with app.app_context():
        for _number in range(8):
            add_memorandum(opened.pouya, MemorandumState.SIGNED, parties=(opened.welfare,))
            add_activity(of_agency(opened.pouya), opened.pouya_liaison)
        db.session.commit()
    with statements() as seen:
        answer = client.get(page_of(opened))
    assert answer.status_code == 200
    assert len(seen) <= 7
    assert not any("FROM session" in statement for statement in seen)
    assert "Set-Cookie" not in answer.headers


# --- open data ----------------------------------------------------------------------------------------------------

REQUIRED = {
    "organizations": {"id", "name", "description"},
    "services": {"id", "name", "status"},
    "locations": {"id", "location_type"},
    "service_at_locations": {"id", "service_id", "location_id"},
}
"""What the schemas of the specification require (the tabular ones for the last)."""
ENVELOPE = {
    "total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"
}  # fmt: skip


@pytest.mark.parametrize("what", REQUIRED)
def test_data_has_the_shape_of_the_specification(client: FlaskClient, opened: World, what: str) -> None:
    answer: Any = client.get(f"/public/hsds/{what}.json").json
    assert set(answer) == ENVELOPE
    assert answer["contents"]
    assert all(set(thing) >= REQUIRED[what] for thing in answer["contents"])


def test_ids_of_data_refer_to_one_another(client: FlaskClient, opened: World) -> None:
    lists: dict[str, Any] = {what: client.get(f"/public/hsds/{what}.json").json["contents"] for what in REQUIRED}  # type: ignore[index]
    ids = {what: {thing["id"] for thing in things} for what, things in lists.items()}
    assert {thing["organization"]["id"] for thing in lists["services"]} <= ids["organizations"]
    assert {thing["service_id"] for thing in lists["service_at_locations"]} == ids["services"]
    assert {thing["location_id"] for thing in lists["service_at_locations"]} == ids["locations"]


def test_pages_of_data_cover_everything_once(client: FlaskClient, opened: World) -> None:
    address = "/public/hsds/service_at_locations.json"
    whole: Any = client.get(address).json
    parts: list[Any] = [client.get(f"{address}?per_page=3&page={page}").json for page in (1, 2, 3)]
    assert [part["size"] for part in parts] == [3, 1, 0]
    assert [part["last_page"] for part in parts] == [False, True, True]
    assert [thing["id"] for part in parts for thing in part["contents"]] == [thing["id"] for thing in whole["contents"]]


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?per_page=x", "?per_page=99999999", "?page=۲"])
def test_a_page_that_is_no_number_is_answered(client: FlaskClient, opened: World, query: str) -> None:
    assert client.get(f"/public/hsds/organizations.json{query}").status_code == 200


# --- resolutions --------------------------------------------------------------------------------------------------


def test_a_public_resolution_in_force_is_read(app: Flask, client: FlaskClient, opened: World) -> None:
    mark(app, agency_id=opened.welfare.id, entered_by_id=opened.welfare_liaison.id)
    assert "مدارس تا پایان آبان" in client.get("/public/resolutions").text


@pytest.mark.parametrize("columns", [{"public": False}, {"confidential": True}, {"state": ResolutionState.REVOKED}])
def test_a_resolution_that_is_not_public_and_in_force_is_absent(
    app: Flask, client: FlaskClient, opened: World, columns: dict[str, Any]
) -> None:
    mark(app, agency_id=opened.welfare.id, entered_by_id=opened.welfare_liaison.id, **columns)
    assert "مدارس تا پایان آبان" not in client.get("/public/resolutions").text


# --- the page of an agency for its head ---------------------------------------------------------------------------


def test_the_head_sees_the_agency_at_a_glance(app: Flask, opened: World, statements: Statements) -> None:
    head = app.test_client()
    sign_in(head, opened.pouya_head)
    address = f"/agencies/{opened.pouya.public_id}/overview"
    with statements() as seen:
        answer = head.get(address)
    assert "خانه شب" in answer.text
    assert opened.group.name_fa in answer.text
    assert len(seen) <= 7


def test_another_agencys_head_does_not(app: Flask, opened: World) -> None:
    head = app.test_client()
    sign_in(head, opened.welfare_head)
    assert head.get(f"/agencies/{opened.pouya.public_id}/overview").status_code == 404
