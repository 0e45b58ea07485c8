"""Signing in: who may, what the browser gets, what a refusal tells, and how often it may be tried."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import argon2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from coordination import COOKIE
from coordination.accounts.commands import attempts, passwords
from coordination.accounts.models import Attempt, Person, SessionRow
from coordination.accounts.presence import hash_token
from coordination.audit.models import AuditEntry
from coordination.demo.signins import SIGN_INS
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from tests.accounts.acts import PASSWORD, acts, give_password, row_of, rows_of
from tests.accounts.conftest import Browser
from tests.world import World, build_world

Statements = Callable[[], AbstractContextManager[list[str]]]


def enter(client: FlaskClient, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in", data={"email": email, "password": password, **more})


@pytest.fixture
def opened(app: Flask, world: World) -> World:
    give_password(app, world.pouya_liaison)
    return world


def change(app: Flask, world: World, **values: Any) -> None:
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.id == world.pouya_liaison.id).values(values))
        db.session.commit()


def test_the_page_asks_the_database_nothing(client: FlaskClient, statements: Statements) -> None:
    with statements() as seen:
        assert client.get("/sign-in").status_code == 200
    assert seen == []


def test_the_right_password_leads_to_today(client: FlaskClient, opened: World) -> None:
    answer = enter(client, opened.pouya_liaison.email)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account").status_code == 200


def test_the_address_is_read_in_any_spelling(client: FlaskClient, opened: World) -> None:
    assert enter(client, f"  {opened.pouya_liaison.email.upper()} ").status_code == 303


@pytest.mark.both
def test_the_database_keeps_the_hash_of_the_token_only(app: Flask, client: FlaskClient, opened: World) -> None:
    enter(client, opened.pouya_liaison.email)
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    assert row_of(app, SessionRow, person_id=opened.pouya_liaison.id).token_hash == hash_token(cookie.value)


def test_each_sign_in_has_a_new_token(client: FlaskClient, opened: World) -> None:
    tokens = set()
    for _time in range(2):
        enter(client, opened.pouya_liaison.email)
        cookie = client.get_cookie(COOKIE)
        assert cookie is not None
        tokens.add(cookie.value)
    assert len(tokens) == 2


def test_signing_in_again_ends_the_session_before(app: Flask, client: FlaskClient, opened: World) -> None:
    for _time in range(2):
        enter(client, opened.pouya_liaison.email)
    rows = rows_of(app, SessionRow, person_id=opened.pouya_liaison.id)
    assert [row.ended_at is not None for row in rows] == [True, False]


def test_the_cookie_is_for_the_server_alone(client: FlaskClient, opened: World) -> None:
    cookie = next(
        line for line in enter(client, opened.pouya_liaison.email).headers.getlist("Set-Cookie") if COOKIE in line
    )
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Expires" not in cookie


def test_the_cookie_needs_https_where_there_is_https(make_app: Callable[..., Flask]) -> None:
    address = "https://hamahang.example.org"
    app = make_app(BASE_URL=address, TRUSTED_HOSTS="hamahang.example.org")
    person = build_world(app).pouya_liaison
    give_password(app, person)
    data = {"email": person.email, "password": PASSWORD}
    answer = app.test_client().post("/sign-in", data=data, base_url=address)
    cookie = next(line for line in answer.headers.getlist("Set-Cookie") if COOKIE in line)
    assert "Secure" in cookie


def _bare(text: str) -> str:
    """The page without what differs in every answer: the typed address and the asset names."""
    return re.sub(r'value="[^"]*"', "", text)


def test_unknown_wrong_disabled_and_unopened_get_the_same_answer(
    app: Flask, client: FlaskClient, opened: World, now: datetime
) -> None:
    wrong = enter(client, opened.pouya_liaison.email, "another password")
    unknown = enter(client, "nobody@example.org", "another password")
    unopened = enter(client, opened.welfare_liaison.email, "another password")
    change(app, opened, disabled_at=now)
    disabled = enter(client, opened.pouya_liaison.email)
    answers = [wrong, unknown, unopened, disabled]
    assert {answer.status_code for answer in answers} == {422}
    assert len({_bare(answer.text) for answer in answers}) == 1


class Watched:
    """A hasher that notes what stands while it works."""

    def __init__(self) -> None:
        self.in_transaction: list[bool] = []

    def verify(self, stored: str, password: str) -> bool:
        self.in_transaction.append(db.session().in_transaction())
        return argon2.PasswordHasher().verify(stored, password)

    def hash(self, password: str) -> str:
        self.in_transaction.append(db.session().in_transaction())
        return passwords.PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(password)

    def check_needs_rehash(self, stored: str) -> bool:
        return True


@pytest.mark.parametrize("email", ["pouya.liaison@example.org", "nobody@example.org"])
def test_a_password_is_compared_for_known_and_unknown_outside_any_transaction(
    client: FlaskClient, opened: World, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    watched = Watched()
    monkeypatch.setattr(passwords, "HASHER", watched)
    enter(client, email)
    assert watched.in_transaction
    assert not any(watched.in_transaction)


def test_statements_are_the_same_for_known_and_unknown(
    client: FlaskClient, opened: World, statements: Statements
) -> None:
    counts = []
    for email in (opened.pouya_liaison.email, "nobody@example.org"):
        with statements() as seen:
            enter(client, email, "another password")
        counts.append(len([one for one in seen if "audit_head" not in one]))
    assert counts[0] == counts[1]


def test_a_hash_of_old_parameters_is_renewed(app: Flask, client: FlaskClient, opened: World) -> None:
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(passwords._normal(PASSWORD))
    change(app, opened, password_hash=old)
    assert enter(client, opened.pouya_liaison.email).status_code == 303
    stored = row_of(app, Person, id=opened.pouya_liaison.id).password_hash
    assert stored != old
    assert not passwords.is_outdated(stored)
    assert enter(client, opened.pouya_liaison.email).status_code == 303


def test_sign_ins_and_refusals_stand_on_the_trail(app: Flask, client: FlaskClient, opened: World) -> None:
    enter(client, opened.pouya_liaison.email, "another password")
    enter(client, opened.pouya_liaison.email)
    assert "session.begin" in acts(app)
    assert row_of(app, AuditEntry, act="session.refuse").thing_id == opened.pouya_liaison.id


def test_after_ten_wrong_passwords_the_person_waits(client: FlaskClient, opened: World) -> None:
    for _time in range(10):
        assert enter(client, opened.pouya_liaison.email, "another password").status_code == 422
    answer = enter(client, opened.pouya_liaison.email)
    assert answer.status_code == 429
    assert PASSWORD not in answer.text


def test_unknown_names_are_counted_as_well(client: FlaskClient, opened: World) -> None:
    for _time in range(10):
        enter(client, "nobody@example.org", "another password")
    assert enter(client, "nobody@example.org").status_code == 429


def test_others_do_not_wait_for_one(client: FlaskClient, opened: World) -> None:
    for _time in range(11):
        enter(client, "nobody@example.org", "another password")
    assert enter(client, opened.pouya_liaison.email).status_code == 303


def test_the_wait_ends(client: FlaskClient, opened: World, now: datetime) -> None:
    for _time in range(11):
        enter(client, opened.pouya_liaison.email, "another password")
    with clock.at(now + timedelta(minutes=15, seconds=1)):
        assert enter(client, opened.pouya_liaison.email).status_code == 303


def test_a_success_counts_for_nobody(app: Flask, client: FlaskClient, opened: World) -> None:
    enter(client, opened.pouya_liaison.email, "another password")
    enter(client, opened.pouya_liaison.email)
    left = {row.bucket.split(":")[1]: row.count for row in rows_of(app, Attempt)}
    assert left == {"a": 1, "t": 1}


@pytest.mark.parametrize("scope", ["address", "all"])
def test_an_address_and_the_whole_have_limits_too(
    client: FlaskClient, opened: World, monkeypatch: pytest.MonkeyPatch, scope: str
) -> None:
    small = replace(attempts.LIMITS["sign_in"], **{scope: 3})
    monkeypatch.setitem(attempts.LIMITS, "sign_in", small)
    for number in range(3):
        assert enter(client, f"nobody{number}@example.org").status_code == 422
    assert enter(client, opened.pouya_liaison.email).status_code == 429


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/people?q=x", "/people?q=x"),
        ("/account", "/account"),
        ("//evil.example.org", "/"),
        ("/\\evil.example.org", "/"),
        ("https://evil.example.org/", "/"),
        ("/no-such-page", "/"),
        ("/sign-out", "/"),
        ("", "/"),
    ],
)
def test_the_next_page_is_one_of_ours(client: FlaskClient, opened: World, wanted: str, leads_to: str) -> None:
    assert enter(client, opened.pouya_liaison.email, next=wanted).location == leads_to


def test_a_page_leads_to_sign_in_and_back(client: FlaskClient, opened: World) -> None:
    answer = client.get("/account/sessions?x=1")
    assert answer.status_code == 303
    page = client.get(answer.location)
    assert 'value="/account/sessions?x=1"' in page.text


def test_signing_out_ends_the_row(app: Flask, browser: Browser, opened: World) -> None:
    client = browser(opened.pouya_liaison)
    token = client.get_cookie(COOKIE)
    assert token is not None
    client.post("/sign-out")
    assert row_of(app, SessionRow, person_id=opened.pouya_liaison.id).ended_at is not None
    client.set_cookie(COOKIE, token.value)
    assert client.get("/account").status_code == 303


def test_signing_out_twice_says_the_same(client: FlaskClient, world: World) -> None:
    assert client.post("/sign-out").location == "/sign-in"


def test_an_unused_session_ends_after_a_quarter_of_an_hour(browser: Browser, opened: World, now: datetime) -> None:
    client = browser(opened.pouya_liaison)
    with clock.at(now + timedelta(minutes=14)):
        assert client.get("/account").status_code == 200
    with clock.at(now + timedelta(minutes=28)):
        assert client.get("/account").status_code == 200
    with clock.at(now + timedelta(minutes=44)):
        assert client.get("/account").status_code == 303


def test_no_session_lasts_longer_than_eight_hours(browser: Browser, opened: World, now: datetime) -> None:
    client = browser(opened.pouya_liaison)
    for minutes in range(10, 480, 10):
        with clock.at(now + timedelta(minutes=minutes)):
            assert client.get("/account/password").status_code == 200
    with clock.at(now + timedelta(hours=8, minutes=1)):
        assert client.get("/account/password").status_code == 303


def test_a_disabled_persons_session_is_worth_nothing(
    app: Flask, browser: Browser, opened: World, now: datetime
) -> None:
    client = browser(opened.pouya_liaison)
    change(app, opened, disabled_at=now)
    assert client.get("/account").status_code == 303


def test_the_language_is_kept_by_the_browser_and_the_person(app: Flask, browser: Browser, opened: World) -> None:
    client = browser(opened.pouya_liaison)
    answer = client.post("/language", data={"language": "en", "next": "/account"})
    assert answer.location == "/account"
    assert '<html lang="en" dir="ltr">' in client.get("/account").text
    assert row_of(app, Person, id=opened.pouya_liaison.id).language == "en"
    client.post("/sign-out")
    assert '<html lang="en" dir="ltr">' in client.get("/sign-in").text


def test_a_language_that_is_not_offered_changes_nothing(client: FlaskClient, world: World) -> None:
    client.post("/language", data={"language": "../../etc"})
    assert '<html lang="fa" dir="rtl">' in client.get("/sign-in").text


def test_the_language_button_leads_to_own_pages_only(client: FlaskClient, world: World) -> None:
    assert client.post("/language", data={"language": "en", "next": "//evil.example.org"}).location == "/"


def test_demo_sign_ins_are_shown_in_demo_mode(make_app: Callable[..., Flask]) -> None:
    page = make_app(MODE="demo").test_client().get("/sign-in").text
    assert [one for one in SIGN_INS if one.email not in page] == []


def test_demo_sign_ins_are_shown_nowhere_else(client: FlaskClient) -> None:
    page = client.get("/sign-in").text
    assert [one for one in SIGN_INS if one.email in page] == []


def test_who_is_signed_in_is_led_on(browser: Browser, opened: World) -> None:
    assert browser(opened.pouya_liaison).get("/sign-in").location == "/"
