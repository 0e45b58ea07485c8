"""The figures of a group: of itself and of those below it, for its officers, at one price for any number of groups."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask

from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.meetings.models import MeetingState
from tests.gatherings import add_attendance, add_group, add_meeting, add_seat
from tests.world import World, sign_in

pytestmark = pytest.mark.both

Counted = Callable[[], AbstractContextManager[list[str]]]


def hold(app: Flask, world: World, count: int) -> None:
    """So many groups below the world's group, each with a meeting of two hours that two people attended."""
    with app.app_context(), writing():
        for _number in range(count):
            group = add_group("کمیته نمونه", world.municipality, parent_id=world.group.id)
            seat = add_seat(group, world.pouya_worker)
            meeting = add_meeting(group, state=MeetingState.ENDED, starts_at=clock.now() - timedelta(days=1))
            add_attendance(meeting, world.pouya_worker, seat=seat)
            add_attendance(meeting, world.pouya_head)
            add_attendance(meeting, world.welfare_head, present=False)
            add_meeting(group, state=MeetingState.CANCELLED)
        db.session.commit()


def test_what_is_below_is_summed(app: Flask, world: World) -> None:
    hold(app, world, 3)
    client = app.test_client()
    sign_in(client, world.chair)
    page = client.get(f"/groups/{world.group.public_id}/figures").get_data(as_text=True)
    assert "۳ کارگروه، ۳ کرسی، ۳ جلسه و ۱۲ نفرساعت" in page


@pytest.mark.parametrize(("who", "status"), [("secretary", 200), ("municipality_head", 200), ("member", 404)])
def test_they_are_for_officers_and_the_hosts_head(app: Flask, world: World, who: str, status: int) -> None:
    client = app.test_client()
    sign_in(client, world.people[who])
    assert client.get(f"/groups/{world.group.public_id}/figures").status_code == status


def test_the_page_costs_seven_statements_for_one_group_and_for_many(
    app: Flask, world: World, statements: Counted
) -> None:
    client = app.test_client()
    sign_in(client, world.secretary)
    counted = []
    for more in (1, 20):
        hold(app, world, more)
        client.get(f"/groups/{world.group.public_id}/figures")
        with statements() as seen:
            client.get(f"/groups/{world.group.public_id}/figures")
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 7
