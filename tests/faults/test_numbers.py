"""Eight processes approve minutes of one group at once: definitive numbers 1..n, no gap, no double.

The short form approves 40 minutes of two resolutions each, the long form (SOAK=1) 400.
"""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from config import Config
from coordination import create_app
from coordination.groups.models import Group, SignedBy
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.meetings.models import EntryState, MeetingState
from coordination.minutes.models import MinutesState
from coordination.resolutions.models import Resolution, ResolutionState
from tests.conftest import let_go
from tests.gatherings import add_attendance, add_entry, add_meeting, add_minutes, add_resolution
from tests.world import Somebody, World, build_world, get, sign_in

pytestmark = [pytest.mark.faults, pytest.mark.both]

PROCESSES = 8
MINUTES = 400 if os.environ.get("SOAK") else 40
OF_EACH = 2
DONE, TRIED_AGAIN = 303, 503

_browser: FlaskClient


def open_browser(config: Config, person: Somebody) -> None:
    """In a process of its own: an application and a browser signed in as ``person``."""
    global _browser
    _browser = create_app(config).test_client()
    sign_in(_browser, person)


def approve(meeting: str) -> int:
    """Press the button, again where the database was too busy."""
    for _try in range(5):
        status = _browser.post(f"/meetings/{meeting}/minutes/approve").status_code
        if status != TRIED_AGAIN:
            break
    return status


@pytest.fixture
def world(app: Flask) -> World:
    return build_world(app)


@pytest.fixture
def meetings(app: Flask, world: World) -> list[str]:
    """Meetings of the group whose minutes wait for the chair: two resolutions adopted in each, one rejected."""
    with app.app_context():
        group = get(Group, world.group)
        group.signed_by = SignedBy.CHAIR
        seat = next(seat for seat in group.seats if seat.holder_id == world.chair.id)
        made = []
        for number in range(MINUTES):
            meeting = add_meeting(
                group, state=MeetingState.ENDED, starts_at=now() - timedelta(days=number + 1), number=number + 1
            )
            add_attendance(meeting, world.chair, seat=seat)
            entry = add_entry(meeting, state=EntryState.DECIDED)
            for _ in range(OF_EACH):
                add_resolution(entry, ResolutionState.ADOPTED)
            add_resolution(entry, ResolutionState.REJECTED)
            add_minutes(meeting, MinutesState.IN_REVIEW)
            made.append(meeting.public_id)
        db.session.commit()
        return made


def test_numbers_under_parallel_approval_have_no_gap_and_no_double(
    app: Flask, world: World, meetings: list[str]
) -> None:
    config: Config = app.config["HAMAHANG"]
    let_go(app)
    with ProcessPoolExecutor(
        PROCESSES, multiprocessing.get_context("fork"), initializer=open_browser, initargs=(config, world.chair)
    ) as processes:
        answers = list(processes.map(approve, meetings))
    assert set(answers) == {DONE}
    with app.app_context():
        rows = db.session.execute(select(Resolution.number, Resolution.meeting_id, Resolution.position)).all()
    given = sorted(int(row.number.rpartition("/")[2]) for row in rows if row.number)
    assert given == list(range(1, MINUTES * OF_EACH + 1))
    by_meeting: dict[int, list[int]] = {}
    for row in sorted((row for row in rows if row.number), key=lambda row: row.position):
        by_meeting.setdefault(row.meeting_id, []).append(int(row.number.rpartition("/")[2]))
    # Those of one meeting follow each other, in the order of its text.
    assert all(numbers == [numbers[0], numbers[0] + 1] for numbers in by_meeting.values())
