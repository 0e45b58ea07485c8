"""The pages of the directory in both languages, and what each costs in statements."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.models import Person
from coordination.directory.models import Centre, Holiday
from coordination.directory.seed import seed_holidays
from coordination.kernel.db import db
from tests.world import World, get


@pytest.fixture
def addresses(app: Flask, world: World) -> list[str]:
    with app.app_context():
        seed_holidays(range(1405, 1406))
        db.session.commit()
        holiday = db.session.scalars(db.select(Holiday)).first()
        assert holiday is not None
        centre = get(Centre, world.day_centre)
        agency = f"/agencies/{world.welfare.public_id}"
        return [
            "/agencies",
            "/agencies/new",
            agency,
            f"{agency}/edit",
            f"{agency}/registration",
            f"{agency}/centres/new",
            f"/centres/{centre.public_id}",
            f"/centres/{centre.public_id}/edit",
            "/settings",
            "/settings/needs",
            "/settings/needs/shelter",
            "/settings/holidays",
            f"/settings/holidays/{holiday.public_id}",
            "/settings/clocks",
        ]


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_opens(app: Flask, world: World, admin: FlaskClient, addresses: list[str], language: str) -> None:
    with app.app_context():
        get(Person, world.administrator).language = language
        db.session.commit()
    for address in addresses:
        answer = admin.get(address)
        assert answer.status_code == 200, address
        assert f'lang="{language}"' in answer.text
        assert answer.text.count("<h1") == 1, address
