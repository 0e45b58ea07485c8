"""Tables are taken in whole or not at all, after they were shown."""

from __future__ import annotations

import io
import os
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from coordination.accounts.models import Person, Post, PostKind, RoleKind
from coordination.directory.models import Agency, AgencyKind, Centre
from coordination.imports.sheets import MAX_ROWS, read_sheet
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.outbox.jobs import JOBS
from tests.accounts.acts import CODE, delivered_mails
from tests.pages import send
from tests.world import World, add_person, add_role, sign_in, somebody

Make = Callable[..., bytes]
AGENCY_HEADINGS = ["نام فارسی", "نوع", "نهاد بالادست", "کد"]


def upload(client: FlaskClient, table: str, content: bytes, name: str = "table.xlsx") -> TestResponse:
    return send(client, "/import", {"table": table, "file": (io.BytesIO(content), name)})


def confirm(client: FlaskClient, shown: TestResponse, table: str) -> TestResponse:
    values = dict(re.findall(r'name="(csrf_token|token)" value="([^"]+)"', shown.text))
    return client.post(f"/import/{table}/confirm", data=values)


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def waiting(app: Flask) -> list[str]:
    folder = app.config["HAMAHANG"].var_dir / "imports"
    return [path.name for path in folder.iterdir()] if folder.is_dir() else []


@pytest.mark.parametrize("table", ["agencies", "centres", "people"])
def test_the_empty_table_has_headings_that_are_read_again(admin: FlaskClient, table: str) -> None:
    content = admin.get(f"/import/{table}.xlsx").data
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.sheet_view.rightToLeft
    sheet.append(["×"] * sheet.max_column)
    filled = io.BytesIO()
    sheet.parent.save(filled)
    answer = upload(admin, table, filled.getvalue())
    assert answer.status_code == 422
    assert "شناخته نشد" not in answer.text
    assert 'class="num" data-label="سطر">۲' in answer.text


def test_agencies_are_written_only_when_confirmed(app: Flask, admin: FlaskClient, workbook: Make) -> None:
    before = count(app, Agency)
    content = workbook(
        AGENCY_HEADINGS,
        [["خانه مهر", "سازمان غیردولتی", None, "mehr"], ["شعبه مهر", "ngo", "خانه مهر", None]],
    )
    shown = upload(admin, "agencies", content)
    assert shown.status_code == 200
    assert count(app, Agency) == before
    assert len(waiting(app)) == 1
    assert confirm(admin, shown, "agencies").status_code == 303
    assert waiting(app) == []
    with app.app_context():
        branch = db.session.scalars(select(Agency).where(Agency.name_fa == "شعبه مهر")).one()
        assert branch.parent is not None
        assert branch.parent.code == "mehr"
        assert branch.kind == AgencyKind.NGO


def test_one_bad_row_keeps_the_whole_table_out(app: Flask, admin: FlaskClient, workbook: Make) -> None:
    before = count(app, Agency)
    shown = upload(admin, "agencies", workbook(AGENCY_HEADINGS, [["خانه مهر", "ngo"], ["بی‌نوع", "کشتی"]]))
    assert shown.status_code == 422
    assert "بی‌نوع" in shown.text
    assert 'name="token"' not in shown.text
    assert (count(app, Agency), waiting(app)) == (before, [])


def test_a_second_agency_of_a_name_is_refused_in_any_spelling(admin: FlaskClient, workbook: Make) -> None:
    shown = upload(admin, "agencies", workbook(AGENCY_HEADINGS, [["انجمن پوياى مهر", "ngo"]]))
    assert shown.status_code == 422


def test_a_formula_is_neither_computed_nor_taken(admin: FlaskClient, workbook: Make) -> None:
    shown = upload(admin, "agencies", workbook(AGENCY_HEADINGS, [['=HYPERLINK("http://x.example","خانه")', "ngo"]]))
    assert shown.status_code == 422
    assert "HYPERLINK" not in shown.text


def test_a_confirmation_works_once(app: Flask, admin: FlaskClient, workbook: Make) -> None:
    shown = upload(admin, "agencies", workbook(AGENCY_HEADINGS, [["خانه مهر", "ngo"]]))
    assert confirm(admin, shown, "agencies").status_code == 303
    after = count(app, Agency)
    assert confirm(admin, shown, "agencies").status_code == 422
    assert count(app, Agency) == after


def test_a_table_refused_at_confirming_waits_on(app: Flask, admin: FlaskClient, workbook: Make) -> None:
    shown = upload(admin, "agencies", workbook(AGENCY_HEADINGS, [["خانه مهر", "ngo"]]))
    with app.app_context():
        rival = Agency(code="rival", name_fa="خانه مهر", kind=AgencyKind.NGO)
        db.session.add(rival)
        db.session.commit()
    assert confirm(admin, shown, "agencies").status_code == 422
    assert len(waiting(app)) == 1
    with app.app_context():
        db.session.delete(db.session.scalars(select(Agency).where(Agency.code == "rival")).one())
        db.session.commit()
    assert confirm(admin, shown, "agencies").status_code == 303


def test_a_table_of_another_administrator_is_not_confirmed(
    app: Flask, world: World, admin: FlaskClient, workbook: Make
) -> None:
    shown = upload(admin, "agencies", workbook(AGENCY_HEADINGS, [["خانه مهر", "ngo"]]))
    from_other = app.test_client()
    with app.app_context():
        person = add_person("دیگری")
        add_role(person, RoleKind.ADMINISTRATOR)
        db.session.commit()
        other = somebody(person)
    sign_in(from_other, other)
    token = re.search(r'name="token" value="([^"]+)"', shown.text)
    assert token
    answer = send(from_other, "/import", {"file": None})
    csrf = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', answer.text)
    assert csrf
    data = {"csrf_token": csrf[1], "token": token[1]}
    assert from_other.post("/import/agencies/confirm", data=data).status_code == 422


def test_centres_are_taken_in(app: Flask, world: World, admin: FlaskClient, workbook: Make) -> None:
    headings = ["دستگاه", "نام فارسی", "نوع", "خدمات", "پذیرش", "از سن", "تا سن", "ظرفیت"]
    row = ["welfare", "مرکز یاس", "مرکز روزانه", "حقوقی؛ آموزشی", "دختران", "۶", 12, "۴۰"]
    shown = upload(admin, "centres", workbook(headings, [row]))
    assert shown.status_code == 200, shown.text
    assert confirm(admin, shown, "centres").status_code == 303
    with app.app_context():
        centre = db.session.scalars(select(Centre).where(Centre.name_fa == "مرکز یاس")).one()
        assert centre.agency_id == world.welfare.id
        assert (centre.services, centre.sexes) == (["legal", "education"], ["girl"])
        assert (centre.age_from, centre.age_to, centre.capacity) == (6, 12, 40)


def test_people_get_an_account_and_a_post_that_waits_for_the_head(
    app: Flask, world: World, admin: FlaskClient, workbook: Make
) -> None:
    headings = ["نام", "نشانی ایمیل", "دستگاه", "سمت", "از تاریخ"]
    row = ["نسیم بهار", " Nasim@Example.org ", "انجمن پویای مهر", "liaison", "۱۴۰۵/۱۰/۱"]
    shown = upload(admin, "people", workbook(headings, [row]))
    assert shown.status_code == 200, shown.text
    assert confirm(admin, shown, "people").status_code == 303
    with app.app_context():
        person = db.session.scalars(select(Person).where(Person.email == "nasim@example.org")).one()
        post = db.session.scalars(select(Post).where(Post.person_id == person.id)).one()
        assert person.password_hash is None
        assert (post.agency_id, post.kind, post.from_on) == (world.pouya.id, PostKind.LIAISON, date(2026, 12, 22))
        assert post.confirmed_at is None


def test_people_of_a_table_are_invited_by_mail(app: Flask, world: World, admin: FlaskClient, workbook: Make) -> None:
    headings = ["نام", "نشانی ایمیل", "دستگاه", "سمت"]
    rows = [
        ["نسیم بهار", "nasim@example.org", "انجمن پویای مهر", "worker"],
        [world.pouya_worker.name, world.pouya_worker.email, "انجمن پویای مهر", "liaison"],
    ]
    confirm(admin, upload(admin, "people", workbook(headings, rows)), "people")
    [mail] = [mail for mail in delivered_mails(app) if CODE.search(mail)]
    assert "nasim@example.org" in mail


def test_only_an_administrator_sees_the_page(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, world.pouya_head)
    assert client.get("/import").status_code == 403


def test_a_file_that_is_no_workbook_is_refused(admin: FlaskClient) -> None:
    assert upload(admin, "agencies", b"name,kind\n", "table.csv").status_code == 422


def test_a_workbook_with_a_document_type_is_refused(workbook: Make) -> None:
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(AGENCY_HEADINGS, [["×", "ngo"]]))) as old,
        zipfile.ZipFile(content, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/sharedStrings.xml":
                data = data.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
            new.writestr(name, data)
    with pytest.raises(Invalid):
        read_sheet(content.getvalue(), "table.xlsx")


def test_a_table_of_too_many_rows_is_refused(workbook: Make) -> None:
    content = workbook(AGENCY_HEADINGS, [["×", "ngo"]] * (MAX_ROWS + 1))
    with pytest.raises(Invalid):
        read_sheet(content, "table.xlsx")


def test_a_table_of_as_many_rows_as_allowed_is_read(workbook: Make) -> None:
    content = workbook(AGENCY_HEADINGS, [["×", "ngo"]] * MAX_ROWS)
    assert len(read_sheet(content, "table.xlsx").rows) == MAX_ROWS


def test_a_table_that_nobody_confirms_leaves_after_an_hour(app: Flask, admin: FlaskClient, workbook: Make) -> None:
    upload(admin, "agencies", workbook(AGENCY_HEADINGS, [["خانه مهر", "ngo"]]))
    folder = app.config["HAMAHANG"].var_dir / "imports"
    with app.app_context():
        JOBS["imports.sweep"].do()
        assert len(waiting(app)) == 1
        for path in folder.iterdir():
            os.utime(path, (time.time() - 3700, time.time() - 3700))
        JOBS["imports.sweep"].do()
    assert waiting(app) == []
