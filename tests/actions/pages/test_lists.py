"""The lists of actions, in both languages: what they show, to whom, in how many statements, and their buttons."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from coordination.actions.models import ActionState
from coordination.lang import zone
from tests.actions.pages.pressing import Make, Speaks, Statements, fields_of, press, reread
from tests.world import World, sign_in


@pytest.mark.parametrize(("language", "words"), [("fa", "کارهای من"), ("en", "My actions")])
def test_my_actions_stand_by_their_day(
    world: World, make: Make, client: FlaskClient, speaks: Speaks, language: str, words: str
) -> None:
    speaks(world.pouya_liaison, language)
    make(due_on=zone.today() - timedelta(days=2), title="اول")
    make(due_on=zone.today() + timedelta(days=2), title="دوم")
    make(due_on=zone.today() + timedelta(days=20), title="سوم")
    make(ActionState.REPORTED_DONE, due_on=zone.today(), title="چهارم")
    sign_in(client, world.pouya_liaison)
    text = client.get("/actions").text
    assert words in text
    places = [text.index(f">{title}<") for title in ("اول", "دوم", "سوم", "چهارم")]
    assert places == sorted(places)
    assert text.count("is-late") == 1


def test_what_has_not_begun_is_not_shown(world: World, make: Make, client: FlaskClient) -> None:
    make(title="هنوز نه", start_on=zone.today() + timedelta(days=3), due_on=zone.today() + timedelta(days=9))
    sign_in(client, world.pouya_liaison)
    assert "هنوز نه" not in client.get("/actions").text


def test_an_empty_page_guides(world: World, client: FlaskClient) -> None:
    sign_in(client, world.welfare_worker)
    assert "/actions/to-verify" in client.get("/actions").text


def test_why_leads_to_the_resolution_for_a_member(world: World, source: Any, make: Make, client: FlaskClient) -> None:
    make(resolution_id=source.resolution.id, meeting_id=source.meeting.id, entry_id=source.entry.id)
    sign_in(client, world.pouya_liaison)
    assert f'href="/resolutions/{source.resolution.public_id}"' in client.get("/actions").text


def test_why_names_the_resolution_without_its_words_for_a_stranger_to_the_group(
    world: World, source: Any, make: Make, client: FlaskClient
) -> None:
    make(
        owner=world.police_worker,
        agency=world.police,
        resolution_id=source.resolution.id,
        meeting_id=source.meeting.id,
        entry_id=source.entry.id,
    )
    sign_in(client, world.police_worker)
    text = client.get("/actions").text
    assert "CE/1405/24" in text
    assert "/resolutions/" not in text
    assert source.resolution.text not in text


@pytest.mark.parametrize("many", [2, 100])
def test_the_list_takes_five_statements(
    world: World, make: Make, source: Any, client: FlaskClient, statements: Statements, many: int
) -> None:
    for _ in range(many):
        make(resolution_id=source.resolution.id, meeting_id=source.meeting.id, entry_id=source.entry.id)
    sign_in(client, world.pouya_liaison)
    client.get("/actions")
    for address in ("/actions", "/actions/agency", "/actions/group", "/actions/to-verify"):
        with statements() as seen:
            page = client.get(address)
        assert page.status_code == 200
        assert len(seen) <= 5, address
        assert len(page.data) <= 45_000, address


@pytest.mark.both
def test_the_pages_of_a_list_follow_each_other(world: World, make: Make, client: FlaskClient) -> None:
    for number in range(30):
        make(title=f"کار{number:02d}", due_on=zone.today() + timedelta(days=number))
    sign_in(client, world.pouya_liaison)
    first = client.get("/actions").text
    after = re.findall(r'href="(/actions\?after=[^"]+)"', first)
    assert after
    second = client.get(after[0].replace("&amp;", "&")).text
    shown = [f"کار{number:02d}" in first or f"کار{number:02d}" in second for number in range(30)]
    assert all(shown)


@pytest.mark.both
def test_from_the_list_to_done_in_three_presses_and_one_upload(world: World, make: Make, client: FlaskClient) -> None:
    action = make(ActionState.ACCEPTED)
    sign_in(client, world.pouya_liaison)
    address = f"/actions/{action.public_id}/report_done"
    assert f'hx-get="{address}"' in client.get("/actions").text
    opened = client.get(
        address,
        headers={
            "HX-Request": "true",
            "HX-Target": f"action-{action.public_id}",
            "HX-Current-URL": "https://localhost/actions",
        },
    )
    assert "<html" not in opened.text
    answer = client.post(
        address,
        data=fields_of(opened)
        | {"came": "mine", "result": "فهرست فرستاده شد", "files": (io.BytesIO(b"receipt"), "receipt.txt")},
    )
    assert (answer.status_code, answer.location) == (303, "/actions")
    assert reread(client, action).state == ActionState.REPORTED_DONE


def test_acceptance_is_one_press_on_the_list(world: World, make: Make, client: FlaskClient) -> None:
    action = make()
    sign_in(client, world.pouya_liaison)
    answer = press(client, f"/actions/{action.public_id}/accept", page="/actions", came="mine")
    assert answer.status_code == 303
    assert reread(client, action).state == ActionState.ACCEPTED


@pytest.mark.both
def test_filters_narrow_a_list(world: World, make: Make, client: FlaskClient) -> None:
    make(title="کارگاه مادران", due_on=zone.today() - timedelta(days=1))
    make(title="گزارش توزیع", due_on=zone.today() + timedelta(days=30), owner=world.member, agency=world.welfare)
    sign_in(client, world.secretary)
    late = client.get("/actions/group?due=late").text
    assert "کارگاه مادران" in late
    assert "گزارش توزیع" not in late
    found = client.get("/actions/group?q=توزیع").text
    assert "گزارش توزیع" in found
    assert "کارگاه مادران" not in found
    of_agency = client.get(f"/actions/group?agency={world.welfare.public_id}").text
    assert "گزارش توزیع" in of_agency
    assert "کارگاه مادران" not in of_agency
