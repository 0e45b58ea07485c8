"""The demo world behind an address, and people of it who are signed in at once."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select, update

from config import ROOT
from coordination import create_app
from coordination.accounts.models import Person, SessionRow
from coordination.accounts.presence import COOKIE, hash_token, new_token
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import locale
from tests.browser.site import Site
from tests.conftest import MOMENT, config_for, let_go

HEIGHT = 800


def build(folder: Path, *, demo: bool = True) -> Flask:
    """An application on a new database in `folder`, with the demo world or before its set-up."""
    app = create_app(config_for(folder, MODE="demo", LOG_LEVEL="ERROR"))
    with app.app_context():
        upgrade(str(ROOT / "migrations"))
    if demo:
        with clock.at(MOMENT):
            done = app.test_cli_runner().invoke(args=["demo"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
    return app


class House:
    """A running site whose people come in without the sign-in page."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.site = Site(app)
        self._trying: dict[str, str] = {}

    def close(self) -> None:
        """Nothing answers any more, and nothing holds the files."""
        self.site.stop()
        let_go(self.app)

    def token(self, email: str, language: str) -> str:
        """The secret of a new session; from now on the person reads `language`."""
        token, now = new_token(), self.site.now()
        with self.app.app_context():
            person = db.session.scalar(select(Person.id).where(Person.email == email))
            assert person is not None, f"nobody of the demo world is called {email}"
            db.session.execute(update(Person).where(Person.id == person).values(language=language))
            db.session.add(
                SessionRow(
                    token_hash=hash_token(token),
                    person_id=person,
                    created_at=now,
                    seen_at=now,
                    device="chrome/linux",
                    address="127.0.0.1",
                )
            )
            db.session.commit()
        return token

    def opens(self, email: str, path: str) -> bool:
        """Whether the address answers the person with a page."""
        client = self.app.test_client()
        with clock.at(self.site.now()):
            if email:
                token = self._trying[email] = self._trying.get(email) or self.token(email, "fa")
                client.set_cookie(COOKIE, token, domain="127.0.0.1")
            answer = client.get(path, base_url=self.site.url)
        return answer.status_code == 200 and answer.mimetype == "text/html"

    def seat(self, browser: Browser, email: str, language: str, width: int) -> BrowserContext:
        """A browser of one's own, signed in where there is somebody, at the time of the site."""
        context = browser.new_context(viewport={"width": width, "height": HEIGHT}, locale="fa-IR")
        context.clock.set_fixed_time(self.site.now())
        cookies = {locale.COOKIE: language, **({COOKIE: self.token(email, language)} if email else {})}
        context.add_cookies([{"name": name, "value": value, "url": self.site.url} for name, value in cookies.items()])
        return context
