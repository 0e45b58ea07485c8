"""Cells, forms and tables of answers: what is read, and what is refused by row and column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask import Flask

from coordination.data_calls import cells, grid, tables
from coordination.data_calls.models import CallColumn, ColumnKind
from coordination.imports.sheets import read_sheet
from coordination.kernel.errors import Invalid
from coordination.lang import locale

K = ColumnKind
COUNT = CallColumn(label="کودک", kind=K.COUNT, lowest=None, highest=500, choices=[], unit="نفر", required=True, hint="")
DAY = CallColumn(label="روز", kind=K.DATE, lowest=None, highest=None, choices=[], unit="", required=False, hint="")
PLACE = CallColumn(
    label="پایه",
    kind=K.CHOICE,
    lowest=None,
    highest=None,
    choices=["ابتدایی", "متوسطه"],
    unit="",
    required=True,
    hint="",
)
SURE = CallColumn(
    label="کارنامه دارد", kind=K.YES_NO, lowest=None, highest=None, choices=[], unit="", required=False, hint=""
)
WORDS = CallColumn(label="توضیح", kind=K.TEXT, lowest=None, highest=None, choices=[], unit="", required=False, hint="")
ALL = [COUNT, DAY, PLACE, SURE, WORDS]


@pytest.fixture(autouse=True)
def in_persian(app: Flask, now: Any) -> Iterator[None]:
    with app.test_request_context(), locale.using("fa"):
        yield


@pytest.mark.parametrize(
    ("column", "typed", "value"),
    [
        (COUNT, "۱۲", 12),
        (COUNT, " 1,2 ", 12),
        (COUNT, "٣٤٥", 345),
        (DAY, "۱۴۰۵/۰۸/۳۰", "2026-11-21"),
        (DAY, date(2026, 11, 21), "2026-11-21"),
        (PLACE, "ابتدائی", "ابتدایی"),
        (SURE, "بله", True),
        (SURE, "no", False),
        (SURE, "0", False),
        (WORDS, "كلاس  اول", "کلاس اول"),
    ],
)
def test_a_cell_is_read_as_people_type_it(column: CallColumn, typed: Any, value: Any) -> None:
    assert cells.read(column, typed) == value


@pytest.mark.parametrize(
    ("column", "typed"),
    [
        (COUNT, "دوازده"),
        (COUNT, "12.5"),
        (COUNT, "-1"),
        (COUNT, "501"),
        (COUNT, "9" * 5000),
        (DAY, "۱۴۰۵/۱۳/۰۱"),
        (PLACE, "دانشگاه"),
        (SURE, "شاید"),
        (WORDS, "x" * 1001),
        (WORDS, "خواهر C-۴۸۲۱۳"),
    ],
)
def test_a_cell_that_does_not_fit_is_refused_in_words(column: CallColumn, typed: str) -> None:
    with pytest.raises(Invalid) as error:
        cells.read(column, typed)
    assert str(error.value)


@pytest.mark.parametrize("column", ALL, ids=lambda column: column.kind.value)
def test_what_is_shown_is_read_again(column: CallColumn) -> None:
    value = {K.COUNT: 432, K.DATE: "2026-11-21", K.CHOICE: "متوسطه", K.YES_NO: False, K.TEXT: "یک و دو"}[column.kind]
    assert cells.read(column, cells.show(column, value)) == value


def typed(*rows: dict[CallColumn, str]) -> dict[str, str]:
    found = {"rows": str(len(rows))}
    for number, row in enumerate(rows, start=1):
        for column, text in row.items():
            found[grid.name_of(number, column) + ("-na" if text == "-" else "")] = text
    return found


def test_problems_name_row_and_column() -> None:
    found = grid.of_form(ALL, typed({COUNT: "۱", PLACE: "متوسطه"}, {COUNT: "چند"}), many=True)
    assert [(one.params["row"], one.params["column"]) for one in found.problems] == [(2, "کودک")]


def test_nothing_typed_is_lost_where_a_cell_does_not_fit() -> None:
    found = grid.of_form(ALL, typed({COUNT: "چند", WORDS: "توضیح بلند"}), many=False)
    assert [cell.typed for cell in found.lines[0].cells] == ["چند", "", "", "", "توضیح بلند"]


def test_a_cell_that_does_not_apply_counts_as_answered() -> None:
    rows = grid.of_form(ALL, typed({COUNT: "-", PLACE: "متوسطه"}), many=False).rows
    assert (rows[0][COUNT.public_id], grid.count_missing(ALL, rows)) == (cells.NA, 0)


def test_a_cell_is_not_filled_and_not_applying_at_once() -> None:
    both = typed({COUNT: "3"}) | {grid.name_of(1, COUNT) + "-na": "1"}
    assert len(grid.of_form(ALL, both, many=False).problems) == 1


def test_empty_rows_are_left_out_and_missing_cells_counted() -> None:
    rows = grid.of_form(ALL, typed({COUNT: "1"}, {}, {COUNT: "2", PLACE: "ابتدایی"}), many=True).rows
    assert (len(rows), grid.count_missing(ALL, rows)) == (2, 1)


@pytest.mark.parametrize("count", ["", "x", "-1", "99999", "۱۲۳۴۵"])
def test_a_forged_number_of_rows_does_no_harm(count: str) -> None:
    assert len(grid.of_form(ALL, {"rows": count}, many=True).lines) <= grid.MOST_ON_SCREEN


# --- tables ----------------------------------------------------------------------------------------------------------


def table(headings: list[str], *rows: list[Any]) -> grid.Grid:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(headings)
    for row in rows:
        page.append(row)
    out = BytesIO()
    book.save(out)
    return grid.of_table(ALL, read_sheet(out.getvalue(), "a.xlsx"), many=True)


HEADINGS = [column.label for column in ALL]


def test_the_table_taken_away_comes_back_as_it_was() -> None:
    rows = [
        {COUNT.public_id: 12, DAY.public_id: "2026-11-21", PLACE.public_id: "متوسطه", SURE.public_id: True},
        {COUNT.public_id: cells.NA, PLACE.public_id: "ابتدایی", WORDS.public_id: "=1+1"},
    ]
    content = tables.sheet_table(ALL, rows, many=True, title="شمار [کودکان]: تابستان", right_to_left=True)
    found = grid.of_table(ALL, read_sheet(content, "a.xlsx"), many=True)
    assert (found.problems, found.rows) == ([], rows)


def test_wrong_columns_are_named() -> None:
    found = table(["کودک", "روز", "پایه", "کارنامه دارد", "نام کودک"], [1, None, "متوسطه", None, "x"])
    assert [(one.text, one.params["column"]) for one in found.problems] == [
        ("The column «%(column)s» was not asked for.", "نام کودک"),
        ("The column «%(column)s» is missing.", "توضیح"),
    ]


def test_a_wrong_cell_of_a_table_is_named_by_the_row_of_the_sheet() -> None:
    found = table(HEADINGS, [1, None, "متوسطه", None, None], ["زیاد", None, "متوسطه", None, None])
    assert [(one.params["row"], one.params["column"]) for one in found.problems] == [(3, "کودک")]


def test_a_formula_is_refused() -> None:
    found = table(HEADINGS, ["=1+1", None, "متوسطه", None, None])
    assert [one.params["problem"].text for one in found.problems] == ["it holds a formula; put its value there"]


def test_a_table_for_one_row_has_one() -> None:
    book = openpyxl.Workbook()
    for row in (HEADINGS, [1], [2]):
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    assert len(grid.of_table(ALL, read_sheet(out.getvalue(), "a.xlsx"), many=False).problems) == 1


def test_words_that_look_like_formulas_are_harmless_in_csv() -> None:
    assert b"'=1+1" in tables.as_csv([["=1+1", 3]])
