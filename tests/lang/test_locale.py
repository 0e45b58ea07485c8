"""The language of a request, of a block, and of neither."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from flask_babel import gettext

from coordination.lang import locale
from tests.lang.conftest import TRANSLATIONS


def app_of(person: str | None) -> Flask:
    app = Flask(__name__)
    locale.register(app, translations=TRANSLATIONS, person_language=lambda: person)
    app.add_url_rule("/", view_func=lambda: f"{locale.current()} {locale.direction()} {gettext('today')}")
    return app


def test_outside_of_everything_it_is_persian() -> None:
    assert (locale.current(), locale.direction()) == ("fa", "rtl")


@pytest.mark.parametrize(
    ("person", "cookie", "answer"),
    [
        (None, None, "fa rtl امروز"),
        (None, "en", "en ltr today"),
        (None, "xx", "fa rtl امروز"),
        ("en", None, "en ltr today"),
        ("fa", "en", "fa rtl امروز"),
        ("xx", "en", "en ltr today"),
    ],
)
def test_a_request_speaks(person: str | None, cookie: str | None, answer: str) -> None:
    client = app_of(person).test_client()
    if cookie:
        client.set_cookie("lang", cookie)
    assert client.get("/").text == answer


def test_a_block_speaks_its_own_language_and_gives_the_old_one_back() -> None:
    with app_of("fa").test_request_context():
        before = gettext("today")
        with locale.using("en"):
            inside = (locale.current(), gettext("today"))
        assert (before, inside, gettext("today")) == ("امروز", ("en", "today"), "امروز")


def test_a_block_in_a_block_ends_in_the_outer_language() -> None:
    with app_of(None).app_context(), locale.using("en"):
        with locale.using("fa"):
            assert gettext("today") == "امروز"
        assert gettext("today") == "today"


def test_a_block_holds_for_contexts_opened_inside() -> None:
    with locale.using("en"), app_of(None).app_context():
        assert gettext("today") == "today"


def test_a_job_without_a_language_speaks_persian() -> None:
    with app_of("en").app_context():
        assert gettext("today") == "امروز"


def test_a_language_that_is_not_offered_is_persian() -> None:
    with locale.using("de"):
        assert locale.current() == "fa"


def test_catalogues_are_found_from_any_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert app_of(None).test_client().get("/").text == "fa rtl امروز"
