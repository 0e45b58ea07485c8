"""One action's page and its steps, in both languages: what they show, to whom, and what a press does."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.actions import commands
from coordination.actions.models import Action, ActionState
from coordination.lang import zone
from tests.actions.pages.pressing import Do, Make, Speaks, Statements, as_, fields_of, press, reread
from tests.world import World, acting, sign_in


@pytest.mark.both
def test_a_page_of_an_action_takes_seven_statements(
    world: World, make: Make, source: Any, client: FlaskClient, do: Do, statements: Statements
) -> None:
    action = make(resolution_id=source.resolution.id, meeting_id=source.meeting.id, entry_id=source.entry.id)

    def fill(row: Action) -> None:
        person, asked_on = acting(world.pouya_liaison), action.due_on + timedelta(days=5)
        commands.ask_extension(person, row, asked_on=asked_on, reason="داده نرسیده")
        commands.set_contributors(person, row, person_ids=[world.pouya_worker.id])
        commands.note(person, row, text="نیمی آماده است", uploads=[(io.BytesIO(b"text"), "half.txt")])

    do(action, fill)
    sign_in(client, world.pouya_liaison)
    client.get("/actions")
    with statements() as seen:
        page = client.get(f"/actions/{action.public_id}")
    assert page.status_code == 200
    assert len(seen) <= 7
    for words in ("نیمی آماده است", "half.txt", "داده نرسیده"):
        assert words in page.text


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("state", list(ActionState))
def test_the_page_of_every_state_opens(
    world: World, make: Make, client: FlaskClient, speaks: Speaks, language: str, state: ActionState
) -> None:
    speaks(world.secretary, language)
    action = make(state)
    sign_in(client, world.secretary)
    assert client.get(f"/actions/{action.public_id}").status_code == 200


def test_an_empty_report_is_shown_again_with_words(world: World, make: Make, client: FlaskClient) -> None:
    action = make(ActionState.ACCEPTED)
    sign_in(client, world.pouya_liaison)
    answer = press(client, f"/actions/{action.public_id}/report_done", result="")
    assert answer.status_code == 422
    assert reread(client, action).state == ActionState.ACCEPTED


def test_a_press_takes_ten_statements_at_most(
    world: World, make: Make, client: FlaskClient, statements: Statements
) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    data = fields_of(client.get("/actions"))
    with statements() as seen:
        client.post(f"/actions/{action.public_id}/accept", data=data)
    assert len(seen) <= 10


def test_a_press_on_an_old_page_is_told(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    data = fields_of(client.get("/actions")) | {"version": "99"}
    assert client.post(f"/actions/{action.public_id}/accept", data=data).status_code == 409


def test_what_is_over_is_not_started_again(world: World, make: Make, client: FlaskClient) -> None:
    action = make(ActionState.VERIFIED)
    sign_in(client, world.pouya_liaison)
    assert press(client, f"/actions/{action.public_id}/start").status_code == 409


def test_the_verifier_sees_what_was_done_and_verifies(world: World, make: Make, client: FlaskClient) -> None:
    action = make(ActionState.REPORTED_DONE, result="فهرست فرستاده شد")
    sign_in(client, world.secretary)
    assert action.title in client.get("/actions/to-verify").text
    address = f"/actions/{action.public_id}/verify"
    assert "فهرست فرستاده شد" in client.get(address).text
    assert press(client, address).status_code == 303
    assert reread(client, action).state == ActionState.VERIFIED


def test_a_dispute_is_ruled_on_by_the_secretary(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    assert (
        press(client, f"/actions/{action.public_id}/dispute", code="no_means", note="بودجه نداریم").status_code == 303
    )
    secretary = as_(client, world.secretary)
    address = f"/actions/{action.public_id}/dismiss_dispute"
    assert "بودجه نداریم" in secretary.get(address).text
    assert press(secretary, address, ruling="بودجه تصویب شد").status_code == 303
    assert reread(client, action).state == ActionState.ISSUED


def test_more_time_is_asked_and_granted_to_another_day(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    later = action.due_on + timedelta(days=9)
    sign_in(client, world.pouya_liaison)
    asked = press(client, f"/actions/{action.public_id}/more-time", asked_on=later.isoformat(), reason="داده نرسیده")
    assert asked.status_code == 303
    secretary = as_(client, world.secretary)
    extension = reread(client, action).requests[0]
    page = f"/actions/more-time/{extension}"
    other = later - timedelta(days=2)
    answer = press(secretary, f"{page}/grant", page=page, on=other.isoformat(), ruling="")
    assert answer.status_code == 303
    assert reread(client, action).due_on == other
    assert secretary.get(page).status_code == 409


def test_a_refusal_of_more_time_needs_words(world: World, make: Make, client: FlaskClient, do: Do) -> None:
    action = make()
    asked_on = action.due_on + timedelta(days=4)
    do(
        action,
        lambda row: commands.ask_extension(acting(world.pouya_liaison), row, asked_on=asked_on, reason="داده نرسیده"),
    )
    sign_in(client, world.secretary)
    page = f"/actions/more-time/{reread(client, action).requests[0]}"
    assert press(client, f"{page}/refuse", page=page, on="", ruling="").status_code == 422


def test_a_liaison_is_offered_his_own_people_only(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    text = client.get(f"/actions/{action.public_id}/transfer").text
    assert world.pouya_worker.public_id in text
    assert world.welfare_liaison.public_id not in text


def test_a_secretary_is_offered_liaisons_of_other_agencies(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.secretary)
    text = client.get(f"/actions/{action.public_id}/transfer").text
    assert f"{world.police_liaison.public_id}.{world.police.public_id}" in text
    choice = f"{world.member.public_id}.{world.welfare.public_id}"
    assert press(client, f"/actions/{action.public_id}/transfer", person=choice, reason="کار آن‌هاست").status_code == 303
    assert reread(client, action).owner_id == world.member.id


MOVES = {
    "block": (ActionState.IN_PROGRESS, "pouya_liaison"),
    "start": (ActionState.ISSUED, "pouya_liaison"),
    "unblock": (ActionState.BLOCKED, "pouya_liaison"),
    "send_back": (ActionState.REPORTED_DONE, "secretary"),
    "cancel": (ActionState.ISSUED, "chair"),
}


@pytest.mark.parametrize("move", MOVES)
def test_the_page_of_each_other_move_opens(world: World, make: Make, client: FlaskClient, move: str) -> None:
    state, person = MOVES[move]
    action = make(state)
    sign_in(client, getattr(world, person))
    assert client.get(f"/actions/{action.public_id}/{move}").status_code == 200


def test_a_stranger_finds_no_action(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.police_liaison)
    assert client.get(f"/actions/{action.public_id}").status_code == 404


def test_a_draft_is_the_secretarys_alone(world: World, make: Make, client: FlaskClient) -> None:
    action = make(ActionState.DRAFT)
    sign_in(client, world.pouya_liaison)
    assert client.get(f"/actions/{action.public_id}").status_code == 404


def test_a_file_is_downloaded_by_those_who_see_the_action(
    world: World, make: Make, client: FlaskClient, do: Do
) -> None:
    action = make(ActionState.ACCEPTED)
    upload = (io.BytesIO(b"done"), "receipt.txt")
    do(action, lambda row: commands.report_done(acting(world.pouya_liaison), row, uploads=[upload]))
    sign_in(client, world.secretary)
    link = re.findall(
        rf'href="(/actions/{action.public_id}/files/[^"]+)"', client.get(f"/actions/{action.public_id}").text
    )
    assert client.get(link[0]).data == b"done"
    assert as_(client, world.police_liaison).get(link[0]).status_code == 404


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_secretary_creates_an_action_of_a_resolution(
    world: World, source: Any, client: FlaskClient, speaks: Speaks, language: str
) -> None:
    speaks(world.secretary, language)
    sign_in(client, world.secretary)
    url = f"/resolutions/{source.resolution.public_id}/actions/new"
    assert client.get(url).status_code == 200
    answer = press(
        client,
        url,
        title="فهرست را بفرستید",
        owner=f"{world.pouya_liaison.public_id}.{world.pouya.public_id}",
        verifier=world.secretary.public_id,
        due_on=(zone.today() + timedelta(days=10)).isoformat(),
        priority="normal",
    )
    assert answer.status_code == 303
    assert client.get(answer.location).status_code == 200


def test_an_action_without_a_day_is_not_created(world: World, source: Any, client: FlaskClient) -> None:
    sign_in(client, world.secretary)
    url = f"/resolutions/{source.resolution.public_id}/actions/new"
    answer = press(
        client,
        url,
        title="فهرست را بفرستید",
        owner=f"{world.pouya_liaison.public_id}.{world.pouya.public_id}",
        verifier=world.secretary.public_id,
        due_on="",
        priority="normal",
    )
    assert answer.status_code == 422


def test_helpers_are_named_from_the_owners_agency(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    answer = press(client, f"/actions/{action.public_id}/helpers", people=[world.pouya_worker.public_id])
    assert answer.status_code == 303
    assert reread(client, action).helpers == [world.pouya_worker.id]


def test_a_note_is_written_on_the_page(world: World, make: Make, client: FlaskClient, app: Flask) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    page = f"/actions/{action.public_id}"
    assert press(client, f"{page}/notes", page=page, text="نیمی آماده است").status_code == 303
    assert "نیمی آماده است" in client.get(page).text
