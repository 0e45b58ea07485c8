"""What the pages of a meeting keep from those to whom a confidential item is closed."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.kernel.db import db
from coordination.meetings.models import MeetingState
from tests.gatherings import add_entry, add_item, add_meeting
from tests.pages import send
from tests.world import World, sign_in

REASON = "پرونده‌ای که هنوز در دادگاه است"
TITLE = "کودکی که جا ندارد"


@pytest.fixture
def meeting(app: Flask, client: FlaskClient, world: World) -> str:
    """A published agenda onto which a confidential item came late."""
    with app.app_context():
        made = add_meeting(world.group, state=MeetingState.AGENDA_PUBLISHED)
        add_entry(made, add_item(world.group, "موضوع باز"))
        item = add_item(world.group, TITLE, confidential=True)
        db.session.commit()
        number, chosen = made.public_id, item.public_id
    sign_in(client, world.secretary)
    typed = {"item": chosen, "late_reason": REASON, "minutes_planned": "10"}
    assert send(client, f"/meetings/{number}/entries/new", typed).status_code == 303
    return number


@pytest.mark.parametrize("page", ["", "/history", "/print", "/invitation"])
def test_an_observer_reads_neither_title_nor_reason(client: FlaskClient, world: World, meeting: str, page: str) -> None:
    sign_in(client, world.observer)
    text = client.get(f"/meetings/{meeting}{page}").text
    assert TITLE not in text
    assert REASON not in text


def test_a_member_reads_the_reason_in_the_history(client: FlaskClient, world: World, meeting: str) -> None:
    sign_in(client, world.member)
    assert REASON in client.get(f"/meetings/{meeting}/history").text
