"""What tests of resolutions stand on: a meeting in session with its quorum, an entry, a proposal, minutes that say
their state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.meetings import consequences
from coordination.meetings.models import AgendaEntry, Meeting, MeetingState
from coordination.resolutions import commands
from coordination.resolutions.models import Resolution
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_entry, add_meeting
from tests.world import acting, get

TEXT = "مدرسه‌ها کودکان دارای معرفی‌نامه را ثبت‌نام موقت کنند."


@dataclass
class Sitting:
    """A meeting of the education group whose three voting seats are in."""

    world: Any
    meeting: Meeting
    entry: AgendaEntry
    secretary: Actor
    chair: Actor
    minutes: list[str]
    """What the minutes say of themselves: the last word counts."""

    def propose(self, text: str = TEXT, entry: AgendaEntry | None = None) -> Resolution:
        return commands.propose(self.secretary, entry or self.entry, text=text)

    def put(self, **options: Any) -> Resolution:
        made = self.propose(**options)
        commands.put(self.secretary, made)
        return made

    def adopt(self, **options: Any) -> Resolution:
        made = self.propose(**options)
        commands.settle(self.secretary, made)
        return made

    def in_force(self, **options: Any) -> Resolution:
        made = self.adopt(**options)
        self.approve()
        commands.enter_into_force(made)
        self.minutes.append("drafting")
        return made

    def approve(self) -> None:
        self.minutes.append("approved")


@pytest.fixture
def sitting(world: Any, session: Any, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    said = ["drafting"]
    monkeypatch.setattr(consequences, "MINUTES", [lambda _meeting_id: said[-1]])
    meeting = add_meeting(world.group, state=MeetingState.IN_SESSION, starts_at=MOMENT - timedelta(hours=1), number=23)
    meeting.group = get(Group, world.group)
    for person in (world.chair, world.member, world.pouya_liaison):
        seat = db.session.scalars(select(Seat).where(Seat.holder_id == person.id)).one()
        add_attendance(meeting, person, seat=seat)
    entry = add_entry(meeting)
    return Sitting(world, meeting, entry, acting(world.secretary), acting(world.chair), said)
