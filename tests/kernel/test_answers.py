"""What every answer keeps to: headers, the token on every unsafe route, and errors in words with a way on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter

from coordination.accounts.commands import people
from coordination.accounts.models import Person
from coordination.kernel import clock
from coordination.kernel.db import db
from tests.world import World, build_world, sign_in

SAFE = {"GET", "HEAD", "OPTIONS"}
TYPED = "application/x-www-form-urlencoded"


@pytest.fixture
def live(make_app: Callable[..., Flask]) -> tuple[Flask, FlaskClient]:
    """An application outside test mode, in which the administrator is signed in."""
    app = make_app(MODE="development", BASE_URL="https://localhost")
    world = build_world(app)
    client = app.test_client()
    sign_in(client, world.administrator)
    return app, client


def one_of(converter: BaseConverter) -> str:
    """A value that fits the place in an address."""
    if isinstance(converter, AnyConverter):
        return sorted(converter.items)[0]
    return "1" if isinstance(converter, IntegerConverter) else "A" * 16


def unsafe_addresses(app: Flask) -> Iterator[tuple[str, str]]:
    """Method and address of every route that may change something, with made-up values."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        values = {name: one_of(converter) for name, converter in rule._converters.items()}
        for method in sorted((rule.methods or set()) - SAFE):
            yield method, adapter.build(rule.endpoint, values, method=method)


def test_every_unsafe_route_asks_for_the_token(live: tuple[Flask, FlaskClient]) -> None:
    app, client = live
    addresses = list(unsafe_addresses(app))
    assert len(addresses) > 80
    answers = {(method, url): client.open(url, method=method, data={"x": "1"}).status_code for method, url in addresses}
    assert {where: status for where, status in answers.items() if status != 400} == {}


@pytest.mark.parametrize(("site", "given_back"), [("same-origin", True), ("cross-site", False), ("same-site", False)])
def test_a_form_that_another_site_sent_is_not_offered_again(
    live: tuple[Flask, FlaskClient], site: str, given_back: bool
) -> None:
    _app, client = live
    page = client.post("/account", data={"name": "نام دیگری"}, headers={"Sec-Fetch-Site": site})
    assert page.status_code == 400
    assert ("نام دیگری" in page.text) is given_back


def test_no_cookie_is_read_by_scripts_or_sent_in_clear(live: tuple[Flask, FlaskClient]) -> None:
    app, _client = live
    client = app.test_client()
    cookies = client.get("/sign-in", base_url="https://localhost").headers.getlist("Set-Cookie")
    token = client.get("/sign-in", base_url="https://localhost").text.split('name="csrf_token"')[1].split('value="')[1]
    answer = client.post(
        "/language",
        data={"language": "en", "csrf_token": token.split('"')[0]},
        base_url="https://localhost",
    )
    cookies += answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"hamahang_form", "lang"}
    for cookie in cookies:
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("url", ["/sign-in", "/nowhere", "/account", "/healthz", "/people"])
def test_headers_stand_on_every_answer(live: tuple[Flask, FlaskClient], url: str) -> None:
    headers = live[1].get(url).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "'unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "max-age=31536000" in headers["Strict-Transport-Security"]


# --- errors in words --------------------------------------------------------------------------------------------------


def me(app: Flask, world: World) -> FlaskClient:
    client = app.test_client()
    sign_in(client, world.administrator)
    return client


def test_a_wrong_method_leads_on(app: Flask) -> None:
    page = me(app, build_world(app)).get("/sign-out")
    assert page.status_code == 405
    assert 'href="/"' in page.text


def test_a_body_that_is_too_large_is_said(app: Flask) -> None:
    page = me(app, build_world(app)).post("/account", data=b"name=" + b"x" * 13_000_000, content_type=TYPED)
    assert page.status_code == 413
    assert "۱۰ مگابایت" in page.text


def test_an_unforeseen_error_shows_a_number_and_no_trace(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = me(app, build_world(app))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr(people, "edit_profile", fail_with(RuntimeError("secret words")))
    page = client.post("/account", data={"name": "نام", "language": "fa"})
    app.config["PROPAGATE_EXCEPTIONS"] = None
    assert page.status_code == 500
    assert page.headers["X-Request-Id"] in page.text
    assert "secret words" not in page.text


@pytest.mark.both
def test_two_who_save_the_same_at_once_are_told_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only a constraint of the database notices: one of the two is first."""
    world = build_world(app)

    def save_what_is_there(*_args: Any, **_more: Any) -> None:
        twin = {"name": "همزاد", "email": world.administrator.email, "created_at": clock.now(), "public_id": "A" * 16}
        db.session.execute(insert(Person).values(twin))

    monkeypatch.setattr(people, "edit_profile", save_what_is_there)
    page = me(app, world).post("/account", data={"name": "نام دیگر", "language": "fa"})
    assert page.status_code == 409
    assert "نام دیگر" in page.text
    assert "همزاد" not in page.text


def fail_with(error: Exception) -> Callable[..., Any]:
    def fail(*_args: Any, **_more: Any) -> None:
        db.session.rollback()
        raise error

    return fail
