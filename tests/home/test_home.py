"""«Today»: what waits for me stands first, and the page costs six statements however much waits."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from flask import Flask

from coordination.kernel.db import db, writing
from coordination.referrals.clocks import ELSEWHERE, YOURS
from coordination.referrals.models import State
from tests.world import World, add_case, add_consent, add_referral, build_world, sign_in

Counted = Callable[[], AbstractContextManager[list[str]]]


def fill(app: Flask, world: World, count: int) -> None:
    """So many referrals of the municipality that wait for the welfare directorate's liaison."""
    with app.app_context(), writing():
        case = add_case(world.municipality)
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        for _number in range(count):
            add_referral(
                case,
                world.welfare,
                drafted_by=world.municipality_liaison,
                basis=basis,
                state=State.SENT,
                recipient_rank=YOURS,
                sender_rank=ELSEWHERE,
            )
        db.session.commit()


def home(app: Flask, world: World, name: str = "welfare_liaison", language: str = "fa") -> str:
    client = app.test_client()
    sign_in(client, world.people[name])
    if language == "en":
        client.post("/language", data={"language": "en", "next": "/"})
    return client.get("/").get_data(as_text=True)


def test_what_waits_is_counted_and_listed(app: Flask) -> None:
    world = build_world(app)
    fill(app, world, 3)
    page = home(app, world)
    assert "۳ ارجاع منتظر شماست" in page
    assert page.count("R-1405-") >= 3


def test_the_other_side_has_nothing_to_do(app: Flask) -> None:
    world = build_world(app)
    fill(app, world, 3)
    assert "هیچ ارجاعی منتظر شما نیست" in home(app, world, "municipality_liaison")


def test_an_administrator_is_led_to_what_is_his(app: Flask) -> None:
    world = build_world(app)
    page = home(app, world, "administrator")
    assert 'href="/settings"' in page
    assert 'href="/referrals"' not in page


def test_the_page_speaks_english(app: Flask) -> None:
    world = build_world(app)
    fill(app, world, 2)
    assert "2 referrals wait for you" in home(app, world, language="en")


def test_the_page_costs_six_statements_for_one_row_and_for_many(app: Flask, statements: Counted) -> None:
    world = build_world(app)
    client = app.test_client()
    sign_in(client, world.welfare_liaison)
    counted = []
    for more in (1, 30):
        fill(app, world, more)
        client.get("/")  # limits and working hours are kept in memory from the first page on
        with statements() as seen:
            assert client.get("/").status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1]
    assert counted[1] <= 6
