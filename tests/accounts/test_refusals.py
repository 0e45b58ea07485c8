"""Refusals lose nothing: a sign-in that ran out, two who wrote at once, forms too old, a database that is away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from coordination.accounts.commands import people
from coordination.accounts.models import Person
from coordination.kernel import clock
from coordination.kernel.db import db
from tests.accounts.acts import PASSWORD, give_password, row_of
from tests.accounts.conftest import Browser
from tests.pages import form_of
from tests.world import World, build_world

NAME = "نامی که نباید گم شود"


@pytest.fixture
def left(app: Flask, browser: Browser, world: World, now: datetime) -> FlaskClient:
    """A browser in which the worker was signed in an hour ago."""
    give_password(app, world.pouya_worker)
    with clock.at(now - timedelta(hours=1)):
        return browser(world.pouya_worker)


def save(client: FlaskClient, **more: str) -> Any:
    return client.post("/account", data={"name": NAME, "language": "fa"} | more)


def test_an_expired_sign_in_gives_back_what_was_typed(left: FlaskClient) -> None:
    page = save(left)
    assert page.status_code == 401
    assert NAME in page.text
    assert 'type="password"' in page.text


def test_the_page_knows_whose_sign_in_it_was(left: FlaskClient, world: World) -> None:
    assert f'value="{world.pouya_worker.email}"' in save(left).text


def test_after_signing_out_nobody_is_named(left: FlaskClient, browser: Browser, world: World) -> None:
    client = browser(world.pouya_worker)
    client.post("/sign-out")
    assert world.pouya_worker.email not in save(client).text


def sign_in_again(client: FlaskClient, page: Any) -> Any:
    """Press the button, and send the same fields on as a browser does."""
    target, values = form_of(page.text, "/account", "/sign-in/again")
    values["again_password"] = [PASSWORD]
    answer = client.post(target, data=values)
    assert (answer.status_code, answer.location) == (307, "/account")
    return client.post(answer.location, data=values)


def test_the_password_in_place_sends_what_was_typed_on(app: Flask, left: FlaskClient, world: World) -> None:
    version = str(row_of(app, Person, id=world.pouya_worker.id).version)
    assert sign_in_again(left, save(left, version=version)).status_code == 303
    assert row_of(app, Person, id=world.pouya_worker.id).name == NAME


def test_the_version_goes_on_too(app: Flask, left: FlaskClient, browser: Browser, world: World) -> None:
    version = str(row_of(app, Person, id=world.pouya_worker.id).version)
    page = save(left, version=version)
    save(browser(world.pouya_worker), name="کسی زودتر نوشت")
    assert sign_in_again(left, page).status_code == 409


def test_a_wrong_password_in_place_keeps_the_text(left: FlaskClient) -> None:
    target, values = form_of(save(left).text, "/account", "/sign-in/again")
    values["again_password"] = ["another password"]
    page = left.post(target, data=values)
    assert page.status_code == 422
    assert NAME in page.text
    assert "another password" not in page.text


@pytest.mark.parametrize("path", ["https://evil.example.org/", "//evil.example.org/account", "/no-such-page", ""])
def test_what_was_typed_goes_to_own_addresses_only(left: FlaskClient, world: World, path: str) -> None:
    data = {"again_email": world.pouya_worker.email, "again_password": PASSWORD, "again_path": path, "name": NAME}
    assert left.post("/sign-in/again", data=data).location == "/sign-in"


def test_a_typed_password_is_not_given_back(left: FlaskClient) -> None:
    page = left.post("/account/password", data={"old_password": PASSWORD, "password": "a quite new one"})
    assert page.status_code == 401
    assert PASSWORD not in page.text
    assert "a quite new one" not in page.text


@pytest.fixture
def conflict(browser: Browser, world: World) -> tuple[FlaskClient, Any]:
    """Somebody else has saved a name meanwhile."""
    me = browser(world.pouya_worker)
    save(me, name="کسی زودتر نوشت", version="1")
    return me, save(me, version="1")


def test_both_texts_stand_on_the_page(conflict: tuple[FlaskClient, Any]) -> None:
    _me, page = conflict
    assert page.status_code == 409
    assert NAME in page.text
    assert "کسی زودتر نوشت" in page.text


def test_choices_are_shown_by_their_words(browser: Browser, world: World) -> None:
    me = browser(world.pouya_worker)
    save(me, version="1", mail_notices="y")
    page = save(me, version="1", language="en").text
    assert '<div dir="auto">English</div>' in page
    assert '<div dir="auto">فارسی</div>' in page


def test_mine_can_be_kept(app: Flask, conflict: tuple[FlaskClient, Any], world: World) -> None:
    me, page = conflict
    target, values = form_of(page.text, "/account")
    assert me.post(target, data=values).status_code == 303
    assert row_of(app, Person, id=world.pouya_worker.id).name == NAME


def test_both_can_be_brought_together(app: Flask, conflict: tuple[FlaskClient, Any], world: World) -> None:
    me, page = conflict
    target, values = form_of(page.text, "/account")
    assert values["name"] == [NAME]
    me.post(target, data=values | {"name": ["از هر دو"]})
    assert row_of(app, Person, id=world.pouya_worker.id).name == "از هر دو"


def test_what_is_saved_can_be_kept(conflict: tuple[FlaskClient, Any]) -> None:
    assert 'class="btn btn-plain" href="/account"' in conflict[1].text


def test_a_third_who_was_first_is_noticed_again(conflict: tuple[FlaskClient, Any]) -> None:
    me, page = conflict
    target, values = form_of(page.text, "/account")
    save(me, name="و باز کسی", version="2")
    assert me.post(target, data=values).status_code == 409


def test_a_form_of_another_browser_session_is_given_back(make_app: Callable[..., Flask]) -> None:
    app = make_app(MODE="development")
    world = build_world(app)
    client = app.test_client()
    page = client.post("/lost-password", data={"email": world.pouya_worker.email, "csrf_token": "old"})
    assert page.status_code == 400
    _target, values = form_of(page.text, "/lost-password")
    assert values["email"] == [world.pouya_worker.email]
    assert values["csrf_token"] != ["old"]
    assert client.post("/lost-password", data=values).status_code == 303


def test_every_unsafe_page_of_accounts_asks_for_the_token(make_app: Callable[..., Flask]) -> None:
    client = make_app(MODE="development").test_client()
    for url in ("/sign-in", "/sign-in/again", "/sign-out", "/language", "/link", "/link/password", "/setup"):
        assert client.post(url, data={"language": "en"}).status_code == 400, url


def test_a_database_that_is_away_is_said_with_the_text_kept(
    browser: Browser, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    me = browser(world.pouya_worker)

    def fail(*_args: Any, **_more: Any) -> None:
        raise OperationalError("SELECT 1", {}, Exception("away"))

    monkeypatch.setattr(people, "edit_profile", fail)
    monkeypatch.setattr(db.session, "scalars", fail)
    page = save(me)
    assert page.status_code == 503
    assert NAME in page.text


def test_an_unknown_address_leads_on(browser: Browser, world: World) -> None:
    page = browser(world.pouya_worker).get("/people/nobody/at/all")
    assert page.status_code == 404
    assert 'href="/"' in page.text


def test_a_refused_page_says_whom_to_ask(browser: Browser, world: World) -> None:
    me = browser(world.pouya_worker)
    me.post("/language", data={"language": "en"})
    page = me.get("/people")
    assert page.status_code == 403
    assert "ask your agency&#39;s head or the administrator" in page.text
