"""Person-hours: stretches of presence within the meeting, without its recesses, summed over all who attended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coordination.kernel.clock import at
from coordination.kernel.db import db
from coordination.meetings.hours import person_hours, spent
from coordination.meetings.models import Interval, MeetingState
from tests.gatherings import add_attendance, add_meeting
from tests.world import add_person

START = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def hour(hours: float) -> datetime:
    return START + timedelta(hours=hours)


HELD = (hour(0), hour(4))


@pytest.mark.parametrize(
    ("begins", "ends", "recesses", "hours"),
    [
        (0, 4, [], 4),
        (1, 3, [], 2),
        (-1, 4, [], 4),
        (0, 5, [], 4),
        (0, None, [], 4),
        (-2, -1, [], 0),
        (0, 4, [(1, 2)], 3),
        (1.5, 4, [(1, 2)], 2),
        (0, 4, [(1, 2), (3, None)], 2),
        (2, 4, [(0, 1)], 2),
    ],
)
def test_a_stretch_counts_within_the_meeting_and_outside_its_recesses(
    begins: float, ends: float | None, recesses: list[tuple[float, float | None]], hours: float
) -> None:
    pauses = [(hour(since), hour(until) if until is not None else None) for since, until in recesses]
    stretch = (hour(begins), hour(ends) if ends is not None else None)
    assert spent(stretch, HELD, pauses) == timedelta(hours=hours)


@pytest.fixture
def meeting(world: Any, session: Any) -> Any:
    """A meeting of four hours with a recess of one, attended by two from beginning to end."""
    found = add_meeting(
        world.group,
        state=MeetingState.ENDED,
        starts_at=START,
        ended_at=hour(4),
        recesses=[[hour(1).isoformat(), hour(2).isoformat()]],
    )
    for name in ("رها نیکو", "سام پارسا"):
        add_attendance(found, add_person(name))
    return found


def test_the_hours_of_all_who_attended_are_summed(meeting: Any) -> None:
    assert person_hours([meeting.id]) == {meeting.id: timedelta(hours=6)}


def test_a_guest_who_came_late_adds_his_time(meeting: Any, world: Any) -> None:
    row = add_attendance(meeting, world.observer, present=False)
    db.session.add(Interval(attendance_id=row.id, from_at=hour(3), to_at=hour(4)))
    db.session.flush()
    assert person_hours([meeting.id])[meeting.id] == timedelta(hours=7)


def test_a_meeting_that_was_not_opened_has_no_hours(world: Any, session: Any) -> None:
    planned = add_meeting(world.group, starts_at=START)
    add_attendance(planned, world.member)
    assert person_hours([planned.id]) == {planned.id: timedelta()}


def test_while_a_meeting_runs_its_hours_grow(world: Any, session: Any) -> None:
    running = add_meeting(world.group, state=MeetingState.IN_SESSION, starts_at=START)
    add_attendance(running, world.member)
    with at(hour(2)):
        assert person_hours([running.id])[running.id] == timedelta(hours=2)


def test_the_hours_of_many_meetings_are_one_statement(meeting: Any, world: Any, statements: Any) -> None:
    others = [add_meeting(world.group, starts_at=hour(n * 100)).id for n in range(1, 5)]
    with statements() as seen:
        person_hours([meeting.id, *others])
    assert len(seen) == 1
