"""Taking activities in from tables: the report's whole list, half-known times, wrong columns and cells by their row."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select

from coordination.activities import commands, queries
from coordination.activities.importing import TABLE, check, facts_of
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity, Part, Partner
from coordination.demo.activities import FACTS
from coordination.directory.models import Agency
from coordination.imports.checks import Preview
from coordination.imports.comma import read_csv, read_table
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.lang import locale, say
from coordination.lang.spans import range_of
from tests.pages import form_of
from tests.world import World, acting, add_agency, sign_in

HEADINGS = "kind,title,when,with whom,times"
KNOWN = {"یونیسف": frozenset({1}), "unicef": frozenset({1}), "دو": frozenset({2, 3})}


def read(*lines: str, headings: str = HEADINGS) -> Preview:
    return check(read_csv("\n".join((headings, *lines)).encode()), KNOWN)


def problems(preview: Preview) -> list[tuple[int, str]]:
    with locale.using("en"):
        return [(row.number, say.message(problem)) for row in preview.rows for problem in row.problems]


@pytest.fixture(autouse=True)
def _words(app: Any, now: Any, request: pytest.FixtureRequest) -> Any:
    """Headings are read in both languages, which needs the catalogues."""
    if "client" in request.fixturenames:
        yield
        return
    with app.app_context():
        yield


# --- the list of the reports -----------------------------------------------------------------------------------


@pytest.fixture
def taken(world: World) -> int:
    codes = {code for row in FACTS.read_text(encoding="utf-8").splitlines()[1:] for code in _codes(row)}
    for code in sorted(codes - set(db.session.scalars(select(Agency.code)))):
        add_agency(code)
    db.session.flush()
    found = check(read_csv(FACTS.read_bytes()), queries.known_bodies())
    assert problems(found) == []
    issuer = Issuer(agency_id=world.municipality.id)
    count = commands.take_in(acting(world.municipality_liaison), issuer, map(facts_of, found.rows), digest="0" * 64)
    db.session.flush()
    return count


def _codes(line: str) -> list[str]:
    cells = line.split(",")
    return [code for cell in (cells[5], cells[6]) for code in cell.split(";") if code]


def test_the_whole_list_is_taken_in(taken: int) -> None:
    assert taken == 49
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 49


def test_its_times_stay_half_known(taken: int) -> None:
    rows = db.session.execute(select(Activity.precision, Activity.from_on, Activity.to_on)).all()
    assert Counter(map(tuple, rows)) == {
        ("season", *range_of("season", 1394, 2)): 31,
        ("half", *range_of("half", 1392, 2)): 18,
    }


def test_several_times_stays_several(taken: int) -> None:
    rows = Counter(db.session.scalars(select(Activity.times)))
    assert (rows[None], rows[3]) == (6, 1)


def test_its_partners_are_agencies_and_its_addressees_have_their_part(taken: int) -> None:
    parts = Counter(db.session.scalars(select(Partner.part)))
    assert db.session.scalar(select(func.count()).where(Partner.agency_id.is_(None))) == 0
    assert parts[Part.ADDRESSEE] == 4


# --- cells and columns -----------------------------------------------------------------------------------------


def test_headings_are_read_in_both_languages() -> None:
    preview = read("بازدید,مرکز پویش,مهر ۱۴۰۵,یونیسف,چند بار", headings="نوع,عنوان,زمان,با چه کسانی,چند بار")
    assert problems(preview) == []
    facts = facts_of(preview.rows[0])
    assert (facts["kind"], facts["precision"], facts["times"]) == ("visit", "month", None)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("روزی,مرکز,1405,,", "Kind: this is none of the words that the column takes"),
        ("visit,,1405,,", "Title: the cell is empty"),
        ("visit,مرکز,روزی,,", "When: The time was not understood"),
        ("visit,مرکز,۳۲ مهر,,", "When: The date was not taken: Mehr"),
        ("visit,مرکز,,,", "When: the cell is empty, and so is «Year»"),
        ("visit,مرکز,1405,no-such,", "With whom: no agency has the code no-such"),
        ("visit,مرکز,1405,دو,", "With whom: several agencies are called «دو»; give the code"),
        ("visit,مرکز,1405,,بسیار", "How often: a whole number up to"),
        ("visit,مرکز,1405,,0", "How often: the number must be at least 1"),
        ("visit,کودک C-4821,1405,,", "Title: C-4821 is the code of a child's file"),
    ],
)
def test_a_wrong_cell_is_named_with_its_column_and_row(line: str, words: str) -> None:
    found = problems(read("visit,مرکز پویش,1405,,", line))
    assert [(number, text.startswith(words)) for number, text in found] == [(3, True)], found


@pytest.mark.parametrize(
    ("headings", "missing"), [("title,when", "Kind"), ("kind,when", "Title"), ("kind,title", "no column says when")]
)
def test_a_missing_column_is_named(headings: str, missing: str) -> None:
    with pytest.raises(Invalid) as refused, locale.using("en"):
        read("visit,مرکز", headings=headings)
    with locale.using("en"):
        assert missing in say.message(refused.value.message)


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_columns_of_time_are_named_as_the_empty_table_names_them(session: Any, language: str) -> None:
    with pytest.raises(Invalid) as refused, locale.using("en"):
        read("visit,مرکز", headings="kind,title")
    with locale.using(language):
        said = say.message(refused.value.message)
        for key in ("when", "jalali_year"):
            column = next(one for one in TABLE.columns if one.key == key)
            assert f"«{say.message(column.heading)}»" in said


def test_columns_that_are_not_known_are_named() -> None:
    assert read("visit,مرکز,1405,x", headings="kind,title,when,رنگ").left_out == ["رنگ"]


def test_a_body_that_is_no_agency_stays_a_name() -> None:
    facts = facts_of(read("contact,نامه,1405,unicef؛ خانه آفتاب,").rows[0])
    assert [(one.agency_id, one.name) for one in facts["partners"]] == [(1, ""), (None, "خانه آفتاب")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_tables_come_in_several_dresses(encoding: str, mark: str) -> None:
    text = f"kind{mark}title{mark}when\nvisit{mark}مرکز پویش{mark}مهر ۱۴۰۵\n"
    assert problems(check(read_table(text.encode(encoding), "list.csv"), KNOWN)) == []


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"kind,title,when\n", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00"]
)
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid):
        read_table(content, "list.csv")


def test_a_workbook_is_read_as_well(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["نوع", "عنوان", "زمان"])
    book.active.append(["بازدید", "مرکز پویش", "تابستان ۱۳۹۴"])
    out = BytesIO()
    book.save(out)
    assert facts_of(check(read_table(out.getvalue(), "list.xlsx"), KNOWN).rows[0])["precision"] == "season"


# --- the page --------------------------------------------------------------------------------------------------


def upload(client: Any, text: str, name: str = "list.csv") -> Any:
    target, values = form_of(client.get("/activities/import").text, "/activities/import")
    values["file"] = [(BytesIO(text.encode()), name)]
    return client.post(target, data=values, content_type="multipart/form-data")


def test_a_table_is_shown_and_then_taken_in(liaison: Any, app: Any) -> None:
    shown = upload(liaison, "kind,title,when\nvisit,مرکز پویش,تابستان ۱۳۹۴\n")
    assert shown.status_code == 200
    assert "تابستان ۱۳۹۴" in shown.text
    with app.app_context():
        assert db.session.scalars(select(Activity)).all() == []
    target, values = form_of(shown.text, "/activities/import/confirm")
    assert liaison.post(target, data=values).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Activity.title)).all() == ["مرکز پویش"]
    assert liaison.post(target, data=values).status_code == 422


def test_a_table_with_a_wrong_row_is_not_taken_in_at_all(liaison: Any) -> None:
    answer = upload(liaison, "kind,title,when\nvisit,مرکز پویش,1405\nvisit,,1405\n")
    assert answer.status_code == 422
    assert "/activities/import/confirm" not in answer.text


def test_the_empty_table_can_be_taken(liaison: Any) -> None:
    answer = liaison.get("/activities/import/table.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:2] == ["نوع *", "عنوان *"]


def test_anothers_waiting_table_is_not_taken_in(liaison: Any, world: World) -> None:
    target, values = form_of(upload(liaison, "kind,title,when\nvisit,مرکز,1405\n").text, "/activities/import/confirm")
    sign_in(liaison, world.welfare_liaison)
    assert liaison.post(target, data=values).status_code == 422
