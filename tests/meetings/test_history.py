"""The history of a meeting in words."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from coordination.kernel.db import db
from coordination.meetings import commands, invitations, queries
from coordination.meetings.commands import attending
from coordination.meetings.models import MeetingState
from tests.gatherings import add_meeting
from tests.world import World, acting


@pytest.fixture(autouse=True)
def _session(session: Session, world: World) -> None:
    """Every test acts in one session on the world."""


def test_each_act_is_told_by_its_own_sentence(world: World) -> None:
    secretary = acting(world.secretary)
    meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED)
    commands.invite_members(secretary, meeting)
    invitations.remove_invitee(secretary, meeting, meeting.invitees[0])
    attending.make_sheet(secretary, meeting)
    db.session.commit()
    told = [entry.sentence.text for entry in queries.history(secretary, meeting)]
    assert told == [
        "%(who)s recorded the attendance.",
        "%(who)s took an invitation back.",
        "%(who)s invited people.",
    ]
