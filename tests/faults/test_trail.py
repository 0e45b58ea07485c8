"""Where the trail cannot be written the act fails too, and nothing is shown that could not be noted."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from coordination.audit.models import AuditEntry
from coordination.kernel.db import db
from coordination.outbox.models import OutboxEvent
from coordination.referrals.models import Referral, State
from tests.faults.test_kills import sent_referrals
from tests.pages import form_of, send
from tests.world import World, sign_in

pytestmark = pytest.mark.both

BROKEN = {
    "sqlite": ("CREATE TRIGGER broken BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'broken'); END",),
    "postgresql": (
        "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$",
        "CREATE TRIGGER broken BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION broken()",
    ),
}


NAME = "زرین‌پر"


def break_trail(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for statement in BROKEN[db.engine.dialect.name]:
            connection.exec_driver_sql(statement)


@pytest.fixture
def referral(app: Flask, world: World) -> str:
    """Address of a referral that waits for the welfare directorate."""
    return f"/referrals/{sent_referrals(app, world, 1)[0]}"


def test_an_act_that_cannot_be_recorded_does_not_happen(
    app: Flask, world: World, client: FlaskClient, referral: str
) -> None:
    sign_in(client, world.welfare_liaison)
    target, typed = form_of(client.get(f"{referral}/receive").text, f"{referral}/receive")
    break_trail(app)
    assert client.post(target, data=typed).status_code >= 500
    with app.app_context():
        assert db.session.scalars(select(Referral.state)).one() == State.SENT
        assert db.session.scalar(select(func.count()).where(OutboxEvent.name == "referral.receive")) == 0
        assert db.session.scalar(select(func.count()).where(AuditEntry.act == "referral.receive")) == 0


def test_a_name_whose_reading_cannot_be_recorded_is_not_shown(
    app: Flask, world: World, client: FlaskClient, referral: str
) -> None:
    sign_in(client, world.welfare_liaison)
    for step in ("receive", "accept"):
        send(client, f"{referral}/{step}")
    assert NAME in client.get(referral).text
    break_trail(app)
    answer = client.get(referral)
    assert answer.status_code == 503
    assert NAME not in answer.text
