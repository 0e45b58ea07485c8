"""Who has not answered is reminded three days before the last day, on it, and thrice after it, each once; and who is
told of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.data_calls import commands, jobs, queries
from coordination.data_calls.models import DataCall, DataCallState
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.notices.models import Notice
from coordination.outbox import relay
from coordination.outbox.models import OutboxEvent
from tests.issuing import add_call, add_delivery, add_distribution, of_agency, of_group
from tests.world import acting

DAY = timedelta(days=1)


@pytest.fixture
def call_id(app: Flask, world: Any) -> Iterator[str]:
    """An open call, due in ten days, within a context."""
    with app.app_context():
        call = add_call(of_group(world.group), world.secretary, asked=(world.welfare,))
        db.session.commit()
        yield call.public_id


def steps() -> list[int]:
    rows = db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == "answer_sheet.reminder"))
    return [int(row.payload["step"]) for row in rows]


def run_at(moment: datetime) -> None:
    with clock.at(moment):
        jobs.remind()
        db.session.commit()


def test_each_step_is_sent_once(call_id: str, now: datetime) -> None:
    for hours in range(0, 24 * 30, 12):
        run_at(now + timedelta(hours=hours))
    assert steps() == [-3, 0, 3, 6, 9]


def test_of_missed_steps_only_the_last_is_sent(call_id: str, now: datetime) -> None:
    run_at(now + 14 * DAY)
    assert steps() == [3]


def test_nobody_is_reminded_at_night(call_id: str, now: datetime) -> None:
    run_at(now + 10 * DAY - timedelta(hours=5))
    assert steps() == []


def test_who_has_answered_is_not_reminded(call_id: str, now: datetime, world: Any) -> None:
    call = queries.get_call(call_id)
    assert call is not None
    sheet = call.sheets[0]
    sheet.rows = [{call.columns[0].public_id: 4}]
    commands.submit(acting(world.welfare_liaison), sheet)
    db.session.commit()
    run_at(now + 10 * DAY)
    assert steps() == []


def test_a_step_that_had_passed_as_the_call_was_opened_is_not_sent(app: Flask, world: Any, now: datetime) -> None:
    with app.app_context():
        add_call(of_group(world.group), world.secretary, asked=(world.welfare,), due_on=now.date() + 2 * DAY)
        db.session.commit()
        run_at(now + timedelta(hours=3))
        assert steps() == []
        run_at(now + 2 * DAY)
        assert steps() == [0]


# --- notices ---------------------------------------------------------------------------------------------------------


def deliver() -> dict[tuple[str, str], int]:
    """Everything due is handed out: how many were told of what, and where that leads."""
    db.session.commit()
    with clock.at(clock.now() + timedelta(minutes=1)):
        while relay.step():
            pass
    found: dict[tuple[str, str], int] = {}
    for notice in db.session.scalars(select(Notice)):
        key = notice.name, notice.url
        found[key] = found.get(key, 0) + 1
    return found


def test_desks_of_those_asked_are_told_as_it_opens(app: Flask, world: Any) -> None:
    with app.app_context(), writing():
        asked = (world.welfare, world.pouya)
        call = add_call(of_group(world.group), world.secretary, DataCallState.DRAFT, asked=asked)
        commands.open_(acting(world.secretary), call)
        urls = [f"/sheets/{sheet.public_id}" for sheet in call.sheets]
        assert deliver() == {("answer_sheet.ask", url): 2 for url in urls}


def test_the_issuer_hears_of_a_sheet_and_the_agency_of_its_return(app: Flask, world: Any) -> None:
    with app.app_context(), writing():
        call: DataCall = add_call(of_agency(world.municipality), world.municipality_liaison, asked=(world.welfare,))
        sheet = call.sheets[0]
        sheet.rows = [{call.columns[0].public_id: 4}]
        commands.submit(acting(world.welfare_liaison), sheet)
        assert deliver() == {("answer_sheet.submit", f"/data-calls/{call.public_id}"): 2}
        commands.give_back(acting(world.municipality_head), sheet, comment="دوباره بشمارید")
        assert deliver()["answer_sheet.return", f"/sheets/{sheet.public_id}"] == 2


def test_liaisons_hear_of_goods_on_their_way(app: Flask, world: Any) -> None:
    with app.app_context(), writing():
        distribution = add_distribution(of_group(world.group), world.secretary)
        delivery = add_delivery(distribution, world.welfare)
        commands.dispatch(acting(world.secretary), delivery, quantity=30)
        assert deliver() == {("delivery.dispatch", f"/deliveries/{delivery.public_id}"): 1}
