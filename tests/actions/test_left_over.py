"""A draft that its minutes let pass without owner or day is completed and issued from its own page."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.models import Person
from coordination.actions import commands, queries
from coordination.actions.models import Action, ActionState
from coordination.kernel.db import db
from coordination.kernel.errors import Unmet, WrongState
from coordination.lang import zone
from coordination.meetings.models import Meeting, MeetingState
from coordination.minutes.models import MinutesState
from coordination.resolutions.models import ResolutionState
from tests.actions.pages.pressing import press, reread
from tests.gatherings import add_action, add_entry, add_meeting, add_minutes, add_resolution
from tests.world import World, acting, columns_of, get, sign_in


def drafted(world: World, minutes: MinutesState, **columns: Any) -> Action:
    """A draft without owner and day in the minutes of a meeting."""
    meeting = add_meeting(world.group, state=MeetingState.ENDED)
    add_minutes(meeting, minutes)
    entry = add_entry(meeting)
    resolution = columns.pop("resolution", None)
    if resolution is not None:
        columns["resolution_id"] = add_resolution(entry, resolution).id
    action = add_action(
        ActionState.DRAFT,
        owner=world.pouya_liaison,
        agency=world.pouya,
        verifier=world.secretary,
        group=world.group,
        meeting_id=meeting.id,
        entry_id=entry.id,
        **columns,
    )
    action.owner_id = action.agency_id = action.due_on = None
    db.session.commit()
    found = queries.get_action(action.public_id)
    assert found is not None
    return found


def issue(world: World, action: Action, **more: Any) -> None:
    values: dict[str, Any] = {
        "owner": get(Person, world.pouya_liaison),
        "agency": None,
        "verifier": None,
        "due_on": zone.today() + timedelta(days=7),
    }
    commands.issue_left_over(acting(world.secretary), action, **(values | more))


def test_a_draft_left_over_gets_its_number(world: World, session: Any) -> None:
    action = drafted(world, MinutesState.SIGNED)
    issue(world, action)
    assert (action.state, action.provisional) == (ActionState.ISSUED, False)
    assert action.number is not None
    assert action.agency_id == world.pouya.id


def test_it_is_provisional_while_the_minutes_are_reviewed(world: World, session: Any) -> None:
    action = drafted(world, MinutesState.IN_REVIEW)
    issue(world, action)
    assert action.provisional


def test_its_words_stay_those_of_the_minutes(world: World, session: Any) -> None:
    action = drafted(world, MinutesState.SIGNED, title="فهرست را بفرستید")
    issue(world, action)
    assert action.title == "فهرست را بفرستید"


def test_it_is_not_issued_by_itself_while_the_minutes_are_written(world: World, session: Any) -> None:
    action = drafted(world, MinutesState.DRAFTING)
    with pytest.raises(WrongState):
        issue(world, action)


def test_it_is_not_issued_where_its_resolution_fell(world: World, session: Any) -> None:
    action = drafted(world, MinutesState.SIGNED, resolution=ResolutionState.REJECTED)
    with pytest.raises(WrongState):
        issue(world, action)


def test_it_is_not_issued_without_a_day(world: World, session: Any) -> None:
    action = drafted(world, MinutesState.SIGNED)
    with pytest.raises(Unmet):
        issue(world, action, due_on=None)


def seen(app: Flask, world: World, minutes: MinutesState) -> Any:
    """The same for pages: no context stays open, since requests would share it."""
    with app.app_context():
        action = drafted(world, minutes)
        meeting = db.session.get_one(Meeting, action.meeting_id)
        return SimpleNamespace(**columns_of(action), meeting=meeting.public_id)


def test_the_secretary_completes_and_issues_it_on_its_page(app: Flask, world: World, client: FlaskClient) -> None:
    action = seen(app, world, MinutesState.SIGNED)
    sign_in(client, world.secretary)
    page = f"/actions/{action.public_id}"
    assert f'href="{page}/issue"' in client.get(page).text
    answer = press(
        client,
        f"{page}/issue",
        owner=f"{world.pouya_liaison.public_id}.{world.pouya.public_id}",
        verifier=world.secretary.public_id,
        due_on=(zone.today() + timedelta(days=10)).isoformat(),
        priority="normal",
    )
    assert answer.status_code == 303
    assert reread(client, action).state == ActionState.ISSUED


def test_the_page_leads_to_it_only_once_the_minutes_have_left_drafting(
    app: Flask, world: World, client: FlaskClient
) -> None:
    action = seen(app, world, MinutesState.DRAFTING)
    sign_in(client, world.secretary)
    page = client.get(f"/actions/{action.public_id}")
    assert page.status_code == 200
    assert f"/actions/{action.public_id}/issue" not in page.text


def test_the_minutes_lead_to_the_action_that_was_not_issued(app: Flask, world: World, client: FlaskClient) -> None:
    action = seen(app, world, MinutesState.IN_REVIEW)
    sign_in(client, world.secretary)
    assert f'href="/actions/{action.public_id}"' in client.get(f"/meetings/{action.meeting}/minutes").text
