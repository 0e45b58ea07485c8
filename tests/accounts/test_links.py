"""Codes and links: neutral to look at, good once and for a while, never where others read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text, update
from werkzeug.test import TestResponse

from coordination.accounts.commands import links, passwords
from coordination.accounts.models import OneTimeLink, Person, SessionRow
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from tests.accounts.acts import (
    CODE,
    PASSWORD,
    acts,
    code_on,
    delivered_mails,
    events,
    give_password,
    row_of,
    rows_of,
)
from tests.accounts.conftest import Browser
from tests.world import World

NEW = "سه کبوتر روی بام"


def invite(head: FlaskClient, world: World, email: str = "new@example.org") -> TestResponse:
    return head.post(
        "/people/invite",
        data={
            "name": "تازه‌وارد نمونه",
            "email": email,
            "language": "fa",
            "agency": world.pouya.code,
            "kind": "worker",
            "from_on": "1405/8/30",
        },
    )


def choose(client: FlaskClient, code: str, password: str = NEW) -> TestResponse:
    return client.post("/link/password", data={"code": code, "password": password})


@pytest.fixture
def code(browser: Browser, world: World, now: datetime) -> str:
    """Of an invitation to Pouya."""
    return code_on(invite(browser(world.pouya_head), world))


@pytest.fixture
def reset(app: Flask, browser: Browser, world: World, now: datetime) -> str:
    """A printed code of Pouya's liaison."""
    give_password(app, world.pouya_liaison)
    return code_on(browser(world.pouya_head).post(f"/people/{world.pouya_liaison.public_id}/code"))


def test_an_invitation_is_mailed_with_its_link(app: Flask, code: str) -> None:
    [mail] = [mail for mail in delivered_mails(app) if f"/link/{code}" in mail]
    assert mail.startswith("تازه‌وارد نمونه <new@example.org>")


def test_the_invited_person_chooses_a_password_and_is_signed_in(app: Flask, client: FlaskClient, code: str) -> None:
    answer = choose(client, code)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account").status_code == 200
    assert events(app, "person.joined") == ["person.joined"]


@pytest.mark.both
def test_a_code_works_once(client: FlaskClient, app: Flask, code: str) -> None:
    choose(client, code)
    assert choose(app.test_client(), code, "another good password").status_code == 422
    assert client.post("/link", data={"code": code}).status_code == 422


def test_looking_at_a_link_changes_nothing_and_asks_nothing(
    app: Flask, client: FlaskClient, code: str, statements: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with statements() as seen:
        assert client.get(f"/link/{code}").status_code == 200
    assert seen == []
    assert row_of(app, OneTimeLink).used_at is None


def test_opening_a_code_names_the_person_and_leaves_it_unused(app: Flask, client: FlaskClient, code: str) -> None:
    page = client.post("/link", data={"code": code})
    assert page.status_code == 200
    assert "new@example.org" in page.text
    assert row_of(app, OneTimeLink).used_at is None


def test_a_code_is_read_however_it_is_typed(client: FlaskClient, code: str) -> None:
    typed = code.lower().replace("-", " ").translate(str.maketrans("23456789", "۲۳۴۵۶۷۸۹"))
    assert choose(client, typed).status_code == 303


def test_a_refused_password_leaves_the_code_good(client: FlaskClient, code: str) -> None:
    assert choose(client, code, "short").status_code == 422
    assert choose(client, code).status_code == 303


def test_an_invitation_is_good_for_seven_days(client: FlaskClient, code: str, now: datetime) -> None:
    with clock.at(now + timedelta(days=7)):
        assert choose(client, code).status_code == 422
    with clock.at(now + timedelta(days=6, hours=23)):
        assert choose(client, code).status_code == 303


def test_a_printed_code_is_good_for_half_an_hour(client: FlaskClient, reset: str, now: datetime) -> None:
    with clock.at(now + timedelta(minutes=30)):
        assert choose(client, reset).status_code == 422
    with clock.at(now + timedelta(minutes=29)):
        assert choose(client, reset).status_code == 303


def test_a_new_code_ends_the_one_before(
    app: Flask, client: FlaskClient, browser: Browser, world: World, reset: str
) -> None:
    second = code_on(browser(world.pouya_head).post(f"/people/{world.pouya_liaison.public_id}/code"))
    assert choose(client, reset).status_code == 422
    assert choose(client, second).status_code == 303


def test_a_new_password_ends_every_sign_in(app: Flask, browser: Browser, world: World, reset: str) -> None:
    elsewhere = browser(world.pouya_liaison)
    choose(app.test_client(), reset)
    assert elsewhere.get("/account").status_code == 303


def test_the_person_is_told_by_mail_that_a_code_was_printed(app: Flask, world: World, reset: str) -> None:
    [mail] = delivered_mails(app)
    assert world.pouya_liaison.email in mail
    assert reset not in mail
    assert "link.make_reset" in acts(app)


def test_the_database_holds_no_code(app: Flask, code: str) -> None:
    plain = links.normal(code)
    with app.app_context():
        tables = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
        everything = [
            str(tuple(row)) for table in tables for row in db.session.execute(text(f'SELECT * FROM "{table}"'))
        ]
    assert not [row for row in everything if code in row or plain in row]


def test_no_log_holds_a_code(
    app: Flask, browser: Browser, client: FlaskClient, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        code = code_on(invite(browser(world.pouya_head), world))
        client.get(f"/link/{code}")
        choose(client, code, "short")
        choose(client, code)
        delivered_mails(app)
    assert not [record for record in caplog.records if code in record.getMessage()]


def test_a_disabled_persons_code_opens_nothing(app: Flask, client: FlaskClient, code: str, now: datetime) -> None:
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.email == "new@example.org").values(disabled_at=now))
        db.session.commit()
    assert choose(client, code).status_code == 422


def test_codes_cannot_be_tried_without_end(client: FlaskClient, code: str) -> None:
    for _time in range(20):
        assert client.post("/link", data={"code": "AAAA-BBBB-CCCC-DDDD"}).status_code == 422
    assert client.post("/link", data={"code": code}).status_code == 429


def test_a_lost_password_is_mailed_a_link(app: Flask, client: FlaskClient, world: World) -> None:
    give_password(app, world.pouya_liaison)
    answer = client.post("/lost-password", data={"email": world.pouya_liaison.email})
    assert answer.location == "/lost-password/sent"
    [mail] = delivered_mails(app)
    found = CODE.search(mail)
    assert found
    assert choose(client, found.group()).status_code == 303
    stored = row_of(app, Person, id=world.pouya_liaison.id).password_hash
    with app.app_context():
        assert passwords.fits(stored, NEW)
        assert not passwords.fits(stored, PASSWORD)


@pytest.mark.parametrize("email", ["pouya.liaison@example.org", "welfare.liaison@example.org", "nobody@example.org"])
def test_the_answer_to_a_lost_password_is_the_same_for_all(
    app: Flask,
    client: FlaskClient,
    world: World,
    statements: Callable[[], AbstractContextManager[list[str]]],
    email: str,
) -> None:
    give_password(app, world.pouya_liaison)
    with statements() as seen:
        answer = client.post("/lost-password", data={"email": email})
    assert (answer.status_code, answer.location) == (303, "/lost-password/sent")
    assert len(seen) == 3  # the count of tries, the look for the person, the event


@pytest.mark.parametrize("email", ["welfare.liaison@example.org", "nobody@example.org"])
def test_nobody_without_an_open_account_gets_a_mail(app: Flask, client: FlaskClient, world: World, email: str) -> None:
    client.post("/lost-password", data={"email": email})
    assert delivered_mails(app) == []


def test_a_person_is_not_flooded_with_mails(app: Flask, client: FlaskClient, world: World) -> None:
    give_password(app, world.pouya_liaison)
    answers = [client.post("/lost-password", data={"email": world.pouya_liaison.email}) for _time in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]


def test_the_mail_is_written_in_the_persons_language(app: Flask, client: FlaskClient, world: World) -> None:
    give_password(app, world.pouya_liaison)
    with app.app_context(), writing():
        db.session.execute(update(Person).where(Person.id == world.pouya_liaison.id).values(language="en"))
        db.session.commit()
    client.post("/lost-password", data={"email": world.pouya_liaison.email})
    assert "A new password for Hamahang" in delivered_mails(app)[0]


def test_an_opened_account_gets_no_second_invitation(app: Flask, browser: Browser, world: World, reset: str) -> None:
    page = browser(world.pouya_head).post(f"/people/{world.pouya_liaison.public_id}/code")
    assert "one-time-code" in page.text
    assert {row.kind for row in rows_of(app, OneTimeLink)} == {"reset"}


def test_a_head_makes_no_code_for_somebody_of_another_agency_too(browser: Browser, world: World) -> None:
    """Else a head could invite a colleague of another agency, and with the code read that agency's files."""
    head = browser(world.pouya_head)
    invite(head, world, world.welfare_liaison.email)
    assert head.get(f"/people/{world.welfare_liaison.public_id}").status_code == 200
    assert head.post(f"/people/{world.welfare_liaison.public_id}/code").status_code == 404


def test_who_opens_an_account_takes_the_place_of_who_was_signed_in(
    app: Flask, browser: Browser, world: World, reset: str
) -> None:
    before = browser(world.pouya_worker)
    choose(before, reset)
    assert [row.ended_at is not None for row in rows_of(app, SessionRow, person_id=world.pouya_worker.id)] == [True]


def test_sessions_of_the_browser_itself_begin_anew(app: Flask, browser: Browser, world: World, reset: str) -> None:
    choose(browser(world.pouya_liaison), reset)
    ended = [row.ended_at is not None for row in rows_of(app, SessionRow, person_id=world.pouya_liaison.id)]
    assert ended == [True, False]
