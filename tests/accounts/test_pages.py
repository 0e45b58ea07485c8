"""Every page of accounts, in both languages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.models import Post
from tests.accounts.acts import row_of
from tests.accounts.conftest import Browser
from tests.world import World

ALL = ("/sign-in", "/lost-password", "/lost-password/sent", "/link", "/link/2222-3333-4444-5555")
OWN = ("/account", "/account/password", "/account/sessions")
ADMINISTRATORS = ("/people", "/people?q=zz", "/people/invite", "")
OF_A_PERSON = ("", "/edit", "/hand-over", "/posts/new", "/roles/new", "/absences/new", "/disable")
DIRECTIONS = {"fa": "rtl", "en": "ltr"}


def check(client: FlaskClient, url: str, language: str) -> None:
    page = client.get(url)
    assert page.status_code == 200, url
    assert f'<html lang="{language}" dir="{DIRECTIONS[language]}">' in page.text
    assert len(re.findall("<h1", page.text)) == 1, url


@pytest.mark.parametrize("language", DIRECTIONS)
def test_pages_that_are_open_to_all(client: FlaskClient, world: World, language: str) -> None:
    client.post("/language", data={"language": language})
    for url in ALL:
        check(client, url, language)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_the_set_up_page(client: FlaskClient, language: str) -> None:
    client.post("/language", data={"language": language})
    check(client, "/setup", language)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_pages_of_an_administrator(app: Flask, browser: Browser, world: World, language: str) -> None:
    client = browser(world.administrator)
    client.post("/language", data={"language": language})
    person = f"/people/{world.pouya_worker.public_id}"
    post = row_of(app, Post, person_id=world.pouya_worker.id).public_id
    for url in (*OWN, "/people", "/people?q=zz", "/people/invite", f"/posts/{post}/end"):
        check(client, url, language)
    for part in OF_A_PERSON:
        check(client, person + part, language)


@pytest.mark.parametrize("language", DIRECTIONS)
def test_pages_of_a_head(browser: Browser, world: World, language: str) -> None:
    client = browser(world.pouya_head)
    client.post("/language", data={"language": language})
    person = f"/people/{world.pouya_worker.public_id}"
    for url in ("/people", "/people/posts", person, f"{person}/posts/new", f"{person}/absences/new"):
        check(client, url, language)


def test_the_paper_shows_the_code_once(browser: Browser, world: World) -> None:
    head = browser(world.pouya_head)
    url = f"/people/{world.pouya_worker.public_id}/code"
    page = head.post(url)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert head.get(url).status_code == 405


def test_a_head_is_offered_what_a_head_may(browser: Browser, world: World) -> None:
    page = browser(world.pouya_head).get(f"/people/{world.pouya_worker.public_id}").text
    assert "/absences/new" in page
    assert "/disable" not in page
    assert "/roles/new" not in page
