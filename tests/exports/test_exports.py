"""Registers taken out: only what the reader's own lists show, with a reason, a row in the trail, inert and marked."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.audit.models import AuditEntry
from coordination.exports import queries
from coordination.exports.registers import REGISTERS
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.referrals.models import State
from tests.issuing import add_activity, add_indicator, add_point, add_report, of_agency
from tests.world import acting, add_case, add_consent, add_referral, sign_in

REASON = "برای نشست ماهانه"


@pytest.fixture
def liaison(client: FlaskClient, world: Any) -> FlaskClient:
    sign_in(client, world.municipality_liaison)
    return client


def english(client: FlaskClient, language: str) -> None:
    """Let the reader read that language."""
    client.post("/language", data={"language": language})


def take(client: FlaskClient, register: str, fmt: str = "csv", **fields: str) -> Any:
    return client.post("/exports", data={"register": register, "format": fmt, "reason": REASON} | fields)


def lines(answer: Any) -> list[list[str]]:
    """The rows of a CSV file, headings first, without the mark at its end."""
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))[:-2]


def column(answer: Any, place: int) -> list[str]:
    return [row[place] for row in lines(answer)[1:]]


def sheet(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0]


@pytest.fixture
def sent(app: Flask, world: Any) -> dict[str, str]:
    """A referral of the municipality to the welfare directorate, and one of the police to Pouya: their codes."""
    with app.app_context():
        case = add_case(world.municipality, worker=world.municipality_worker)
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        first = add_referral(case, world.welfare, drafted_by=world.municipality_liaison, basis=basis, state=State.SENT)
        arrested = add_case(world.police)
        reason = add_consent(arrested, recorded_by=world.police_liaison)
        other = add_referral(arrested, world.pouya, drafted_by=world.police_liaison, basis=reason, state=State.SENT)
        db.session.commit()
        return {"code": first.code, "police": other.code, "client": case.client.code, "case": case.public_id}


# --- every register --------------------------------------------------------------------------------------------


@pytest.mark.both
def test_every_register_gives_a_file_with_its_headings(client: FlaskClient, app: Flask, world: Any) -> None:
    seen = set()
    for who in ("municipality_liaison", "municipality_head", "secretary", "auditor"):
        sign_in(client, world.people[who])
        with app.app_context():
            actor = acting(world.people[who])
            offered = queries.list_registers(actor)
            for register in offered.values():
                assert queries.list_rows(actor, register, date(2020, 1, 1), date(2030, 1, 1)) is not None
        seen |= set(offered)
    assert set(REGISTERS) - seen <= {"registrations"}


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["referrals", "cases", "agencies", "activities", "indicators"])
def test_a_register_is_taken_out_in_both_formats(liaison: Any, sent: Any, name: str, fmt: str) -> None:
    answer = take(liaison, name, fmt)
    assert answer.status_code == 200
    assert f".{fmt}" in answer.headers["Content-Disposition"]


# --- who sees what ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "seen"),
    [("municipality_liaison", True), ("welfare_liaison", True), ("municipality_head", True), ("pouya_liaison", False),
     ("court_liaison", False)],
)  # fmt: skip
def test_a_referral_is_in_the_file_of_those_alone_whose_lists_show_it(
    client: Any, world: Any, sent: Any, who: str, seen: bool
) -> None:
    sign_in(client, world.people[who])
    assert (sent["code"] in column(take(client, "referrals"), 0)) is seen


def test_a_worker_of_another_case_sees_code_and_state_alone(client: Any, app: Flask, world: Any, sent: Any) -> None:
    sign_in(client, world.welfare_worker)
    row = lines(take(client, "referrals"))[1]
    assert row[0] == sent["code"]
    assert [cell for cell in row[4:] if cell] == []


def test_the_police_see_code_and_state_alone_of_what_they_sent(client: Any, world: Any, sent: Any) -> None:
    sign_in(client, world.police_liaison)
    row = lines(take(client, "referrals"))[1]
    assert row[0] == sent["police"]
    assert [cell for cell in row[4:] if cell] == []


def test_a_referral_passed_on_is_code_and_state_to_whom_passed_it_on(
    client: Any, app: Flask, world: Any, sent: Any
) -> None:
    with app.app_context():
        case = add_case(world.municipality)
        basis = add_consent(case, recorded_by=world.municipality_liaison)
        add_referral(case, world.pouya, drafted_by=world.municipality_liaison, basis=basis, state=State.FORWARDED)
        db.session.commit()
    sign_in(client, world.pouya_liaison)
    row = next(row for row in lines(take(client, "referrals"))[1:] if row[0] != sent["police"])
    assert [cell for cell in row[4:] if cell] == []


def test_no_name_and_no_code_of_a_child_is_in_the_file_of_referrals(liaison: Any, sent: Any) -> None:
    text = take(liaison, "referrals").get_data(as_text=True)
    assert not [word for word in ("مهرگان", "زرین‌پر", "بهروز", sent["client"]) if word in text]


def test_a_head_sees_code_state_and_worker_of_cases(client: Any, world: Any, sent: Any) -> None:
    sign_in(client, world.municipality_head)
    row = lines(take(client, "cases"))[1]
    assert (row[0], bool(row[2])) == (sent["client"], True)
    assert [cell for cell in row[3:] if cell] == []


def test_the_staff_of_a_case_see_its_risk(liaison: Any, sent: Any) -> None:
    assert lines(take(liaison, "cases"))[1][3] != ""


def test_coordinates_are_in_no_file_of_those_who_may_not_see_them(client: Any, app: Flask, world: Any) -> None:
    with app.app_context():
        add_point(world.welfare, name="چهارراه کوثر")
        db.session.commit()
    sign_in(client, world.police_liaison)
    assert take(client, "points").status_code in (403, 422)
    sign_in(client, world.welfare_worker)
    assert "35.68" in take(client, "points").get_data(as_text=True)


def test_activities_of_another_agency_are_in_no_file(client: Any, app: Flask, world: Any) -> None:
    with app.app_context():
        add_activity(of_agency(world.municipality), world.municipality_liaison, title="نشست خودمان")
        db.session.commit()
    sign_in(client, world.welfare_liaison)
    assert "نشست خودمان" not in take(client, "activities").get_data(as_text=True)
    sign_in(client, world.municipality_worker)
    assert "نشست خودمان" in take(client, "activities").get_data(as_text=True)


def test_a_draft_report_is_in_the_file_of_its_writers_alone(client: Any, app: Flask, world: Any) -> None:
    with app.app_context():
        add_report(of_agency(world.municipality), world.municipality_liaison, title="گزارش تابستان")
        db.session.commit()
    sign_in(client, world.municipality_worker)
    assert "گزارش تابستان" not in take(client, "reports").get_data(as_text=True)
    sign_in(client, world.municipality_head)
    assert "گزارش تابستان" in take(client, "reports").get_data(as_text=True)


def test_a_register_whose_list_is_not_ones_own_is_refused(liaison: Any) -> None:
    assert take(liaison, "registrations").status_code in (403, 422)


# --- reason, measure, trail ------------------------------------------------------------------------------------


def test_without_a_reason_nothing_is_taken_out(liaison: Any, app: Flask) -> None:
    assert take(liaison, "agencies", reason=" ").status_code == 422
    with app.app_context():
        assert db.session.scalars(select(AuditEntry).where(AuditEntry.act == queries.ACT)).all() == []


def test_the_trail_says_who_took_out_what(liaison: Any, app: Flask, world: Any) -> None:
    take(liaison, "agencies")
    with app.app_context():
        row = db.session.scalars(select(AuditEntry).where(AuditEntry.act == queries.ACT)).one()
        assert row.person_id == world.municipality_liaison.id
        assert (row.detail or {})["register"] == "agencies"
        assert (row.detail or {})["rows"] == 5
        assert row.note_sealed is not None


def test_after_twenty_in_a_day_nothing_more_is_taken_out(liaison: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_A_DAY", 2)
    assert [take(liaison, "agencies").status_code for _time in range(3)] == [200, 200, 429]


def test_the_measure_of_a_day_begins_anew_at_midnight_here(
    liaison: Any, world: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST_A_DAY", 1)
    take(liaison, "agencies")
    assert take(liaison, "agencies").status_code == 429
    with clock.at(now + timedelta(days=1)):
        sign_in(liaison, world.municipality_liaison)
        assert take(liaison, "agencies").status_code == 200


def test_more_rows_than_may_be_are_refused_with_words(liaison: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_ROWS", 3)
    answer = take(liaison, "agencies")
    assert answer.status_code == 422
    assert 'id="last-error"' in answer.text


@pytest.mark.parametrize(
    ("first", "last", "rows"), [("1395/1/1", "1395/12/29", 1), ("1396/1/1", "", 0), ("", "1394/12/29", 0)]
)
def test_days_narrow_what_is_taken_out(liaison: Any, app: Flask, world: Any, first: str, last: str, rows: int) -> None:
    with app.app_context():
        day = date(2016, 7, 1)
        add_activity(of_agency(world.municipality), world.municipality_liaison, from_on=day, to_on=day)
        db.session.commit()
    assert len(lines(take(liaison, "activities", first=first, last=last))) == rows + 1


def test_days_the_wrong_way_round_are_refused(liaison: Any) -> None:
    assert take(liaison, "activities", first="1405/2/1", last="1405/1/1").status_code == 422


# --- the file --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("title", ["=1+1", "+98", "-2", "@x", "＝1+1", "＠x"])
def test_words_that_look_like_formulas_stay_words(liaison: Any, app: Flask, world: Any, title: str) -> None:
    with app.app_context():
        add_activity(of_agency(world.municipality), world.municipality_liaison, title=title)
        db.session.commit()
    assert column(take(liaison, "activities"), 1) == [f"'{title}"]
    cell = sheet(take(liaison, "activities", "xlsx")).cell(5, 2)
    assert (cell.value, cell.data_type) == (title, "s")


def test_a_day_stands_in_two_columns(liaison: Any, app: Flask, world: Any) -> None:
    with app.app_context():
        day = date(2026, 10, 8)
        add_activity(of_agency(world.municipality), world.municipality_liaison, from_on=day, to_on=day)
        db.session.commit()
    page = sheet(take(liaison, "activities", "xlsx"))
    assert (page.cell(5, 4).value, page.cell(5, 5).value) == ("۱۴۰۵/۰۷/۱۶", datetime(2026, 10, 8))  # noqa: DTZ001
    assert lines(take(liaison, "activities"))[1][3:5] == ["۱۴۰۵/۰۷/۱۶", "2026-10-08"]


@pytest.mark.parametrize(("language", "right_to_left"), [("fa", True), ("en", False)])
def test_the_sheet_runs_as_its_language_does(liaison: Any, language: str, right_to_left: bool) -> None:
    english(liaison, language)
    assert bool(sheet(take(liaison, "agencies", "xlsx")).sheet_view.rightToLeft) is right_to_left


def test_numbers_of_a_persian_sheet_show_in_persian_digits(liaison: Any, app: Flask, world: Any) -> None:
    with app.app_context():
        add_activity(of_agency(world.municipality), world.municipality_liaison, people=1200)
        db.session.commit()
    page = sheet(take(liaison, "activities", "xlsx"))
    cell = next(cell for cell in page[5] if cell.value == 1200)
    assert cell.number_format.startswith("[$-3000429]#,##0")


def test_the_file_bears_who_took_it_out(liaison: Any, world: Any) -> None:
    page = sheet(take(liaison, "agencies", "xlsx"))
    assert world.municipality_liaison.name in page.cell(2, 1).value
    assert world.municipality_liaison.name in take(liaison, "agencies").get_data(as_text=True).splitlines()[-1]


def test_a_plain_table_begins_with_its_mark_of_byte_order(liaison: Any) -> None:
    assert take(liaison, "agencies").data.startswith(b"\xef\xbb\xbf")


def test_names_are_said_in_the_language_of_the_reader(liaison: Any, world: Any) -> None:
    english(liaison, "en")
    assert "Sarvestan Municipality" in column(take(liaison, "agencies"), 1)


# --- the page --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_page_offers_what_may_be_taken_out(liaison: Any, statements: Any, language: str) -> None:
    english(liaison, language)
    with statements() as seen:
        text = liaison.get("/exports").text
    assert 'value="referrals"' in text
    assert 'value="registrations"' not in text
    assert len(seen) <= 4


def test_taking_out_costs_the_same_for_two_rows_and_for_forty(
    liaison: Any, app: Flask, world: Any, statements: Any
) -> None:
    take(liaison, "indicators")
    counts = []
    for count in (2, 38):
        with app.app_context():
            for number in range(count):
                add_indicator(of_agency(world.municipality), code=f"i{count}-{number}")
            db.session.commit()
        with statements() as seen:
            take(liaison, "indicators")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 9


def test_an_address_may_name_the_register(liaison: Any) -> None:
    text = liaison.get("/exports?register=activities").text
    assert 'selected value="activities"' in text
    assert liaison.get("/exports?register=none").status_code == 200
