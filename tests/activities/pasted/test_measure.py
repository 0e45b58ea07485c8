"""How well messy lists of the project's own are read, printed and held; lists of four different habits."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from flask import Flask

from coordination.activities.pasted.measure import AGENCIES, Measure, align, measure, read_bodies, read_rows, register
from tests.activities.pasted.known import BODIES, OWN

HERE = Path(__file__).parent
MESSY = ("lettered", "worded")
OTHERWISE = ("monthly", "english")


def of(name: str) -> Measure:
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        first = next(csv.DictReader(lines))
    rows = read_rows(HERE / f"{name}.csv", first["jalali_year"], first["season"])
    found = measure((HERE / f"{name}.txt").read_text(encoding="utf-8"), rows, BODIES, own=OWN)
    print(f"{name}: {found}", *found.missed, sep="\n  ")  # noqa: T201
    return found


@pytest.mark.parametrize("name", MESSY + OTHERWISE)
def test_every_line_is_kept(name: str) -> None:
    found = of(name)
    assert found.lines_kept == found.lines


@pytest.mark.parametrize("name", MESSY)
def test_kinds_of_messy_lists_are_nine_in_ten_right(name: str) -> None:
    assert of(name).kind_share >= 0.90


@pytest.mark.parametrize("name", MESSY)
def test_partners_of_messy_lists_are_four_in_five_right(name: str) -> None:
    assert of(name).partner_share >= 0.80


@pytest.mark.parametrize("name", OTHERWISE)
def test_lists_of_another_style_are_read_as_well(name: str) -> None:
    found = of(name)
    assert min(found.kind_share, found.partner_share) >= 0.85


def test_each_title_finds_its_own_draft_in_order() -> None:
    drafts = ["جلسه بررسی طرح", "کارگاه ایمنی", "چیز دیگری", "طرح"]
    assert align(["بررسی طرح", "ایمنی در کارگاه", "ناپیدا", "طرح"], drafts) == [0, 1, None, 3]


def test_a_partner_too_many_is_a_miss(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    table.write_text(
        "jalali_year,season,kind,title_fa,partner_agencies,addressee\n1400,spring,visit,بازدید از موزه,unicef,\n",
        encoding="utf-8",
    )
    rows = read_rows(table, "1400", "spring")
    text = "بازدیدها:\n- بازدید از موزه صلح با همکاری یونیسف"
    assert measure(text, rows, BODIES, own=OWN).partners == 0


def test_the_command_prints_the_measure_of_any_file() -> None:
    app = Flask("tests")
    register(app)
    args = ["pasted", "measure", str(HERE / "english.txt"), "--against", str(HERE / "english.csv")]
    told = app.test_cli_runner().invoke(args=[*args, "--year", "1403", "--season", "autumn", "--drafts"])
    assert told.exit_code == 0
    assert "lines kept 29/29" in told.output
    assert "Workshop on first aid" in told.output


def test_the_command_refuses_a_table_without_such_rows() -> None:
    app = Flask("tests")
    register(app)
    args = ["pasted", "measure", str(HERE / "english.txt"), "--against", str(HERE / "english.csv")]
    assert app.test_cli_runner().invoke(args=[*args, "--year", "1399", "--season", "autumn"]).exit_code == 1


def test_the_table_of_bodies_has_names_aliases_and_parents() -> None:
    ngo = next(body for body in read_bodies(AGENCIES) if body.code == "pouyesh")
    assert (ngo.parent, ngo.city, "جمعیت جوانان هزاره سوم" in ngo.names) == ("network", "تهران", True)
