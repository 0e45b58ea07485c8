"""Public figures withstand a solver: whoever knows the rule of hiding and every figure told can think of another count
in the place of each hidden one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coordination.cases.models import Sex
from coordination.figures import cells
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.figures.small import SMALL, Hidden, hide
from coordination.kernel.db import db
from coordination.public.queries import figures
from coordination.public.queries.figures import Table, Tables, count_half, tables_of
from coordination.public.views.pages import halves_over

TABLES = ("nations", "sexes", "services", "routes", "outcomes", "needs")
FIRST, LAST = date(2026, 3, 21), date(2026, 9, 22)


def published(tables: Tables) -> tuple[Any, ...]:
    """All that a page tells, as one value."""
    return tuple(_said(getattr(tables, name)) for name in TABLES), tables.closed, tables.median, tables.p90


def _said(table: Table) -> tuple[Any, ...]:
    rows = tuple((key, None if isinstance(count, Hidden) else count) for key, count in table.rows.items())
    return rows, table.total


def stays(nations: tuple[int, int, int], girls: int, boys: int) -> dict[tuple[str, str], int]:
    """The cells of admissions by nationality and sex."""
    iranian, others, unknown = nations
    return {
        (cells.NATION, cells.IRANIAN): iranian,
        (cells.NATION, cells.OTHERS): others,
        (cells.NATION, cells.UNKNOWN): unknown,
        (cells.SEX, Sex.GIRL.value): girls,
        (cells.SEX, Sex.BOY.value): boys,
    }


def solve(worlds: Iterator[Mapping[tuple[str, str], int]], most: int) -> list[str]:
    """Hidden counts that only one world gives for what is published, by brute force over all worlds; worlds with a
    count at the edge of what was tried are left out, since their others were not."""
    thought: dict[tuple[Any, ...], list[Mapping[tuple[str, str], int]]] = defaultdict(list)
    for world in worlds:
        thought[published(tables_of(world))].append(world)
    found = []
    for told, same in thought.items():
        if any(max(world.values()) >= most for world in same):
            continue
        for key in same[0]:
            counts = {world[key] for world in same}
            hidden = _is_hidden(told, key, same[0])
            if hidden and len(counts) < 2:
                found.append(f"{key} is {counts} in {same[0]}")
    return found


def _is_hidden(told: tuple[Any, ...], key: tuple[str, str], world: Mapping[tuple[str, str], int]) -> bool:
    measure, name = key
    names = {cells.NATION: "nations", cells.SEX: "sexes", cells.SERVED: "services"}
    keys = {Sex.GIRL.value: "girls", Sex.BOY.value: "boys"}
    rows, _total = told[0][TABLES.index(names[measure])]
    return dict(rows).get(keys.get(name, name)) is None


def test_no_table_of_services_gives_a_small_count_away() -> None:
    kinds, most = ("a", "b", "c"), 13
    worlds = ({(cells.SERVED, k): n for k, n in zip(kinds, row, strict=True)} for row in product(range(most), repeat=3))
    assert solve(worlds, most - 1) == []


def test_two_tables_of_the_same_children_do_not_either() -> None:
    most = 7
    worlds = (
        stays(nations, girls, sum(nations) - girls - unknown)
        for nations in product(range(most), repeat=3)
        for girls in range(sum(nations) + 1)
        for unknown in (0, 1, 5, 6)
        if girls + unknown <= sum(nations)
    )
    assert [line for line in solve(worlds, 3 * most) if str(most - 1) not in line] == []


def test_the_solver_finds_what_a_total_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    def with_total(counts: Mapping[str, int]) -> Table:
        return Table(hide(counts), sum(counts.values()))

    monkeypatch.setattr(figures, "_table", with_total)
    worlds = ({(cells.SERVED, k): n for k, n in zip("abc", row, strict=True)} for row in product(range(13), repeat=3))
    assert solve(worlds, 12) != []


def test_a_total_is_told_only_where_nothing_is_hidden() -> None:
    assert tables_of({(cells.SERVED, "legal"): 9, (cells.SERVED, "health"): SMALL - 1}).services.total is None
    assert tables_of({(cells.SERVED, "legal"): 9, (cells.SERVED, "health"): SMALL}).services.total == 9 + SMALL


def test_shares_and_times_that_rest_on_few_are_not_told() -> None:
    few = {(cells.STATE, "closed"): 4, (cells.STATE, "declined"): 30, (cells.TIME, "decide:20"): 4}
    told = tables_of(few)
    assert (told.closed, told.median, told.p90) == (None, None, None)
    enough = {(cells.STATE, "closed"): 30, (cells.STATE, "declined"): 10, (cells.TIME, "decide:20"): 5}
    assert tables_of(enough).closed == 75
    assert tables_of(enough).median is not None


def test_half_years_do_not_overlap_and_are_over() -> None:
    halves = halves_over(date(2026, 11, 21))
    assert halves[0] == (1405, 1)
    assert len(set(halves)) == len(halves)
    assert halves_over(date(2026, 5, 1))[0] == (1404, 2)


def test_what_is_told_is_the_sum_of_everybody(session: Session) -> None:
    month = cells.month_of(FIRST)
    for agency, n in ((EVERYBODY, 8), (7, 8)):
        for key in ("legal", "health"):
            session.add(FigureCount(agency_id=agency, month=month, measure=cells.SERVED, key=key, n=n))
    session.commit()
    told = count_half(FIRST, LAST).services
    assert (dict(told.rows), told.total) == ({"health": 8, "legal": 8}, 16)
    db.session.rollback()
