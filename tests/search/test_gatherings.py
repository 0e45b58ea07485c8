"""The search box finds groups and their work by words in any spelling, as far as one may see them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from coordination.actions.models import ActionState
from coordination.kernel.db import db, writing
from coordination.meetings.models import MeetingState
from coordination.resolutions.models import ResolutionState
from coordination.search.queries import find
from tests.gatherings import add_action, add_entry, add_item, add_meeting, add_resolution
from tests.world import Somebody, World, acting, sign_in

pytestmark = pytest.mark.both

Counted = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def told(app: Flask, world: World) -> World:
    """The world with a meeting, an open and a confidential item, a resolution, a confidential one and an action."""
    with app.app_context(), writing():
        meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED, number=23, title="نشست فوق‌العاده")
        add_item(world.group, "ثبت‌نام میان‌سال کودکان")
        entry = add_entry(meeting, add_item(world.group, "ثبت‌نام محرمانه", confidential=True))
        add_resolution(entry, ResolutionState.IN_FORCE, text="مدرسه‌ها ثبت‌نام موقت کنند.", number="CE/1405/24")
        add_resolution(entry, ResolutionState.IN_FORCE, text="ثبت‌نام پوشیده.", number="CE/1405/25", confidential=True)
        add_action(
            ActionState.ISSUED,
            owner=world.pouya_worker,
            agency=world.pouya,
            verifier=world.secretary,
            group=world.group,
            title="فهرست ثبت‌نام را بفرستید",
            number="A-1405-219",
        )
        db.session.commit()
    return world


def found(app: Flask, person: Somebody, typed: str) -> list[tuple[str, str]]:
    with app.app_context():
        return [(one.what, one.number or one.title) for one in find(acting(person), typed)]


@pytest.mark.parametrize("typed", ["ثبت نام", "ثبت‌نام", "ثبتنام", "ثبت‌نام  موقت", "ثبت‌نام كنند"])
def test_a_resolution_is_found_in_every_spelling(app: Flask, told: World, typed: str) -> None:
    assert ("resolution", "CE/1405/24") in found(app, told.member, typed)


@pytest.mark.parametrize("typed", ["CE/1405/24", "ce/۱۴۰۵/۲۴"])
def test_a_resolution_is_found_by_its_number(app: Flask, told: World, typed: str) -> None:
    assert found(app, told.member, typed) == [("resolution", "CE/1405/24")]


@pytest.mark.parametrize("typed", ["A-1405-219", "a-۱۴۰۵-۲۱۹", "فهرست ثبت‌نام"])
def test_an_action_is_found_by_number_and_title(app: Flask, told: World, typed: str) -> None:
    assert found(app, told.pouya_worker, typed) == [("action", "A-1405-219")]


def test_a_meeting_is_found_by_its_group_and_number(app: Flask, told: World) -> None:
    assert found(app, told.member, "آموزش ۲۳") == [("meeting", "23")]


def test_a_meeting_is_found_by_its_title(app: Flask, told: World) -> None:
    assert found(app, told.member, "فوق العاده") == [("meeting", "23")]


def test_a_group_is_found_by_its_name(app: Flask, told: World) -> None:
    assert ("group", "CE") in found(app, told.municipality_liaison, "کارگروه آموزش")


def test_a_member_finds_what_is_confidential(app: Flask, told: World) -> None:
    assert {("item", "ثبت‌نام محرمانه"), ("resolution", "CE/1405/25")} <= set(found(app, told.member, "ثبت‌نام"))


def test_an_observer_finds_nothing_confidential(app: Flask, told: World) -> None:
    assert set(found(app, told.observer, "ثبت‌نام")) == {
        ("item", "ثبت‌نام میان‌سال کودکان"),
        ("resolution", "CE/1405/24"),
    }


def test_who_sits_nowhere_finds_nothing_of_a_group(app: Flask, told: World) -> None:
    assert found(app, told.police_liaison, "ثبت‌نام") == []


def test_one_letter_finds_nothing(app: Flask, told: World) -> None:
    assert found(app, told.member, "ث") == []


@pytest.mark.parametrize("who", ["member", "pouya_liaison"])
def test_a_search_costs_five_statements_for_few_and_for_many(
    app: Flask, told: World, statements: Counted, who: str
) -> None:
    client = app.test_client()
    sign_in(client, told.people[who])
    counted = []
    for more in (2, 30):
        with app.app_context(), writing():
            for _number in range(more):
                add_item(told.group, "ثبت‌نام میان‌سال کودکان")
            db.session.commit()
        client.get("/search?q=1")
        with statements() as seen:
            assert client.get("/search", query_string={"q": "ثبت‌نام"}).status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 5
