"""Which passwords may be chosen, and how one's own is changed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from coordination import COOKIE
from coordination.accounts.commands import passwords
from coordination.accounts.models import SessionRow
from coordination.kernel.errors import Invalid
from tests.accounts.acts import PASSWORD, acts, events, give_password, rows_of
from tests.accounts.conftest import Browser
from tests.world import World

NEW = "سه کبوتر روی بام"


@pytest.mark.parametrize(
    "password",
    [
        "nine char",
        "۱۲۳۴۵۶۷۸۹",
        "abababababab",
        "sara.maleki-1405",
        "ملکی۱۲۳۴۵۶۷۸",
        "pouya.liaison.pouya.liaison",
        "x" * 30 + "yz" * 90,
    ],
)
def test_a_weak_password_is_refused_with_what_would_help(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.check_new(password, name="سارا ملکی Sara Maleki", email="pouya.liaison@example.org")
    assert refused.value.field == "password"
    assert refused.value.advice is not None


@pytest.mark.parametrize("password", ["چهار واژه بی ربط", "correct horse battery", "۱۴۰۵ کبوتر!"])
def test_a_good_password_is_taken(password: str) -> None:
    passwords.check_new(password, name="سارا ملکی", email="pouya.liaison@example.org")


def test_letters_that_look_the_same_are_the_same_password(session: Session) -> None:
    assert passwords.fits(passwords.hash_password("\ufb01ve words together"), "five words together")


def test_a_password_of_nobody_fits_nothing(session: Session) -> None:
    assert not passwords.fits(None, "five words together")


def test_the_hash_is_argon2id(session: Session) -> None:
    assert passwords.hash_password(NEW).startswith("$argon2id$")


@pytest.fixture
def me(app: Flask, browser: Browser, world: World) -> FlaskClient:
    give_password(app, world.pouya_liaison)
    return browser(world.pouya_liaison)


def change(client: FlaskClient, old: str = PASSWORD, new: str = NEW) -> TestResponse:
    return client.post("/account/password", data={"old_password": old, "password": new})


def test_a_changed_password_gives_this_browser_a_new_token(me: FlaskClient, app: Flask) -> None:
    before = me.get_cookie(COOKIE)
    assert change(me).status_code == 303
    after = me.get_cookie(COOKIE)
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert me.get("/account").status_code == 200


def test_a_changed_password_ends_other_sign_ins(me: FlaskClient, browser: Browser, world: World) -> None:
    elsewhere = browser(world.pouya_liaison)
    change(me)
    assert elsewhere.get("/account").status_code == 303


def test_the_old_password_is_asked(me: FlaskClient, app: Flask) -> None:
    assert change(me, old="another password").status_code == 422
    assert "password.change" not in acts(app)


def test_a_weak_new_password_leaves_everything_as_it_was(me: FlaskClient, app: Flask) -> None:
    assert change(me, new="short").status_code == 422
    assert [row.ended_at for row in rows_of(app, SessionRow)] == [None]


def test_the_same_password_is_no_change(me: FlaskClient) -> None:
    assert change(me, new=PASSWORD).status_code == 422


def test_the_old_password_cannot_be_tried_without_end(me: FlaskClient) -> None:
    for _time in range(10):
        change(me, old="another password")
    assert change(me).status_code == 429


def test_the_change_is_told_and_stands_on_the_trail(me: FlaskClient, app: Flask) -> None:
    change(me)
    assert "password.change" in acts(app)
    assert events(app, "password.changed") == ["password.changed"]


def test_no_page_gives_a_password_back(me: FlaskClient) -> None:
    page = change(me, old="another password", new=NEW).text
    assert "another password" not in page
    assert NEW not in page
