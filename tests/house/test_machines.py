"""What ``flask machines`` and ``flask rules`` print, on a checkout without secrets or data."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.machines import TABLE

ROOT = Path(__file__).resolve().parents[2]
BRACKETED = re.compile(r"\([^)]*\)")


def printed(tmp_path: Path, *command: str) -> str:
    """The output of a command in an environment that names nothing of an installation."""
    done = subprocess.run(
        [sys.executable, "-m", "flask", *command],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "VAR_DIR": str(tmp_path), "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_of_the_table() -> list[dict[str, object]]:
    """The rows of machines.csv in the shape of the command: lists for from, who and needs, without bracketed words."""
    with TABLE.open(encoding="utf-8") as file:
        return [
            {
                "machine": row["machine"],
                "move": row["move"],
                "from": row["from"].split("|"),
                "to": row["to"],
                "who": row["who"].split("|"),
                "needs": [need.strip() for need in BRACKETED.sub("", row["needs"]).split(";") if need.strip()],
            }
            for row in csv.DictReader(file)
        ]


def in_order(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: (str(row["machine"]), str(row["move"])))


def test_machines_print_every_row_of_the_table_as_it_stands_there(tmp_path: Path) -> None:
    told = json.loads(printed(tmp_path, "machines", "--json"))
    assert in_order(told) == in_order(rows_of_the_table())


@pytest.mark.parametrize("command", ["machines", "rules"])
def test_the_house_is_told_without_secrets(tmp_path: Path, command: str) -> None:
    assert "referral" in printed(tmp_path, command)
