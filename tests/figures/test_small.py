"""Small counts are hidden, and nothing that is told gives them back."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from random import Random

import pytest

from coordination.figures.small import HIDDEN, SMALL, Veil, hide, share_hides, veil

Rows = dict[str, list[int]]


def test_a_table_without_small_counts_is_told_whole() -> None:
    assert hide({"a": 5, "b": 60}) == {"a": 5, "b": 60}


def test_a_small_count_is_hidden_with_another_so_that_the_total_does_not_tell_it() -> None:
    assert hide({"a": 3, "b": 8, "c": 60}) == {"a": HIDDEN, "b": HIDDEN, "c": 60}


def test_two_small_counts_hide_each_other() -> None:
    assert hide({"a": 3, "b": 1, "c": 60}) == {"a": HIDDEN, "b": HIDDEN, "c": 60}


def test_nothing_and_nothing_are_hidden_with_something() -> None:
    assert hide({"a": 0, "b": 0, "c": 60, "d": 7}) == {"a": HIDDEN, "b": HIDDEN, "c": HIDDEN, "d": 7}


def test_none_but_fours_are_hidden_with_something_for_their_sum_tells_them() -> None:
    assert hide({"a": 5, "b": 4, "c": 4}) == {"a": HIDDEN, "b": HIDDEN, "c": HIDDEN}


@pytest.mark.parametrize("keys", [2, 3, 4])
def test_whoever_knows_the_rule_and_the_total_finds_no_hidden_count(keys: int) -> None:
    """Every table is made; those that look alike, with one total, are the ones that can be thought of."""
    most = 19 if keys < 4 else 12
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = defaultdict(list)
    for row in product(range(most), repeat=keys):
        shown = hide(dict(enumerate(row)))
        if SMALL <= sum(row) < most:  # a small total is not told at all
            alike[sum(row), *shown.values()].append(row)
    found = [
        (rows, key)
        for told, rows in alike.items()
        for key, count in enumerate(told[1:])
        if count is HIDDEN and len({row[key] for row in rows}) < 2
    ]
    assert found == []


@pytest.mark.parametrize(("part", "whole", "hidden"), [(5, 10, False), (4, 10, True), (7, 10, True), (9, 9, False)])
def test_a_share_is_hidden_where_either_side_is_small(part: int, whole: int, hidden: bool) -> None:
    assert share_hides(part, whole) is hidden


def periods(months: int) -> list[list[int]]:
    """Months, seasons, half-years and the year, of the months that have begun."""
    levels = []
    for length in (1, 3, 6, 12):
        starts = range(0, months, length)
        levels.append([sum(1 << leaf for leaf in range(start, min(start + length, months))) for start in starts])
    return levels


def count(row: list[int], period: int) -> int:
    return sum(n for leaf, n in enumerate(row) if period >> leaf & 1)


def told(rows: Rows, levels: list[list[int]], hiding: Veil[str]) -> list[tuple[list[tuple[str, int]], int]]:
    """Everything that the pages tell of a table, as equations: these cells of keys and leaves sum up to so much."""
    found = []
    months = len(next(iter(rows.values())))
    for period in {period for level in levels for period in level}:
        leaves = [leaf for leaf in range(months) if period >> leaf & 1]
        if not hiding.hides_total(period):
            cells = [(key, leaf) for key in rows for leaf in leaves]
            found.append((cells, sum(count(row, period) for row in rows.values())))
        for key, row in rows.items():
            if not hiding.hides(period, key):
                found.append(([(key, leaf) for leaf in leaves], count(row, period)))
    return found


def world(random: Random, *, keys: int, months: int, most: int) -> Rows:
    """Some keys are common, some rare, some stand empty for a while."""
    rows = {}
    for number in range(keys):
        usual = random.choice((0, 1, 2, 6, most))
        rows[f"k{number}"] = [
            random.choice((0, usual)) if random.random() < 0.2 else random.randint(usual // 2, usual + 2)
            for _ in range(months)
        ]
    return rows


def bounds(rows: Rows, equations: list[tuple[list[tuple[str, int]], int]]) -> dict[tuple[str, int], tuple[int, int]]:
    """What linear reasoning learns of each cell: its least and greatest value, narrowed until nothing narrows."""
    known = {(key, leaf): (0, 10**6) for key, row in rows.items() for leaf in range(len(row))}
    equations = [*equations, *differences(equations)]
    changed = True
    while changed:
        changed = False
        for cells, total in equations:
            low, high = (sum(known[cell][side] for cell in cells) for side in (0, 1))
            for cell in cells:
                least, most = known[cell]
                narrowed = max(least, total - (high - most)), min(most, total - (low - least))
                if narrowed != (least, most):
                    known[cell], changed = narrowed, True
                    low, high = low + narrowed[0] - least, high + narrowed[1] - most
    return known


def differences(
    equations: list[tuple[list[tuple[str, int]], int]],
) -> list[tuple[list[tuple[str, int]], int]]:
    """A sum less the sums that lie within it: what one column, row or shorter period leaves of another."""
    found = []
    for cells, total in equations:
        left, rest = set(cells), total
        for others, part in sorted(equations, key=lambda one: -len(one[0])):
            if len(others) < len(cells) and left.issuperset(others):
                left, rest = left - set(others), rest - part
        if left and len(left) < len(cells):
            found.append((sorted(left), rest))
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_count_can_be_computed_from_what_is_told(seed: int) -> None:
    random = Random(seed)
    months = random.choice((1, 2, 4, 7, 8, 12))
    rows = world(random, keys=random.randint(2, 8), months=months, most=random.choice((9, 30)))
    levels = periods(months)
    hiding = veil(rows, levels)
    equations = told(rows, levels, hiding)
    known = bounds(rows, equations)
    for period in {period for level in levels for period in level}:
        leaves = [leaf for leaf in range(months) if period >> leaf & 1]
        for key, row in rows.items():
            if not hiding.hides(period, key):
                assert count(row, period) >= SMALL
            elif hiding.hidden.get(period) is not None:
                low, high = (sum(known[key, leaf][side] for leaf in leaves) for side in (0, 1))
                assert low < high, (period, key)


def test_the_same_reasoning_finds_what_is_hidden_alone() -> None:
    rows = {"a": [2, 9, 9], "b": [20, 20, 20], "c": [30, 30, 30]}
    levels = periods(3)
    alone = {period: frozenset({"a"} if period == 1 else ()) for level in levels for period in level}
    assert bounds(rows, told(rows, levels, Veil(alone)))["a", 0] == (2, 2)


@pytest.mark.parametrize("seed", range(16))
def test_every_hidden_count_keeps_two_possible_values(seed: int) -> None:
    """Every world is made that fits what is told, and of which the same would be told: three keys in two periods of a
    longer one, or in one period alone."""
    random = Random(seed)
    months = random.choice((1, 2))
    rows = {key: [random.choice((0, 1, 3, 4, 5, 7)) for _ in range(months)] for key in "abc"}
    levels = [[0b01, 0b10], [0b11]] if months == 2 else [[0b1]]
    hiding = veil(rows, levels)
    equations = told(rows, levels, hiding)
    if not equations:
        rows["a"][0] += 5
        hiding = veil(rows, levels)
        equations = told(rows, levels, hiding)
    fitting = [one for one in possible(rows, equations) if same_told(one, rows, levels, hiding)]
    assert tuple(tuple(row) for row in rows.values()) in fitting
    for period, keys in hiding.hidden.items():
        for number, key in enumerate(rows):
            if keys is not None and key in keys:
                assert len({count(list(one[number]), period) for one in fitting}) > 1, (rows, period, key)


def same_told(one: tuple[tuple[int, ...], ...], rows: Rows, levels: list[list[int]], hiding: Veil[str]) -> bool:
    return veil(dict(zip(rows, map(list, one), strict=True)), levels) == hiding


def possible(rows: Rows, equations: list[tuple[list[tuple[str, int]], int]]) -> list[tuple[tuple[int, ...], ...]]:
    """All tables that fit, cell by cell as far as the sums leave room; what nothing bounds goes up to 11."""
    months = range(len(next(iter(rows.values()))))
    cells = [(key, leaf) for leaf in months for key in rows]
    found: list[tuple[tuple[int, ...], ...]] = []
    values: dict[tuple[str, int], int] = {}

    def fits(whole: bool) -> bool:
        for members, total in equations:
            placed = [values[cell] for cell in members if cell in values]
            if sum(placed) > total or ((whole or len(placed) == len(members)) and sum(placed) != total):
                return False
        return True

    def place(number: int) -> None:
        if number == len(cells):
            if fits(True):
                found.append(tuple(tuple(values[key, leaf] for leaf in months) for key in rows))
            return
        for value in range(12):
            values[cells[number]] = value
            if fits(False):
                place(number + 1)
            del values[cells[number]]

    place(0)
    return found
