"""The measure itself: the floor is what it says, forms are read, and figures are compared the right way round."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from bench import floor, gathered
from bench.load import Cost, Request, _Fields, repeated
from bench.pages import Weight
from bench.report import LISTS, OF_GROUPS, STATEMENTS, Figure, Run, counterpart, figures, growth, table
from bench.sitting import Sitting


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder: Path = tmp_path_factory.mktemp("floor")
    url = f"sqlite:///{folder}/floor.db"
    floor.build(url, 5000)
    client = floor.create_app(url).test_client()
    client.set_cookie("token", floor.TOKEN)
    return client


@pytest.mark.parametrize(
    ("method", "path", "form", "status", "asked"),
    [
        ("GET", "/", None, 200, 5),
        ("GET", "/item/7", None, 200, 2),
        ("POST", "/", {"title": "A new one", "place": "District 9", "priority": "normal"}, 303, 2),
    ],
    ids=["list", "detail", "create"],
)
def test_the_floor_asks_as_little_as_it_says(
    bare: FlaskClient, statements: Callable[[], Any], method: str, path: str, form: Any, status: int, asked: int
) -> None:
    with statements() as seen:
        answer = bare.open(path, method=method, data=form)
    assert (answer.status_code, len(seen)) == (status, asked)


def test_the_floor_lists_a_whole_page(bare: FlaskClient) -> None:
    assert bare.get("/?state=sent").text.count("<tr>") == 1 + floor.PAGE


def test_a_form_is_read_as_the_page_filled_it() -> None:
    reader = _Fields("/x/accept")
    reader.feed(
        '<form method="post" action="/other"><input type="hidden" name="no" value="1"></form>'
        '<form method="post" action="/x/accept"><input type="hidden" name="version" value="3">'
        '<input type="checkbox" name="tick" value="y"><input name="plain" type="text" value="a">'
        '<select name="handler"><option value="p">P</option><option value="q" selected>Q</option></select></form>'
    )
    assert reader.found == {"version": "3", "plain": "a", "handler": "q"}


def test_requests_are_repeated_in_turn() -> None:
    first, second = Request("/1"), Request("/2")
    assert repeated([first, second], 3) == [first, second, first]


def run(factor: float = 1.0, **weights: Weight) -> Run:
    """A run in which everything costs ``factor`` floors and is as light as can be."""
    bare = {name: Cost(2.0, 1.0, 2.0, 100) for name in ("list", "detail", "create")}
    light = {name: Weight(0, 100, 50) for name in STATEMENTS} | weights
    costs = {name: Cost(2.0 * factor, 1.0, 2.0, 100) for name in STATEMENTS}
    return Run("sqlite", 10, 1.0, bare, costs, light, 1 << 20)


def test_a_run_as_cheap_as_the_floor_holds_every_figure() -> None:
    assert [figure.what for figure in figures(run()) if not figure.holds] == []


def test_a_list_of_twice_the_floor_is_over() -> None:
    over = [figure.what for figure in figures(run(2)) if not figure.holds]
    assert over == [f"{name}: floors" for name in (*LISTS, *OF_GROUPS)]


def test_one_statement_too_many_is_over() -> None:
    over = [figure.what for figure in figures(run(inbox=Weight(6, 100, 50))) if not figure.holds]
    assert over == ["inbox: statements"]


def test_growth_is_large_by_small() -> None:
    small, large = run(), dataclasses.replace(run(3), size=20)
    assert {figure.value for figure in growth(small, large)} == {3.0}


def test_each_page_is_measured_by_its_counterpart() -> None:
    names = ("home", "referral, opened", "accept", "save text")
    assert [counterpart(name) for name in names] == ["list", "detail", "create", "create"]


def test_rounds_are_joined_by_their_requests() -> None:
    joined = Cost.joined([Cost(1.0, 1.0, 2.0, 10), Cost(4.0, 3.0, 9.0, 20), Cost(4.0, 2.0, 5.0, 30)])
    assert joined == Cost(3.5, 2.0, 9.0, 60)


def test_every_page_of_the_secretary_has_its_figures() -> None:
    sitting = Sitting(7, "m", ["e1"], ["r1"], ["a1"])
    named = [*gathered.pages(sitting, Request), *gathered.NAMES]
    assert [name for name in named if name not in STATEMENTS] == []


def test_the_table_has_a_line_for_everything_measured() -> None:
    assert all(name in table(run()) for name in ("floor: list", "inbox, all, last page", "accept"))


def test_a_figure_says_whether_it_holds() -> None:
    assert str(Figure("home: statements", 7, 6)).startswith("  OVER")
