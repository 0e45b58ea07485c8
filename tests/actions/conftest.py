"""What tests of actions stand on: a group's meeting with a resolution, and an action of the liaison of Pouya."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.actions.models import Action, ActionState
from coordination.kernel.db import db
from coordination.meetings.models import MeetingState
from coordination.resolutions.models import ResolutionState
from tests.gatherings import add_action, add_entry, add_meeting, add_resolution
from tests.world import World

MakeAction = Callable[..., Action]


def source_of(world: World) -> Any:
    """A closed meeting of the working group with an entry and a resolution in force."""
    meeting = add_meeting(world.group, state=MeetingState.ENDED)
    entry = add_entry(meeting)
    resolution = add_resolution(entry, ResolutionState.IN_FORCE, number="CE/1405/24")
    return SimpleNamespace(meeting=meeting, entry=entry, resolution=resolution)


def action_of(world: World, state: ActionState = ActionState.ISSUED, **columns: Any) -> Action:
    """An action of the liaison of Pouya, verified by the group's secretary."""
    values: dict[str, Any] = {
        "owner": world.pouya_liaison,
        "agency": world.pouya,
        "verifier": world.secretary,
        "group": world.group,
    }
    if state == ActionState.BLOCKED:
        values["waiting_on"] = "پاسخ اداره"
    if state == ActionState.DISPUTED:
        values["dispute_code"] = "no_means"
    return add_action(state, **(values | columns))


@pytest.fixture
def source(world: World, session: Session) -> Any:
    """``source_of`` in the test's session, committed."""
    found = source_of(world)
    db.session.commit()
    return found


@pytest.fixture
def make(world: World, session: Session) -> MakeAction:
    """``action_of`` in the test's session, committed."""

    def make(state: ActionState = ActionState.ISSUED, **columns: Any) -> Action:
        action = action_of(world, state, **columns)
        db.session.commit()
        return action

    return make
