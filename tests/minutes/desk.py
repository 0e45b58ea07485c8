"""A meeting in session with its recorder's browser, for the tests of the desk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from coordination.groups.queries import standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import today
from coordination.meetings.models import AgendaEntry, Interval, MeetingState
from coordination.minutes.models import Block
from tests.gatherings import add_attendance, add_entry, add_item, add_meeting, add_minutes
from tests.world import World, sign_in

JSON = {"Accept": "application/json"}
Counted = Callable[[], AbstractContextManager[list[str]]]


@dataclass
class Place:
    """A meeting in session with two entries, three of four voting seats in, and its recorder's browser."""

    app: Flask
    client: FlaskClient
    world: World
    meeting: str
    entries: list[str]

    def page(self, entry: int = 0, **query: str) -> str:
        answer = self.client.get(
            f"/meetings/{self.meeting}/record", query_string={"entry": self.entries[entry]} | query
        )
        assert answer.status_code == 200
        return answer.text

    def save(self, text: str, revision: int = 0, entry: int = 0, **fields: Any) -> Any:
        return self.client.post(
            f"/entries/{self.entries[entry]}/text", data={"text": text, "revision": revision} | fields, headers=JSON
        )

    def post(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, data=fields)

    def text(self, entry: int = 0) -> str:
        with self.app.app_context():
            found = db.session.scalar(
                select(Block.text).join(AgendaEntry).where(AgendaEntry.public_id == self.entries[entry])
            )
            return found or ""

    def one(self, model: Any) -> Any:
        with self.app.app_context():
            row = db.session.scalars(select(model)).one()
            db.session.expunge(row)
            return row

    def state(self, entry: int = 0) -> str:
        with self.app.app_context():
            found = db.session.scalar(select(AgendaEntry.state).where(AgendaEntry.public_id == self.entries[entry]))
            return str(found)


@pytest.fixture
def place(app: Flask, client: FlaskClient, world: World) -> Place:
    with app.app_context():
        begun = clock.now() - timedelta(minutes=30)
        meeting = add_meeting(world.group, state=MeetingState.IN_SESSION, number=23, starts_at=begun)
        add_minutes(meeting)
        entries = [add_entry(meeting, add_item(world.group, title)) for title in ("ثبت‌نام کودکان", "بودجه")]
        for seat in standing_seats(world.group.id, today()):
            if seat.holder is not None:
                add_attendance(meeting, seat.holder, seat=seat)
        db.session.commit()
        made = Place(app, client, world, meeting.public_id, [entry.public_id for entry in entries])
    sign_in(client, world.secretary)
    return made


def leave_all(place: Place) -> None:
    """Everybody goes home: there is no quorum."""
    with place.app.app_context():
        db.session.execute(
            update(Interval).values(to_at=clock.now() - timedelta(minutes=1), from_at=clock.now() - timedelta(hours=1))
        )
        db.session.commit()
