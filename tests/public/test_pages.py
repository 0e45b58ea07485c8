"""Public pages: closed until opened, the same for everybody, nothing of a child, a person or a confidential thing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from coordination.directory.models import Agency, Centre, CentreKind, Installation
from coordination.kernel.db import db
from coordination.reports.models import ReportState
from coordination.resolutions.models import Resolution, ResolutionState
from tests.conftest import MOMENT
from tests.issuing import add_report, of_group
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
