"""The desk at which the page tests sit: referrals made by commands, and browsers of people signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from coordination.accounts.models import Person
from coordination.kernel.db import db
from coordination.referrals import queries
from coordination.referrals.models import Referral
from tests.referrals.stage import Stage, set_stage
from tests.world import World, sign_in


@dataclass(slots=True)
class Desk:
    """Each referral is made in a context of its own, so that the requests that follow share nothing with it."""

    app: Flask
    world: World

    def make(self, act: str | Callable[[Stage], Referral], *args: Any, **more: Any) -> str:
        """The address of a referral that the stage made: ``make("received")``."""
        with self.app.app_context():
            stage = set_stage(self.world, db.session())
            referral = getattr(stage, act)(*args, **more) if isinstance(act, str) else act(stage)
            return f"/referrals/{referral.public_id}"

    def as_(self, name: str, language: str = "fa") -> FlaskClient:
        """The browser of a person of the world."""
        person = getattr(self.world, name)
        with self.app.app_context():
            db.session.execute(update(Person).where(Person.id == person.id).values(language=language))
            db.session.commit()
        client = self.app.test_client()
        sign_in(client, person)
        return client

    def stored(self, url: str) -> Referral:
        """The referral at an address as the database holds it now, with all that its page loads."""
        with self.app.app_context():
            loaded = queries.get_referral(url.rsplit("/", 1)[1])
            assert loaded is not None
            db.session.expunge_all()
            return loaded


@pytest.fixture
def desk(app: Flask, world: World) -> Desk:
    return Desk(app, world)
