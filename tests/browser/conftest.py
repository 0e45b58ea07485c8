"""What the journeys stand on: Chromium, a running site, and people who come with a browser of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import update

from coordination.accounts.commands.passwords import HASHER
from coordination.accounts.models import Person
from coordination.kernel.db import db
from tests.browser.site import Site
from tests.browser.visitor import NO_SIDEWAYS, PASSWORD, Visitor
from tests.conftest import MOMENT
from tests.world import Somebody, World, build_world

SWITCHES = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
PATIENCE_MS = 15_000
HEIGHT = 900


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "the journeys need Chromium"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def site(app: Flask) -> Iterator[Site]:
    """The application behind an address."""
    running = Site(app)
    yield running
    running.stop()


@cache
def hashed() -> str:
    """The password that all people of the journeys have; made once, for Argon2 takes its time."""
    return HASHER.hash(PASSWORD)


@pytest.fixture
def town(app: Flask, now: Any) -> World:
    """The world of the tests, whose people have a password and speak Persian."""
    world = build_world(app)
    with app.app_context():
        db.session.execute(update(Person).values(password_hash=hashed(), password_changed_at=now))
        db.session.commit()
    return world


Arrive = Callable[..., Visitor]


@pytest.fixture
def arrive(chromium: Browser, site: Site) -> Iterator[Arrive]:
    """`arrive(person)`: somebody signed in at an own browser, or a stranger. At the end no page may have complained."""
    there: list[Visitor] = []

    def come(
        person: Somebody | None = None,
        *,
        language: str = "fa",
        width: int = 1280,
        height: int = HEIGHT,
        script: bool = True,
        colours: Any = "light",
    ) -> Visitor:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=script,
            color_scheme=colours,
            locale="fa-IR",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.clock.set_fixed_time(MOMENT)
        context.add_init_script(NO_SIDEWAYS)
        visitor = Visitor(context.new_page(), site, language)
        there.append(visitor)
        if person is not None:
            visitor.sign_in(person.email)
        return visitor

    yield come
    problems = [problem for visitor in there for problem in visitor.problems]
    for visitor in there:
        visitor.page.context.close()
    assert not problems
