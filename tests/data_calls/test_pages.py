"""Pages of data calls and distributions: a whole call on paper forms, bad input shown again, and what they cost."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from flask import Flask

from coordination.data_calls.models import (
    AnswerSheet,
    CallColumn,
    ColumnKind,
    DataCall,
    DataCallState,
    Delivery,
    DeliveryState,
    Distribution,
    SheetState,
)
from coordination.kernel.db import db
from tests.issuing import add_call, add_delivery, add_distribution, of_agency, of_group
from tests.pages import form_of, send
from tests.world import add_agency, add_case, sign_in

DETAIL, LIST, CREATE, MOVE = 7, 5, 8, 10


@pytest.fixture
def secretary(client: Any, world: Any) -> Any:
    sign_in(client, world.secretary)
    return client


@pytest.fixture
def liaison(app: Flask, world: Any) -> Any:
    browser = app.test_client()
    sign_in(browser, world.welfare_liaison)
    return browser


def only(app: Flask, model: Any, *names: str) -> tuple[Any, ...]:
    """Columns of the newest row."""
    with app.app_context():
        row = db.session.scalars(db.select(model).order_by(model.id.desc()).limit(1)).one()
        return tuple(getattr(row, name) for name in names)


def made(app: Flask, world: Any, agencies: int = 2, state: SheetState = SheetState.PENDING, **columns: Any) -> str:
    """A call of the group to so many agencies besides the welfare directorate; its public id."""
    with app.app_context():
        bodies = [world.welfare, *(add_agency(f"انجمن {n}") for n in range(agencies - 1))]
        call = add_call(of_group(world.group), world.secretary, asked=tuple(bodies), **columns)
        if state != SheetState.PENDING:
            for sheet in call.sheets:
                sheet.state, sheet.submitted_at = state, call.created_at
                sheet.rows = [{call.columns[0].public_id: 7}]
        db.session.commit()
        return call.public_id


def sheet_of(app: Flask, call: str, world: Any) -> str:
    with app.app_context():
        found = db.session.scalars(
            db.select(AnswerSheet)
            .join(AnswerSheet.call)
            .where(DataCall.public_id == call, AnswerSheet.agency_id == world.welfare.id)
        ).one()
        return found.public_id


# --- the way of a call -----------------------------------------------------------------------------------------------


def test_a_call_is_asked_answered_and_given_out(app: Flask, world: Any, secretary: Any, liaison: Any) -> None:
    answer = send(secretary, "/data-calls/new", {"title": "کتاب‌های درسی تابستان", "due_on": "۱۴۰۵/۰۹/۲۰"})
    assert answer.status_code == 303
    columns = answer.location
    answer = send(secretary, columns, {"label": "کودک مدرسه‌رو", "kind": "count", "unit": "نفر"})
    assert answer.status_code == 303
    [call] = only(app, DataCall, "public_id")
    answer = send(secretary, f"/data-calls/{call}/asked", {"group": world.group.name_fa})
    assert answer.status_code == 303
    assert "کودک مدرسه‌رو" in secretary.get(f"/data-calls/{call}/preview").text
    assert send(secretary, f"/data-calls/{call}/open").status_code == 303
    sheet = sheet_of(app, call, world)
    page = liaison.get("/data-calls").text
    assert f"/sheets/{sheet}" in page
    with app.app_context():
        key = db.session.scalars(db.select(CallColumn)).one().public_id
    assert send(liaison, f"/sheets/{sheet}", {f"r1-{key}": "۴۵"}).status_code == 303
    assert only_sheet(app, sheet) == (SheetState.PENDING, [{key: 45}])
    assert send(liaison, f"/sheets/{sheet}", {f"r1-{key}": "۴۵"}).status_code == 303
    answer = liaison.post(f"/sheets/{sheet}/submit", data=_form(liaison, f"/sheets/{sheet}"))
    assert answer.status_code == 303
    assert send(secretary, f"/data-calls/{call}", action=f"/sheets/{sheet}/accept").status_code == 303
    tally = secretary.get(f"/data-calls/{call}/tally").text
    assert "۴۵" in tally
    page = f"/distributions/new?call={call}&column={key}"
    answer = send(secretary, page, {"goods": "textbooks", "unit_value": "۲۵۰٬۰۰۰"})
    assert answer.status_code == 303
    distribution = answer.location
    assert send(secretary, f"{distribution}/dispatch").status_code == 303
    [delivery] = only(app, Delivery, "public_id")
    late = {"received": "۴۳", "note": "دو دوره نرسید"}
    assert send(liaison, f"/deliveries/{delivery}/confirm", late).status_code == 303
    page = secretary.get(distribution).text
    assert "۵۰۰٬۰۰۰" in page
    assert "دو دوره نرسید" in page
    answer = send(secretary, distribution, action=f"{distribution}/activity")
    assert answer.status_code == 303
    assert only(app, Distribution, "activity_id") != (None,)


def _form(browser: Any, page: str) -> dict[str, list[str]]:
    return form_of(browser.get(page).text, page)[1]


def only_sheet(app: Flask, public_id: str) -> tuple[Any, Any]:
    with app.app_context():
        found = db.session.scalars(db.select(AnswerSheet).where(AnswerSheet.public_id == public_id)).one()
        return found.state, found.rows


def test_what_was_typed_stays_where_a_cell_does_not_fit(app: Flask, world: Any, liaison: Any) -> None:
    sheet = sheet_of(app, made(app, world), world)
    values = _form(liaison, f"/sheets/{sheet}")
    key = next(name for name in values if name.startswith("r1-"))
    answer = liaison.post(f"/sheets/{sheet}", data=values | {key: "چهل و چند"})
    assert answer.status_code == 422
    assert "چهل و چند" in answer.text
    assert "سطر ۱، «کودک»" in answer.text
    assert only_sheet(app, sheet) == (SheetState.PENDING, [])


def test_a_sheet_with_an_empty_cell_is_not_handed_in(app: Flask, world: Any, liaison: Any) -> None:
    sheet = sheet_of(app, made(app, world), world)
    answer = liaison.post(f"/sheets/{sheet}/submit", data=_form(liaison, f"/sheets/{sheet}"))
    assert answer.status_code == 422
    assert only_sheet(app, sheet)[0] == SheetState.PENDING


def test_more_rows_keep_what_was_typed_and_save_nothing(app: Flask, world: Any, liaison: Any) -> None:
    sheet = sheet_of(app, made(app, world, many_rows=True), world)
    values = _form(liaison, f"/sheets/{sheet}")
    key = next(name for name in values if name.startswith("r2-"))
    answer = liaison.post(f"/sheets/{sheet}/rows", data=values | {key: "چند"})
    assert answer.status_code == 200
    assert (answer.text.count('name="r8-'), "چند" in answer.text) == (2, True)
    assert only_sheet(app, sheet)[1] == []


def test_a_table_goes_out_and_comes_back(app: Flask, world: Any, liaison: Any) -> None:
    sheet = sheet_of(app, made(app, world, many_rows=True), world)
    book = openpyxl.load_workbook(BytesIO(liaison.get(f"/sheets/{sheet}/table.xlsx").data))
    page = book.worksheets[0]
    page["A2"], page["A3"] = 12, 30
    answer = _upload(liaison, sheet, book)
    assert answer.status_code == 303
    assert [list(row.values()) for row in only_sheet(app, sheet)[1]] == [[12], [30]]


def test_a_table_that_does_not_fit_is_told_cell_by_cell(app: Flask, world: Any, liaison: Any) -> None:
    sheet = sheet_of(app, made(app, world, many_rows=True), world)
    book = openpyxl.Workbook()
    for row in (["کودک", "نام"], ["=2+2", "x"], ["زیاد", "y"]):
        book.worksheets[0].append(row)
    answer = _upload(liaison, sheet, book)
    assert answer.status_code == 422
    for words in ("ستون «نام» خواسته نشده است.", "سطر ۲، «کودک»", "سطر ۳، «کودک»"):
        assert words in answer.text
    assert only_sheet(app, sheet)[1] == []


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(app: Flask, world: Any, liaison: Any, content: bytes) -> None:
    sheet = sheet_of(app, made(app, world), world)
    data = _upload_form(liaison, sheet) | {"file": (BytesIO(content), "a.xlsx")}
    assert liaison.post(f"/sheets/{sheet}/table", data=data).status_code == 422


def _upload_form(browser: Any, sheet: str) -> dict[str, Any]:
    page = f"/sheets/{sheet}"
    return dict(form_of(browser.get(page).text, page, f"{page}/table")[1])


def _upload(browser: Any, sheet: str, book: Any) -> Any:
    out = BytesIO()
    book.save(out)
    data = _upload_form(browser, sheet) | {"file": (BytesIO(out.getvalue()), "a.xlsx")}
    return browser.post(f"/sheets/{sheet}/table", data=data)


def test_what_is_not_handed_in_is_not_shown_to_who_asked(app: Flask, world: Any, secretary: Any) -> None:
    call = made(app, world)
    with app.app_context():
        for sheet in db.session.scalars(db.select(AnswerSheet)):
            sheet.rows = [{sheet.call.columns[0].public_id: 987654}]
        db.session.commit()
    page = secretary.get(f"/sheets/{sheet_of(app, call, world)}")
    assert (page.status_code, "۹۸۷٬۶۵۴" in page.text) == (200, False)


def test_closing_names_those_who_did_not_answer(app: Flask, world: Any, secretary: Any) -> None:
    call = made(app, world)
    assert world.welfare.name_fa in secretary.get(f"/data-calls/{call}/close").text
    assert send(secretary, f"/data-calls/{call}/close").status_code == 422
    assert send(secretary, f"/data-calls/{call}/close", {"confirm": "y"}).status_code == 303


def test_columns_are_moved_and_removed(app: Flask, world: Any, secretary: Any) -> None:
    with app.app_context():
        call = add_call(of_group(world.group), world.secretary, DataCallState.DRAFT)
        call.columns.append(CallColumn(label="دوم", kind=ColumnKind.TEXT, position=2))
        db.session.commit()
        call_id, second = call.public_id, call.columns[1].public_id
    page = f"/data-calls/{call_id}/columns"
    assert send(secretary, page, action=f"{page}/{second}/up").status_code == 303
    assert labels(app) == ["دوم", "کودک"]
    assert send(secretary, page, action=f"{page}/{second}/remove").status_code == 303
    assert labels(app) == ["کودک"]


def labels(app: Flask) -> list[str]:
    with app.app_context():
        order = db.select(CallColumn.label).order_by(CallColumn.position, CallColumn.id)
        return list(db.session.scalars(order))


@pytest.mark.parametrize(
    "typed",
    [
        {"label": "  ", "kind": "count"},
        {"label": "کودک", "kind": "count"},
        {"label": "پایه", "kind": "choice", "choices": "یکی"},
        {"label": "سن", "kind": "count", "lowest": "۹", "highest": "۳"},
        {"label": "سن", "kind": "secret"},
        {"label": "پرونده C-48213", "kind": "text"},
    ],
)
def test_a_column_that_makes_no_sense_is_refused(app: Flask, world: Any, secretary: Any, typed: Any) -> None:
    with app.app_context():
        call = add_call(of_group(world.group), world.secretary, DataCallState.DRAFT)
        db.session.commit()
        page = f"/data-calls/{call.public_id}/columns"
    assert send(secretary, page, typed).status_code == 422


def test_tallies_are_taken_away_as_tables(app: Flask, world: Any, secretary: Any) -> None:
    call = made(app, world, state=SheetState.ACCEPTED)
    text = secretary.get(f"/data-calls/{call}/tally.csv").data.decode("utf-8-sig")
    assert world.welfare.name_fa in text
    assert openpyxl.load_workbook(BytesIO(secretary.get(f"/data-calls/{call}/tally.xlsx").data)).worksheets


def test_the_code_of_a_case_is_not_shown_to_who_sends_the_goods(
    app: Flask, world: Any, secretary: Any, liaison: Any
) -> None:
    with app.app_context():
        distribution = add_distribution(of_group(world.group), world.secretary, to_households=True)
        delivery = add_delivery(distribution, world.welfare)
        code = add_case(world.welfare).client.code
        db.session.commit()
        page, whole = f"/deliveries/{delivery.public_id}", f"/distributions/{distribution.public_id}"
    answer = send(liaison, page, {"code": code, "quantity": "۴"}, action=f"{page}/households")
    assert answer.status_code == 303
    assert code in liaison.get(page).text
    [household] = only(app, Delivery, "public_id")
    for address in (page, whole, f"/deliveries/{household}", f"{page}/note"):
        answer = secretary.get(address)
        assert (answer.status_code, code in answer.text) == (200, False), address
    wrong = send(liaison, page, {"code": "C-1", "quantity": "۱"}, action=f"{page}/households")
    assert wrong.status_code == 422


def test_a_planned_delivery_is_not_told_to_its_agency(app: Flask, world: Any, liaison: Any) -> None:
    with app.app_context():
        delivery = add_delivery(add_distribution(of_group(world.group), world.secretary), world.welfare)
        db.session.commit()
        page = f"/deliveries/{delivery.public_id}"
    assert liaison.get(page).status_code == 404


@pytest.mark.parametrize("quantity", ["-1", "۰", "زیاد", "99999999999", ""])
def test_a_quantity_that_makes_no_sense_is_refused(app: Flask, world: Any, secretary: Any, quantity: str) -> None:
    with app.app_context():
        distribution = add_distribution(of_group(world.group), world.secretary)
        db.session.commit()
        page = f"/distributions/{distribution.public_id}"
    typed = {"agency": world.welfare.name_fa, "quantity": quantity}
    assert send(secretary, page, typed).status_code == 422


# --- what they cost --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [2, 40])
def test_pages_of_a_call_cost_the_same_for_few_and_many(
    app: Flask, world: Any, secretary: Any, statements: Any, count: int
) -> None:
    call = made(app, world, count, SheetState.ACCEPTED)
    sheet = sheet_of(app, call, world)
    costs = {}
    for page in ("", "/preview", "/columns", "/asked", "/close", "/tally", "/tally/print"):
        with statements() as seen:
            assert secretary.get(f"/data-calls/{call}{page}").status_code == 200
        costs[page] = len(seen)
    with statements() as seen:
        assert secretary.get(f"/sheets/{sheet}").status_code == 200
    assert max(costs.values()) <= DETAIL, costs
    assert len(seen) <= DETAIL


@pytest.mark.parametrize("count", [2, 40])
def test_lists_cost_the_same_for_few_and_many(
    app: Flask, world: Any, liaison: Any, statements: Any, count: int
) -> None:
    with app.app_context():
        for number in range(count):
            add_call(of_agency(world.welfare), world.welfare_liaison, title=f"فراخوان {number}", asked=(world.welfare,))
            add_delivery(
                add_distribution(of_agency(world.welfare), world.welfare_liaison, title=f"توزیع {number}"),
                world.welfare, DeliveryState.DISPATCHED,
            )  # fmt: skip
        db.session.commit()
    for page in ("/data-calls", "/distributions"):
        for side in ("asked", "issued"):
            with statements() as seen:
                assert liaison.get(f"{page}?side={side}&q=").status_code == 200
            assert len(seen) <= LIST, (page, side)


@pytest.mark.parametrize("count", [2, 40])
def test_a_distribution_costs_the_same_for_few_and_many(
    app: Flask, world: Any, secretary: Any, statements: Any, count: int
) -> None:
    with app.app_context():
        distribution = add_distribution(of_group(world.group), world.secretary)
        for number in range(count):
            delivery = add_delivery(distribution, add_agency(f"انجمن {number}"), DeliveryState.DISPATCHED)
        db.session.commit()
        pages = (f"/distributions/{distribution.public_id}", f"/deliveries/{delivery.public_id}")
    for page in pages:
        with statements() as seen:
            assert secretary.get(page).status_code == 200
        assert len(seen) <= DETAIL, page


def test_writing_and_moving_keep_within_their_budget(
    app: Flask, world: Any, secretary: Any, liaison: Any, statements: Any
) -> None:
    values = _form(secretary, "/data-calls/new") | {"title": "کتاب"}
    with statements() as seen:
        assert secretary.post("/data-calls/new", data=values).status_code == 303
    assert len(seen) <= CREATE
    call = made(app, world)
    sheet = sheet_of(app, call, world)
    values = _form(liaison, f"/sheets/{sheet}")
    values |= {name: "3" for name in values if name.startswith("r1-")}
    with statements() as seen:
        assert liaison.post(f"/sheets/{sheet}/submit", data=values).status_code == 303
    assert len(seen) <= MOVE
    values = _form(secretary, f"/data-calls/{call}/close") | {"confirm": "y"}
    with statements() as seen:
        assert secretary.post(f"/data-calls/{call}/close", data=values).status_code == 303
    assert len(seen) <= MOVE
