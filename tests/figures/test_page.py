"""The pages of figures: who opens them, at what price; the rows behind a figure."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from coordination.accounts.models import RoleKind
from coordination.figures import cells
from coordination.figures.models import FigureCount
from coordination.kernel.db import db
from coordination.referrals.models import Route
from tests.figures.conftest import send, together
from tests.referrals.stage import set_stage
from tests.world import Somebody, World, add_person, add_role, sign_in, somebody

Statements = Callable[[], AbstractContextManager[list[str]]]


@dataclass(slots=True)
class Desk:
    """Each thing is made in a context of its own, so that the requests that follow share nothing with it."""

    app: Flask
    world: World

    def send(self, route: Route, times: int) -> None:
        """Referrals to the welfare directorate."""
        with self.app.app_context():
            send(set_stage(self.world, db.session()), self.world.welfare, route, times)

    def secretary(self) -> Somebody:
        with self.app.app_context():
            return together(self.world)

    def auditor(self) -> Somebody:
        with self.app.app_context():
            person = add_person("بازرس", "looks@example.org")
            add_role(person, RoleKind.AUDITOR)
            db.session.commit()
            return somebody(person)

    def browser(self, person: Somebody) -> FlaskClient:
        client = self.app.test_client()
        sign_in(client, person)
        return client


@pytest.fixture
def desk(app: Flask, world: World) -> Desk:
    return Desk(app, world)


def test_the_auditor_reads_the_whole_and_no_agency(desk: Desk) -> None:
    client = desk.browser(desk.auditor())
    assert "همه دستگاه‌ها" in client.get("/figures").get_data(as_text=True)
    assert client.get(f"/figures/agencies/{desk.world.welfare.public_id}").status_code == 404


@pytest.mark.both
@pytest.mark.parametrize("reader", ["head", "secretary"])
def test_the_page_costs_six_statements_for_any_number_of_rows(desk: Desk, statements: Statements, reader: str) -> None:
    client = desk.browser(desk.secretary() if reader == "secretary" else desk.world.welfare_head)
    client.get("/figures")
    counted = []
    for more in (2, 40):
        desk.send(Route.SELF, more)
        with statements() as seen:
            assert client.get("/figures").status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 6


def test_a_figure_leads_to_its_rows(desk: Desk) -> None:
    desk.send(Route.POLICE, 3)
    desk.send(Route.SELF, 2)
    client = desk.browser(desk.world.welfare_head)
    address = re.search(r'href="([^"]*key=police[^"]*)"', client.get("/figures").get_data(as_text=True))
    assert address is not None
    rows = client.get(address.group(1).replace("&amp;", "&"))
    assert rows.status_code == 200
    assert rows.get_data(as_text=True).count("R-1405-9") == 3


@pytest.mark.parametrize("of", ["route", "need", "state", "sent", "admitted.sex", "served", "outcome"])
def test_rows_of_every_kind_cost_five_statements_at_most(desk: Desk, statements: Statements, of: str) -> None:
    client = desk.browser(desk.world.welfare_liaison)
    address = f"/figures/agencies/{desk.world.welfare.public_id}/rows?of={of}"
    client.get(address)
    with statements() as seen:
        assert client.get(address).status_code == 200
    assert len(seen) <= 5


@pytest.mark.parametrize("query", ["of=nothing", "of=", "of=route&key=up", "of=outcome&key=died", "of=state&key=x"])
def test_rows_of_what_is_not_known_are_not_found(desk: Desk, query: str) -> None:
    client = desk.browser(desk.world.welfare_head)
    assert client.get(f"/figures/agencies/{desk.world.welfare.public_id}/rows?{query}").status_code == 404


def test_a_secretary_sees_no_rows_of_an_agency(desk: Desk) -> None:
    client = desk.browser(desk.secretary())
    assert client.get(f"/figures/agencies/{desk.world.welfare.public_id}/rows?of=route").status_code == 404
    assert "rows?of" not in client.get("/figures").get_data(as_text=True)


@pytest.mark.parametrize("query", ["year=x&period=y", "year=9999", "period=season-9", "year=۱۴۰۴&period=half-2"])
def test_what_cannot_be_read_of_an_address_is_left(desk: Desk, query: str) -> None:
    assert desk.browser(desk.world.welfare_head).get(f"/figures?{query}").status_code == 200


def test_whose_figures_are_not_offered_are_not_found(desk: Desk) -> None:
    client = desk.browser(desk.world.welfare_head)
    assert client.get(f"/figures?whom={desk.world.pouya.public_id}").status_code == 404


@pytest.mark.both
@pytest.mark.parametrize("whose", ["agency", "group"])
def test_the_address_of_an_agency_or_a_group_opens_its_figures_at_the_same_price(
    desk: Desk, statements: Statements, whose: str
) -> None:
    client = desk.browser(desk.secretary() if whose == "group" else desk.world.welfare_head)
    page = client.get("/figures").get_data(as_text=True)
    public_id = desk.world.welfare.public_id
    if whose == "group":
        option = re.search(r'<option selected value="([^"]+)">', page)
        assert option is not None
        public_id = option.group(1)
    with statements() as seen:
        assert client.get(f"/figures/{whose.replace('agency', 'agencie')}s/{public_id}?year=1405").status_code == 200
    assert len(seen) <= 6


@pytest.fixture
def clocked(desk: Desk) -> Desk:
    """Six decisions of the directorate, each of a day, and four of the association, in the first month of 1405."""
    with desk.app.app_context():
        for body, times in ((desk.world.welfare, 6), (desk.world.pouya, 4)):
            key = f"decide:{cells.bucket(86_400)}"
            db.session.add(FigureCount(agency_id=body.id, month=140501, measure=cells.TIME, key=key, n=times))
        db.session.commit()
    return desk


def by_agency(page: str) -> str:
    """The part of the page that tells times by agency."""
    return page.partition('id="by-agency"')[2]


def test_the_auditor_reads_the_times_of_agencies_with_five_stops_or_more(clocked: Desk, statements: Statements) -> None:
    client = clocked.browser(clocked.auditor())
    client.get("/figures")
    with statements() as seen:
        told = by_agency(client.get("/figures?year=1405&clock=decide").get_data(as_text=True))
    assert (clocked.world.welfare.name_fa in told, clocked.world.pouya.name_fa in told) == (True, False)
    assert len(seen) <= 6


@pytest.mark.parametrize("clock", ["", "resume'", "update"])
def test_times_of_a_clock_that_is_not_known_or_stood_still_name_no_agency(clocked: Desk, clock: str) -> None:
    page = clocked.browser(clocked.auditor()).get("/figures", query_string={"year": "1405", "clock": clock})
    assert clocked.world.welfare.name_fa not in by_agency(page.get_data(as_text=True))


def test_the_secretary_of_a_group_reads_no_times_of_single_agencies(clocked: Desk) -> None:
    page = clocked.browser(clocked.secretary()).get("/figures?year=1405&clock=decide").get_data(as_text=True)
    assert by_agency(page) == ""


def test_a_referral_behind_a_figure_opens(desk: Desk) -> None:
    desk.send(Route.SELF, 1)
    client = desk.browser(desk.world.welfare_liaison)
    rows = client.get(f"/figures/agencies/{desk.world.welfare.public_id}/rows?of=route").get_data(as_text=True)
    link = re.search(r'href="(/referrals/[^"]+)"><bdi class="code"', rows)
    assert link is not None
    assert client.get(link.group(1)).status_code == 200
