"""The page of a group's cadence: shown days, saved cadences, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.directory.models import Holiday
from coordination.groups.models import Cadence, OnHoliday, SkippedDay
from coordination.kernel.db import db
from coordination.lang.jalali import from_jalali
from coordination.meetings.models import Meeting
from coordination.outbox import relay
from tests.pages import send
from tests.world import World, sign_in

Statements = Callable[[], AbstractContextManager[list[str]]]
FIRST_WEDNESDAY = {"unit": "jmonth", "every": "۱", "nth": "1", "weekday": "3", "starts": "۱۰:۰۰", "minutes": "۹۰"}


@pytest.fixture
def page(world: World, client: FlaskClient) -> str:
    sign_in(client, world.secretary)
    return f"/groups/{world.group.public_id}/cadence"


def stored(app: Flask) -> list[Cadence]:
    with app.app_context():
        return list(db.session.scalars(select(Cadence).order_by(Cadence.valid_from)))


def test_the_page_of_a_group_without_cadence_says_so(client: FlaskClient, page: str) -> None:
    assert "هنوز تناوبی تعیین نشده است" in client.get(page).text


def test_showing_names_the_next_six_days_and_saves_nothing(app: Flask, client: FlaskClient, page: str) -> None:
    answer = send(client, page, FIRST_WEDNESDAY | {"show": "1"})
    assert answer.status_code == 200
    for day in ("۴ آذر ۱۴۰۵", "۲ دی ۱۴۰۵", "۷ بهمن ۱۴۰۵", "۵ اسفند ۱۴۰۵", "۴ فروردین ۱۴۰۶", "۱ اردیبهشت ۱۴۰۶"):
        assert f"چهارشنبه {day}" in answer.text
    assert "۵ خرداد ۱۴۰۶" not in answer.text
    assert stored(app) == []


def test_a_day_off_is_named_with_its_holiday(app: Flask, client: FlaskClient, page: str) -> None:
    with app.app_context():
        db.session.add(Holiday(on=from_jalali(1405, 9, 4), name_fa="عید نمونه", name_en="Sample feast"))
        db.session.commit()
    shown = send(client, page, FIRST_WEDNESDAY | {"show": "1"}).text
    assert "عید نمونه" in shown
    assert "پنجشنبه ۵ آذر ۱۴۰۵" in shown


def test_saving_keeps_the_rule_and_plans_the_meetings(app: Flask, client: FlaskClient, page: str) -> None:
    answer = send(client, page, FIRST_WEDNESDAY | {"place": "تالار شهرداری", "on_holiday": "skip"})
    assert answer.status_code == 303
    (cadence,) = stored(app)
    assert cadence.rule == {"unit": "jmonth", "every": 1, "nth": 1, "weekday": 3}
    assert (cadence.starts, cadence.minutes, cadence.on_holiday) == (time(10), 90, OnHoliday.SKIP)
    with app.app_context():
        relay.step()
        days = db.session.scalars(select(Meeting.planned_on).order_by(Meeting.planned_on)).all()
    assert days[:2] == [from_jalali(1405, 9, 4), from_jalali(1405, 10, 2)]


def test_days_left_out_stay_with_their_reason(app: Flask, world: World, client: FlaskClient, page: str) -> None:
    with app.app_context():
        db.session.add(SkippedDay(group_id=world.group.id, on=date(2026, 3, 21), reason="نوروز"))
        db.session.commit()
    shown = client.get(page).text
    assert "شنبه ۱ فروردین ۱۴۰۵" in shown
    assert "نوروز" in shown


def test_another_cadence_leaves_the_first_on_record(app: Flask, client: FlaskClient, page: str) -> None:
    send(client, page, FIRST_WEDNESDAY)
    send(client, page, {"unit": "day", "every": "45", "valid_from": "۱۴۰۵/۱۱/۱"})
    assert [cadence.rule["unit"] for cadence in stored(app)] == ["jmonth", "day"]
    assert "هر ۴۵ روز" in client.get(page).text


@pytest.mark.parametrize(
    ("typed", "rule"),
    [
        ({"unit": "week", "every": "2", "weekdays": ["3", "6"]}, {"unit": "week", "every": 2, "weekdays": [3, 6]}),
        ({"unit": "jmonth_day", "every": "1", "day": "۳۱"}, {"unit": "jmonth", "every": 1, "day": 31}),
        ({"unit": "jhalfmonth", "every": "3", "day": "10"}, {"unit": "jhalfmonth", "every": 3, "day": 10}),
        ({"unit": "when_needed"}, {"unit": "when_needed"}),
    ],
)
def test_every_kind_of_rule_is_read_and_drawn_again(
    app: Flask, client: FlaskClient, page: str, typed: dict[str, Any], rule: dict[str, Any]
) -> None:
    assert send(client, page, typed).status_code == 303
    assert [cadence.rule for cadence in stored(app)] == [rule]
    assert send(client, page).status_code == 303
    assert stored(app)[-1].rule == rule


def test_weeks_without_a_weekday_are_refused_beside_the_form(app: Flask, client: FlaskClient, page: str) -> None:
    answer = send(client, page, {"unit": "week", "every": "2"})
    assert answer.status_code == 422
    assert 'id="unit-error"' in answer.text
    assert stored(app) == []


def test_a_day_that_passed_is_refused_once_there_is_a_cadence(client: FlaskClient, page: str) -> None:
    send(client, page, FIRST_WEDNESDAY)
    answer = send(client, page, {"valid_from": "۱۴۰۵/۸/۱"})
    assert answer.status_code == 422
    assert 'id="valid_from-error"' in answer.text


@pytest.mark.parametrize("who", ["chair", "member", "observer", "pouya_worker"])
def test_only_the_secretary_changes_the_cadence(world: World, client: FlaskClient, who: str) -> None:
    sign_in(client, getattr(world, who))
    assert client.get(f"/groups/{world.group.public_id}/cadence").status_code == 404


def test_the_page_takes_few_statements(client: FlaskClient, page: str, statements: Statements) -> None:
    send(client, page, FIRST_WEDNESDAY)
    client.get(page)
    with statements() as seen:
        assert client.get(page).status_code == 200
    assert len(seen) <= 2 + 2 + 5, seen


def test_the_page_speaks_english(client: FlaskClient, page: str) -> None:
    client.set_cookie("lang", "en")
    assert client.get(page).status_code == 200
