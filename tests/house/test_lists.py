"""Every list costs the same statements for two rows and for a hundred, on both databases, and at most what it may."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from coordination.accounts.models import PostKind
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.notices.models import Notice
from coordination.referrals.models import State
from tests.gatherings import add_group, add_seat
from tests.world import (
    World,
    add_agency,
    add_case,
    add_consent,
    add_person,
    add_post,
    add_referral,
    build_world,
    sign_in,
)

Statements = Callable[[], AbstractContextManager[list[str]]]

LETTER = "1405/33"
LISTS = (
    ("welfare_liaison", "/", 6),
    ("welfare_liaison", "/referrals", 5),
    ("welfare_liaison", "/referrals?sort=due&priority=normal", 5),
    ("municipality_liaison", "/referrals/sent", 5),
    ("municipality_liaison", "/referrals/drafts", 5),
    ("welfare_head", "/referrals/agency", 5),
    ("municipality_liaison", "/cases", 5),
    ("welfare_liaison", "/notices", 5),
    ("welfare_liaison", f"/search?q={LETTER}", 5),
    ("administrator", "/agencies", 5),
    ("administrator", "/people", 5),
    ("municipality_head", "/people/posts", 5),
    ("administrator", "/groups", 5),
    ("municipality_head", "/groups/seats-to-confirm", 5),
    ("auditor", "/audit", 5),
)


def add_rows(world: World, count: int) -> None:
    """So many of everything that is listed."""
    for number in range(count):
        case = add_case(world.municipality)
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        for state in (State.DRAFT, State.SENT):
            add_referral(
                case,
                world.welfare,
                drafted_by=world.municipality_liaison,
                basis=basis,
                state=state,
                sender_letter_number=LETTER,
            )
        add_agency(f"انجمن شماره {number}")
        post = add_post(add_person(f"شخص شماره {number}"), world.municipality, PostKind.WORKER)
        post.confirmed_at = None
        group = add_group(f"کارگروه شماره {number}", world.municipality)
        add_seat(group, world.welfare_liaison, confirmed_at=None)
        params = {"code": "R-1405-1", "agency_fa": "شهرداری", "agency_en": ""}
        event = Notice(
            event_id=count * 1000 + number, person_id=world.welfare_liaison.id, at=clock.now(), name="referral.send",
            params=params, url="/",
        )  # fmt: skip
        db.session.add(event)
    db.session.commit()


@pytest.mark.both
def test_lists_cost_the_same_for_two_rows_and_for_a_hundred(app: Flask, statements: Statements) -> None:
    world = build_world(app)
    counted: dict[str, list[int]] = {url: [] for _who, url, _most in LISTS}
    for count in (2, 100):
        with app.app_context(), writing():
            add_rows(world, count)
        for who, url, _most in LISTS:
            client = app.test_client()
            sign_in(client, world.people[who])
            assert client.get(url).status_code == 200, url
            with statements() as seen:
                client.get(url)
            counted[url].append(len(seen))
    most = {url: most for _who, url, most in LISTS}
    assert {url: counts for url, counts in counted.items() if counts[0] != counts[1] or counts[1] > most[url]} == {}
