"""Figures taken in from a table: every published figure lands with its value, wrong cells are named with their row."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.data import FOLDER, rows
from coordination.imports.comma import read_table
from coordination.indicators import commands
from coordination.indicators.importing import check_table, taken_of
from coordination.indicators.models import Indicator, IndicatorValue
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.lang import locale, say
from coordination.lang.spans import range_of
from tests.gatherings import add_group
from tests.issuing import add_figure, add_indicator, of_agency
from tests.pages import send
from tests.world import acting, add_agency, sign_in

PUBLISHED = FOLDER / "indicators.csv"
HEADINGS = ("agency_or_group", "indicator", "label_fa", "period_from", "period_to", "value", "unit", "nature")
ROW = ("welfare", "children", "کودک", "1394-04", "1394-06", "12", "child", "actual")


@pytest.fixture
def owners(world: Any, app: Any) -> None:
    """The agencies and groups of the published figures, committed."""
    with app.app_context():
        for code in ("behzisti-qazvin", "tehran-social"):
            add_agency(f"دستگاه {code}", code=code)
        for code in ("tehran-hq", "csr-steering"):
            add_group(f"گروه {code}", world.municipality, code=code)
        db.session.commit()


def month(text: str) -> tuple[int, int]:
    year, number = text.split("-")
    return int(year), int(number)


def table(*lines: Sequence[str], headings: Sequence[str] = HEADINGS) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([headings, *lines])
    return out.getvalue().encode()


def workbook(content: bytes) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, cells in enumerate(csv.reader(io.StringIO(content.decode()))):
        sheet.write_row(number, 0, cells)
    book.close()
    return out.getvalue()


def problems(actor: Actor, *lines: Sequence[str], headings: Sequence[str] = HEADINGS) -> list[tuple[int, str]]:
    """What is wrong with each row, in English."""
    found = check_table(actor, read_table(table(*lines, headings=headings), "table.csv"))
    with locale.using("en"):
        return [(row.number, say.message(problem)) for row in found.rows for problem in row.problems]


# --- the published figures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_published_figure_lands_with_its_value(
    owners: None, world: Any, client: Any, app: Any, kind: str
) -> None:
    content = PUBLISHED.read_bytes()
    sign_in(client, world.administrator)
    upload = {"file": (io.BytesIO(content if kind == "csv" else workbook(content)), f"indicators.{kind}")}
    shown = client.post("/indicators/import", data=upload)
    assert shown.status_code == 200
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    assert client.post("/indicators/import/confirm", data={"token": token, "kind": kind}).status_code == 303
    with app.app_context():
        landed = [
            (
                one.indicator.agency.code if one.indicator.agency is not None else one.indicator.group.code,
                one.indicator.code,
                one.indicator.label_fa,
                one.from_on,
                one.to_on,
                one.value,
                one.indicator.unit,
                one.nature,
                one.approximate,
                one.assumed_period,
            )
            for one in db.session.scalars(select(IndicatorValue).order_by(IndicatorValue.id))
        ]
    published = rows("indicators")
    assert len(published) == 40
    assert landed == [
        (
            row["agency_or_group"],
            row["indicator"],
            row["label_fa"],
            range_of("month", *month(row["period_from"]))[0],
            range_of("month", *month(row["period_to"]))[1],
            Decimal(row["value"]),
            row["unit"],
            row["nature"],
            row["approximate"] == "yes",
            row["assumed_period"] == "yes",
        )
        for row in published
    ]


def taken_in(client: Any, content: bytes) -> str:
    """Upload, confirm, and the page that then says what was done."""
    shown = client.post("/indicators/import", data={"file": (io.BytesIO(content), "indicators.csv")})
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    sent = {"token": token, "kind": "csv"}
    return str(client.post("/indicators/import/confirm", data=sent, follow_redirects=True).text)


def test_of_a_table_that_is_there_whole_nothing_is_left_to_take_in(
    owners: None, world: Any, client: Any, app: Any
) -> None:
    sign_in(client, world.administrator)
    taken_in(client, PUBLISHED.read_bytes())
    again = client.post("/indicators/import", data={"file": (io.BytesIO(PUBLISHED.read_bytes()), "indicators.csv")})
    assert (again.status_code, 'name="token"' in again.text) == (200, False)
    assert "۴۰ سطر از پیش بود." in again.text
    with app.app_context():
        assert len(db.session.scalars(select(IndicatorValue)).all()) == 40


def test_of_last_years_table_with_one_more_row_that_row_is_taken(
    owners: None, world: Any, client: Any, app: Any
) -> None:
    sign_in(client, world.administrator)
    content = PUBLISHED.read_bytes()
    taken_in(client, content)
    more = "behzisti-qazvin,children_admitted,کودک پذیرش‌شده در مراکز حمایتی,1397-01,1397-06,123,child,actual,,"
    said = taken_in(client, content.rstrip() + f"\n{more}\n".encode())
    assert "۱ سطر ثبت شد. ۴۰ سطر از پیش بود." in said
    with app.app_context():
        landed = db.session.scalars(select(IndicatorValue).order_by(IndicatorValue.id)).all()
        assert (len(landed), landed[-1].value) == (41, 123)


@pytest.mark.parametrize("cells", [{"value": "13"}, {"value": "حدود ۱۲"}], ids=["value", "approximate"])
def test_a_figure_that_differs_from_the_one_there_is_refused(liaison: Actor, cells: dict[str, str]) -> None:
    commands.take_in(liaison, taken_of(check_table(liaison, read_table(table(ROW), "table.csv"))), digest="")
    db.session.flush()
    assert [number for number, _said in problems(liaison, ROW, changed(**cells))] == [3]


# --- rows that cannot be taken ---------------------------------------------------------------------------------


@pytest.fixture
def liaison(world: Any, session: Any) -> Actor:
    return acting(world.welfare_liaison)


def changed(**cells: str) -> list[str]:
    return [cells.get(name, cell) for name, cell in zip(HEADINGS, ROW, strict=True)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"agency_or_group": "nobody"}, "Agency or group: no active agency and no group is called «nobody»"),
        ({"agency_or_group": "police"}, "Agency or group: you do not act for «police»"),
        ({"indicator": "کودک"}, "Code of the indicator: this is no code: Latin letters, digits, «_», «-» and «.»"),
        ({"period_from": "1394-13"}, "From period: "),
        ({"period_from": "1394-07"}, "From period: The last day lies before the first, so nothing was saved."),
        ({"value": "چند"}, "Figure: the number was not understood; write digits, for example 1,250.5"),
        ({"value": "-3"}, "Figure: −3 was not taken: it lies outside of the bounds (at least 0)."),
        ({"nature": "wish"}, "Nature: this is none of the words that the column takes"),
        ({"value": ""}, "Figure: the cell is empty"),
    ],
    ids=["nobody", "another's", "code", "month", "days that cross", "number", "below nought", "nature", "empty"],
)
def test_a_wrong_cell_is_named_with_its_row(liaison: Actor, cells: dict[str, str], said: str) -> None:
    found = problems(liaison, ROW, changed(**cells))
    assert len(found) == 1
    assert (found[0][0], found[0][1].startswith(said)) == (3, True), found[0][1]


def test_a_wrong_unit_is_refused(world: Any, liaison: Actor) -> None:
    add_indicator(of_agency(world.welfare), code="children", unit="child")
    assert problems(liaison, changed(unit="rial")) == [
        (2, "Unit: the unit of this indicator is «children», not «rial»")
    ]


def test_a_fraction_of_whole_things_is_refused(world: Any, liaison: Actor) -> None:
    add_indicator(of_agency(world.welfare), code="children", unit="child", whole=True)
    assert problems(liaison, changed(value="2.5"))[0][1].startswith("Figure: 2.5 was not taken")


def test_a_period_that_is_taken_is_refused(world: Any, liaison: Actor) -> None:
    indicator = add_indicator(of_agency(world.welfare), code="children", unit="child")
    add_figure(indicator, world.welfare_liaison, 11, *range_of("season", 1394, 2))
    assert "is there already" in problems(liaison, ROW)[0][1]


def test_a_period_that_a_row_above_takes_is_refused(liaison: Actor) -> None:
    assert [number for number, _said in problems(liaison, ROW, changed(value="13"))] == [3]


def test_what_the_program_counts_is_refused(world: Any, liaison: Actor) -> None:
    add_indicator(of_agency(world.welfare), code="children", unit="child", computed="services")
    assert "counts this indicator by itself" in problems(liaison, ROW)[0][1]


def test_a_column_that_is_missing_is_named(liaison: Actor) -> None:
    with pytest.raises(Invalid) as refused:
        problems(liaison, ROW[:-1], headings=HEADINGS[:-1])
    with locale.using("en"):
        assert say.message(refused.value.message) == "The table was not read: it has no column «Nature»."


def test_a_row_that_cannot_be_taken_keeps_the_others_out(client: Any, world: Any, app: Any) -> None:
    sign_in(client, world.welfare_liaison)
    content = table(ROW, changed(value="چند", indicator="other"))
    answer = client.post("/indicators/import", data={"file": (io.BytesIO(content), "table.csv")})
    assert (answer.status_code, 'name="token"' in answer.text) == (422, False)
    with app.app_context():
        assert db.session.scalars(select(Indicator)).all() == []


def test_a_liaison_takes_in_what_is_his_agencys(client: Any, world: Any, app: Any) -> None:
    sign_in(client, world.welfare_liaison)
    content = table(changed(value="حدود ۱٬۲۰۰", unit="کودک", nature="تحقق‌یافته", agency_or_group=world.welfare.name_fa))
    shown = client.post("/indicators/import", data={"file": (io.BytesIO(content), "table.csv")})
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    assert client.post("/indicators/import/confirm", data={"token": token, "kind": "csv"}).status_code == 303
    with app.app_context():
        one = db.session.scalars(select(IndicatorValue)).one()
        assert (one.value, one.approximate, one.indicator.unit) == (1200, True, "child")


def test_of_a_value_with_a_fraction_its_indicator_is_not_whole(liaison: Actor) -> None:
    found = check_table(liaison, read_table(table(changed(value="2.5")), "table.csv"))
    commands.take_in(liaison, taken_of(found), digest="")
    assert db.session.scalars(select(Indicator)).one().whole is False


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01", b"a,b\n", "عنوان\n".encode()], ids=["empty", "binary", "head", "one"]
)
def test_what_is_no_table_is_told_beside_its_field(client: Any, world: Any, content: bytes) -> None:
    sign_in(client, world.welfare_liaison)
    answer = client.post("/indicators/import", data={"file": (io.BytesIO(content), "table.csv")})
    assert (answer.status_code, 'id="file-error"' in answer.text) == (422, True)


def test_the_empty_table_bears_the_columns(client: Any, world: Any) -> None:
    sign_in(client, world.welfare_liaison)
    content = client.get("/indicators/import/table.xlsx").data
    assert read_headings(content)[:3] == ["دستگاه یا کارگروه *", "کد شاخص *", "نام فارسی *"]


def read_headings(content: bytes) -> list[str]:
    """The headings of a workbook."""
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    return [cell.value for cell in next(iter(sheet.iter_rows()))]


def test_a_form_without_a_file_is_told(client: Any, world: Any) -> None:
    sign_in(client, world.welfare_liaison)
    assert send(client, "/indicators/import").status_code == 422
