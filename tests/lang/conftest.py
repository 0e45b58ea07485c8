"""A small application that speaks both languages, at a fixed moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from coordination.lang import filters, locale, zone

# Saturday 30 Aban 1405, ten o'clock in Tehran.
MOMENT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
TRANSLATIONS = Path(__file__).parents[2] / "translations"


@pytest.fixture(autouse=True)
def at_moment() -> Iterator[None]:
    before = zone._setting.clock
    zone.configure("Asia/Tehran", lambda: MOMENT)
    yield
    zone.configure("Asia/Tehran", before)


@pytest.fixture(scope="session")
def speaking() -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only for this test", WTF_CSRF_ENABLED=False)
    locale.register(app, translations=TRANSLATIONS, person_language=lambda: None)
    filters.register(app)
    return app


@pytest.fixture
def render(speaking: Flask) -> Callable[..., str]:
    """Renders a template's text in a language, always on the one application."""

    def rendered(language: str, source: str, **context: object) -> str:
        with speaking.app_context(), locale.using(language):
            return speaking.jinja_env.from_string(source).render(**context)

    return rendered
