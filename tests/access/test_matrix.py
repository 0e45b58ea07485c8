"""Every role at every route, over HTTP, and at every act, against tables written by hand from the relations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from coordination.access.policy import RULES
from coordination.access.web import RULE
from coordination.audit.models import AuditEntry
from coordination.kernel.db import db
from tests.access.judging import Line, Stage, act_lines, ask, route_lines, set_stage, wrong_at_act, wrong_at_route
from tests.conftest import Database

ROUTES = [(endpoint, line) for line in route_lines() for endpoint in line.names]
ACTS = act_lines()


@pytest.fixture(scope="module")
def stage(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    yield from set_stage(database, tmp_path_factory.mktemp("matrix"))


@pytest.mark.parametrize(("endpoint", "line"), ROUTES, ids=[f"{name}-{line.thing or 'page'}" for name, line in ROUTES])
def test_a_route_is_open_to_those_named_and_to_nobody_else(stage: Stage, endpoint: str, line: Line) -> None:
    assert wrong_at_route(stage, endpoint, line) == []


@pytest.mark.parametrize("line", ACTS, ids=[f"{line.names[0]}-{line.thing}" for line in ACTS])
def test_an_act_is_open_to_those_named_and_to_nobody_else(stage: Stage, line: Line) -> None:
    assert wrong_at_act(stage, line) == []


def test_every_route_stands_in_the_table(stage: Stage) -> None:
    named = {endpoint for endpoint, _line in ROUTES}
    assert {rule.endpoint for rule in stage.app.url_map.iter_rules()} - {"static"} == named


def test_every_act_is_asked_by_a_route_or_stands_in_the_table_of_acts(stage: Stage) -> None:
    asked = {act for view in stage.app.view_functions.values() for act in getattr(view, RULE, ())}
    assert set(RULES) - asked - {line.names[0] for line in ACTS} == set()


def test_a_refusal_leaves_a_row_without_saying_more(stage: Stage) -> None:
    stage.restore()
    rule = next(stage.app.url_map.iter_rules("cases.show"))
    assert ask(stage, rule, "GET", {"case_id": stage.matrix.things["case"]["case_id"]}, "t_liaison") == 404
    with stage.app.app_context():
        rows = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "refused")).all()
        assert [row.detail for row in rows] == [{"act": "case.view"}]
    stage.restore()


def test_what_does_not_exist_looks_like_what_is_not_ones_own(stage: Stage) -> None:
    rule = next(stage.app.url_map.iter_rules("cases.show"))
    assert ask(stage, rule, "GET", {"case_id": "AAAAAAAAAAAAAAAA"}, "s_liaison") == 404
