"""A place or a person booked twice is said where a meeting is called, moved and announced; it hinders nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings.models import MeetingState
from tests.gatherings import add_group, add_invitee, add_meeting
from tests.pages import send
from tests.world import World, sign_in

Taken = Callable[..., None]
TIMES = {"starts_at": "1405/10/8 14:00", "ends_at": "16:00", "place": "تالار  آفتاب"}


@pytest.fixture
def taken(app: Flask, world: World) -> Taken:
    """Another group meets on 1405/10/8 from 15:00 to 17:00 in «تالار آفتاب»."""

    def make(**columns: bool) -> None:
        with app.app_context():
            group = add_group("شورای سرای آفتاب", world.municipality, **columns)
            starts = clock.now() + timedelta(days=38, hours=5)
            meeting = add_meeting(group, starts_at=starts, place="تالار آفتاب", state=MeetingState.ANNOUNCED)
            add_invitee(meeting, world.member)
            db.session.commit()

    return make


def test_a_place_that_is_taken_is_said_when_a_meeting_is_called(
    client: FlaskClient, world: World, taken: Taken
) -> None:
    taken()
    sign_in(client, world.secretary)
    sent = send(client, f"/groups/{world.group.public_id}/meetings/new", TIMES)
    assert sent.status_code == 303
    assert "شورای سرای آفتاب" in client.get(sent.location).text


def test_the_name_of_a_confidential_group_is_not_said(client: FlaskClient, world: World, taken: Taken) -> None:
    taken(confidential=True)
    sign_in(client, world.secretary)
    sent = send(client, f"/groups/{world.group.public_id}/meetings/new", TIMES)
    page = client.get(sent.location).text
    assert "شورای سرای آفتاب" not in page
    assert "flash-warning" in page  # that it is taken is said all the same


def test_a_person_who_is_invited_elsewhere_is_said_when_a_meeting_moves_and_is_announced(
    app: Flask, client: FlaskClient, world: World, taken: Taken
) -> None:
    taken()
    with app.app_context():
        meeting = add_meeting(world.group, starts_at=clock.now() + timedelta(days=3))
        add_invitee(meeting, world.member)
        db.session.commit()
        path = f"/meetings/{meeting.public_id}"
    sign_in(client, world.secretary)
    assert world.member.name not in client.get(f"{path}/announce").text
    moved = send(client, f"{path}/edit", TIMES | {"place": "جای دیگر"})
    assert moved.status_code == 303
    assert world.member.name in client.get(moved.location).text
    assert world.member.name in client.get(f"{path}/announce").text
