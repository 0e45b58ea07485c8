"""The auditor's page: who may see it, what it says, how it is filtered and turned."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from config import ROOT
from coordination.access.policy import RULES
from coordination.audit.trail import record, record_reading
from coordination.audit.views import act_word, state_word
from coordination.audit.words import ACTS, KINDS
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang import say
from tests.audit.conftest import Actor
from tests.world import World, sign_in

Statements = Callable[[], AbstractContextManager[list[str]]]
PROGRAM = ROOT / "coordination"
NOTE = "یادداشت پنهان درباره سارا"
RECORDED = re.compile(r"""(?:trail\.record\(actor|actor\.read\(|Reading\(|record_reading\(actor),?\s*"([a-z_.]+)\"""")


def write(app: Flask, person_id: int | None, act: str = "referral.accept", **more: Any) -> None:
    with app.app_context(), writing():
        record(Actor(person_id, rule=more.pop("rule", None)), act, kind=more.pop("kind", "referral"), **more)
        db.session.commit()


@pytest.fixture
def auditor(client: FlaskClient, world: World) -> FlaskClient:
    """The auditor, signed in."""
    sign_in(client, world.people["auditor"])
    return client


def page(auditor: FlaskClient, address: str = "/audit") -> str:
    answer = auditor.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def body(auditor: FlaskClient, address: str = "/audit") -> str:
    return page(auditor, address).partition("<tbody>")[2].partition("</tbody>")[0]


@pytest.mark.parametrize("who", ["administrator", "data_officer", "court_liaison"])
def test_others_do_not_see_the_trail(client: FlaskClient, world: World, who: str) -> None:
    sign_in(client, world.people[who])
    assert client.get("/audit").status_code == 403


def test_a_row_says_who_did_what_to_which_state(app: Flask, auditor: FlaskClient, world: World) -> None:
    somebody = world.people["administrator"]
    write(app, somebody.id, frm="sent", to="accepted")
    with app.test_request_context():
        words = say.message(act_word("referral.accept")), say.message(state_word("referral", "accepted"))
    shown = body(auditor)
    assert [word in shown for word in (somebody.name, *words)] == [True, True, True]


def test_the_system_is_named_with_its_rule(app: Flask, auditor: FlaskClient) -> None:
    write(app, None, "referral.expire", rule="referral.expire")
    assert '<bdi class="code" dir="ltr">referral.expire</bdi>' in body(auditor)


def test_no_note_stands_on_the_page(app: Flask, auditor: FlaskClient, world: World) -> None:
    write(app, world.people["administrator"].id, note=NOTE)
    assert NOTE not in page(auditor)


def test_an_empty_trail_says_what_belongs_here(auditor: FlaskClient) -> None:
    assert "<table" not in page(auditor)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 3),
        ("act=case.edit", 1),
        ("kind=referral", 2),
        ("person=سامانی", 2),
        ("person=admin@example.org", 2),
        ("person=%25", 0),
        ("since=1405/8/30", 2),
        ("until=۱۴۰۵/۸/۲۹", 1),
        ("since=1405/8/30&until=1405/8/30&kind=case", 1),
    ],
)
def test_a_filter_leaves_what_fits(app: Flask, auditor: FlaskClient, world: World, query: str, count: int) -> None:
    administrator, officer = world.people["administrator"].id, world.people["data_officer"].id
    now = clock.now()
    with clock.at(now - timedelta(days=1)):
        write(app, officer)
    write(app, administrator)
    write(app, administrator, "case.edit", kind="case")
    assert body(auditor, f"/audit?{query}").count("<tr>") == count


def test_an_unreadable_day_is_said_and_filters_nothing(app: Flask, auditor: FlaskClient, world: World) -> None:
    write(app, world.people["administrator"].id)
    shown = page(auditor, "/audit?since=چندی پیش")
    assert 'role="alert"' in shown
    assert shown.partition("<tbody>")[2].count("<tr>") == 1


def test_pages_are_turned_there_and_back_without_losing_a_row(app: Flask, auditor: FlaskClient, world: World) -> None:
    with app.app_context(), writing():
        for number in range(60):
            record(Actor(world.people["administrator"].id), "case.edit", kind="case", detail={"number": number})
        db.session.commit()
    numbers = re.compile(r"number: (\d+)")
    link = {rel: re.compile(rf'rel="{rel}" href="([^"]+)"') for rel in ("next", "prev")}

    def numbers_of(text: str) -> list[int]:
        return [int(number) for number in numbers.findall(text)]

    first = page(auditor, "/audit?kind=case")
    second = page(auditor, link["next"].findall(first)[0].replace("&amp;", "&"))
    third = page(auditor, link["next"].findall(second)[0].replace("&amp;", "&"))
    back = page(auditor, link["prev"].findall(third)[0].replace("&amp;", "&"))
    assert [*numbers_of(first), *numbers_of(second), *numbers_of(third)] == list(range(59, -1, -1))
    assert (link["next"].findall(third), numbers_of(back)) == ([], numbers_of(second))


@pytest.mark.both
def test_the_page_costs_the_same_statements_for_one_row_and_for_many(
    app: Flask, auditor: FlaskClient, world: World, statements: Statements
) -> None:
    counts = []
    for more in (1, 30):
        with app.app_context():
            record_reading(Actor(world.people["administrator"].id), "case.identity", "case", range(1, more + 1))
        with statements() as seen:
            page(auditor)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 5


def test_every_right_has_a_word(app: Flask) -> None:
    assert [act for act in RULES if not act_word(act)] == []


def test_every_act_that_the_program_records_has_a_word(app: Flask) -> None:
    recorded = {act for path in PROGRAM.rglob("*.py") for act in RECORDED.findall(path.read_text(encoding="utf-8"))}
    assert len(recorded) > 20
    assert sorted(act for act in recorded if not act_word(act)) == []


def test_no_word_is_given_twice_for_one_code() -> None:
    assert not ACTS.keys() & KINDS.keys() - {"search"}


def test_the_time_of_a_row_is_local(app: Flask, auditor: FlaskClient, world: World, now: datetime) -> None:
    write(app, world.people["administrator"].id)
    assert "۱۰:۰۰" in body(auditor)
