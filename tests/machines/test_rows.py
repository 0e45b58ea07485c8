"""The machines hold every row of the table, and no other."""

from __future__ import annotations

from coordination.cli import machine_rows
from tests.machines import ROWS, needs_of


def test_the_machines_hold_every_row_and_no_other() -> None:
    printed = {
        (str(row["machine"]), str(row["move"])): (set(row["from"]), row["to"], set(row["who"]), row["needs"])  # type: ignore[arg-type]
        for row in machine_rows()
    }
    wanted = {
        key: (set(row["from"].split("|")), row["to"], set(row["who"].split("|")), needs_of(row))
        for key, row in ROWS.items()
    }
    assert printed == wanted
