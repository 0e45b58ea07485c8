"""Setting up: once, by whoever can run a command on the server, with two people of whom neither rules alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coordination.access.standing import actor_of
from coordination.accounts import setup
from coordination.accounts.models import InstallationRole, OneTimeLink, Person, Post, RoleKind
from coordination.directory.models import Holiday, Installation, NeedKind, ServiceKind
from coordination.kernel import clock
from coordination.kernel.db import db
from tests.accounts.acts import CODE, code_on, delivered_mails, row_of, rows_of
from tests.world import World

PASSWORD = "سه کبوتر روی بام"
OPTIONS = {
    "--name": "هماهنگ سروستان",
    "--agency": "بهزیستی سروستان",
    "--admin-name": "رامین سامانی",
    "--admin-email": "admin@example.org",
    "--head-name": "هما بزرگ‌مهر",
    "--head-email": "head@example.org",
}


def answers(code: str, **changed: str) -> dict[str, str]:
    return {
        "code": code,
        "name_fa": "هماهنگ سروستان",
        "agency_fa": "بهزیستی سروستان",
        "agency_kind": "welfare",
        "admin_name": "رامین سامانی",
        "admin_email": "admin@example.org",
        "password": PASSWORD,
        "head_name": "هما بزرگ‌مهر",
        "head_email": "head@example.org",
    } | changed


@pytest.fixture
def code(app: Flask) -> str:
    """What the command prints."""
    printed = app.test_cli_runner().invoke(args=["setup"])
    assert printed.exit_code == 0, printed.output
    found = CODE.search(printed.output)
    assert found, printed.output
    return found.group()


@pytest.fixture
def done(client: FlaskClient, code: str) -> Any:
    """The page after setting up, in the administrator's browser."""
    page = client.post("/setup", data=answers(code))
    assert page.status_code == 200, page.text
    return page


def test_the_printed_code_sets_up(app: Flask, done: Any) -> None:
    installation = row_of(app, Installation)
    assert installation.name_fa == "هماهنگ سروستان"
    assert row_of(app, InstallationRole).kind == RoleKind.ADMINISTRATOR


def test_the_code_lists_are_filled(app: Flask, done: Any) -> None:
    with app.app_context():
        counts = [
            db.session.scalar(select(func.count()).select_from(kind)) for kind in (ServiceKind, NeedKind, Holiday)
        ]
    assert counts[0] == 8
    assert all(counts)


def test_the_administrator_is_signed_in_and_sees_no_case(client: FlaskClient, done: Any) -> None:
    assert client.get("/people").status_code == 200
    assert client.get("/cases").status_code == 403


def test_the_head_begins_by_accepting_the_invitation(app: Flask, done: Any) -> None:
    head = row_of(app, Person, email="head@example.org")
    with app.app_context():
        assert actor_of(head.id).posts == ()
    data = {"code": code_on(done), "password": PASSWORD}
    assert app.test_client().post("/link/password", data=data).status_code == 303
    with app.app_context():
        assert [post.kind.value for post in actor_of(head.id).posts] == ["head"]


def test_the_head_is_mailed_the_link(app: Flask, done: Any) -> None:
    assert any("head@example.org" in mail and code_on(done) in mail for mail in delivered_mails(app))


def test_a_second_head_does_not_begin_by_an_invitation(app: Flask, client: FlaskClient, done: Any) -> None:
    """Else an administrator could make a head alone."""
    app.test_client().post("/link/password", data={"code": code_on(done), "password": PASSWORD})
    agency_id = row_of(app, Installation).host_agency_id
    with app.app_context():
        agency = db.session.get_one(Installation, 1).host_agency.code
    data = {
        "name": "دوم",
        "email": "second@example.org",
        "language": "fa",
        "agency": agency,
        "kind": "head",
        "from_on": "1405/8/30",
    }
    page = client.post("/people/invite", data=data)
    app.test_client().post("/link/password", data={"code": code_on(page), "password": PASSWORD})
    second = row_of(app, Person, email="second@example.org")
    assert row_of(app, Post, person_id=second.id, agency_id=agency_id).confirmed_at is None


def test_an_administrator_does_not_become_the_first_head(app: Flask, client: FlaskClient, done: Any) -> None:
    """As long as the head has not come, a head whom an administrator invites does not begin either."""
    with app.app_context():
        agency = db.session.get_one(Installation, 1).host_agency.code
    data = {
        "name": "دوم",
        "email": "second@example.org",
        "language": "fa",
        "agency": agency,
        "kind": "head",
        "from_on": "1405/8/30",
    }
    page = client.post("/people/invite", data=data)
    app.test_client().post("/link/password", data={"code": code_on(page), "password": PASSWORD})
    second = row_of(app, Person, email="second@example.org")
    assert row_of(app, Post, person_id=second.id).confirmed_at is None


def test_afterwards_the_page_is_not_there(client: FlaskClient, app: Flask, done: Any, code: str) -> None:
    assert client.get("/setup").status_code == 404
    assert app.test_client().post("/setup", data=answers(code)).status_code == 404
    assert len(rows_of(app, InstallationRole)) == 1


def test_afterwards_the_command_says_so(app: Flask, done: Any) -> None:
    again = app.test_cli_runner().invoke(args=["setup"])
    assert again.exit_code == 1
    assert "set up already" in again.output


def test_a_wrong_code_sets_nothing_up(app: Flask, client: FlaskClient) -> None:
    assert client.post("/setup", data=answers("AAAA-BBBB-CCCC-DDDD")).status_code == 422
    assert rows_of(app, Person) == []


def test_a_code_is_good_for_half_an_hour_to_an_hour(app: Flask, now: datetime) -> None:
    secret = app.config["HAMAHANG"].secret_key
    given = setup.code_now(secret)
    with clock.at(now + timedelta(minutes=30)):
        assert setup.opens(secret, given)
    with clock.at(now + timedelta(minutes=61)):
        assert not setup.opens(secret, given)


def test_another_installations_code_opens_nothing(app: Flask, now: datetime) -> None:
    assert not setup.opens(app.config["HAMAHANG"].secret_key, setup.code_now(b"another secret of thirty-two byte"))


def test_administrator_and_head_are_two_people(app: Flask, client: FlaskClient, code: str) -> None:
    page = client.post("/setup", data=answers(code, head_email=" Admin@Example.org "))
    assert page.status_code == 422
    assert rows_of(app, Person) == []


def test_a_weak_password_sets_nothing_up(app: Flask, client: FlaskClient, code: str) -> None:
    assert client.post("/setup", data=answers(code, password="short")).status_code == 422
    assert rows_of(app, Person) == []


def test_the_command_alone_sets_up_with_all_options(app: Flask) -> None:
    args = [part for pair in OPTIONS.items() for part in pair]
    printed = app.test_cli_runner().invoke(args=["setup", *args])
    assert printed.exit_code == 0, printed.output
    codes = CODE.findall(printed.output)
    assert len(codes) == len(rows_of(app, OneTimeLink)) == 2
    for code in codes:
        data = {"code": code, "password": PASSWORD}
        assert app.test_client().post("/link/password", data=data).status_code == 303


def test_the_command_names_what_is_missing(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["setup", "--name", "هماهنگ"])
    assert printed.exit_code == 2
    assert "--head-email" in printed.output


def test_the_world_of_the_tests_is_set_up(client: FlaskClient, world: World) -> None:
    assert client.get("/setup").status_code == 404
