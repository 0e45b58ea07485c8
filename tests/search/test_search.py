"""The search box finds whole codes and paper numbers, in any digits, and only what one may see."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.audit.models import AuditEntry
from coordination.kernel.db import db, writing
from coordination.referrals.models import State
from coordination.search.queries import codes_meant
from tests.world import Somebody, World, add_case, add_consent, add_referral, build_world, sign_in


@pytest.fixture
def world(app: Flask) -> World:
    """The world with two referrals of the municipality to the welfare directorate, both with one letter number."""
    made = build_world(app)
    with app.app_context(), writing():
        case = add_case(made.municipality, worker=made.municipality_worker, file_number="الف/۱۲")
        basis = add_consent(case, recorded_by=made.municipality_liaison)
        for code in ("R-1405-71", "R-1405-72"):
            add_referral(
                case,
                made.welfare,
                drafted_by=made.municipality_liaison,
                basis=basis,
                state=State.SENT,
                sender_letter_number="1405/33",
            ).code = code
        db.session.commit()
    return made


def search(app: Flask, person: Somebody, typed: str) -> str:
    client = app.test_client()
    sign_in(client, person)
    return client.get("/search", query_string={"q": typed}).get_data(as_text=True)


def test_a_letter_number_finds_both_referrals(app: Flask, world: World) -> None:
    page = search(app, world.welfare_liaison, "۱۴۰۵/۳۳")
    assert "R-1405-71" in page
    assert "R-1405-72" in page


def test_what_one_may_not_see_is_not_found(app: Flask, world: World) -> None:
    assert "R-1405-71" not in search(app, world.pouya_liaison, "1405/33")


def test_a_bare_number_is_a_referral_of_this_year() -> None:
    assert any(code.endswith("-71") and code.startswith("R-") for code in codes_meant("۷۱"))


def test_the_trail_keeps_that_a_search_was_made_but_not_its_words(app: Flask, world: World) -> None:
    search(app, world.welfare_liaison, "1405/33")
    with app.app_context():
        row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "search")).one()
    assert row.person_id == world.welfare_liaison.id
    assert "33" not in str((row.detail or {}).get("words", ""))
    assert len(str((row.detail or {})["term"])) == 32


def test_an_empty_search_says_what_can_be_typed(app: Flask, world: World) -> None:
    assert "شماره نامه" in search(app, world.welfare_liaison, "")


@pytest.mark.parametrize(("who", "offered"), [("welfare_worker", True), ("administrator", False), ("auditor", False)])
def test_the_box_is_offered_to_those_who_may_look_for_something(
    app: Flask, world: World, who: str, offered: bool
) -> None:
    client = app.test_client()
    sign_in(client, getattr(world, who))
    assert ('action="/search"' in client.get("/").text) is offered
