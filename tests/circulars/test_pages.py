"""The pages of circulars: the list, writing, sending, reading without a GET that writes, who has not read, recall."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from coordination.accounts.models import PostKind
from coordination.circulars.models import Circular, CircularState, Receipt
from coordination.kernel.db import db
from tests.issuing import add_circular, of_agency
from tests.pages import form_of, send
from tests.resolutions.test_outside import PDF
from tests.world import World, add_person, add_post, sign_in

WRITTEN = {"title": "شیوه‌نامه ثبت‌نام", "body": "کودکان بی‌شناسنامه ثبت‌نام می‌شوند."}


@pytest.fixture
def liaison(client: Any, world: World) -> Any:
    sign_in(client, world.municipality_liaison)
    return client


@pytest.fixture
def reader(client: Any, world: World) -> Any:
    sign_in(client, world.welfare_liaison)
    return client


@pytest.fixture
def made(world: World, app: Flask) -> Callable[..., str]:
    """Stores a circular of the municipality to the welfare directorate's liaison; gives its public id."""

    def make(state: CircularState = CircularState.SENT, readers: Any = None, **columns: Any) -> str:
        to = (world.welfare_liaison,) if readers is None else readers
        with app.app_context():
            one = add_circular(of_agency(world.municipality), world.municipality_liaison, state, readers=to, **columns)
            db.session.commit()
            return one.public_id

    return make


def receipt(app: Flask) -> Receipt:
    with app.app_context():
        return db.session.scalars(select(Receipt)).one()


def test_a_circular_is_written_and_sent(liaison: Any, app: Flask, world: World) -> None:
    typed = WRITTEN | {"agencies-0": world.welfare.name_fa, "number": "۱۲/۳", "letter_on": "۱ آبان"}
    page = send(liaison, "/circulars/new", typed).location
    text = liaison.get(page).text
    assert "۱۲/۳" in text
    answer = send(liaison, f"{page}/send")
    assert answer.status_code == 303
    with app.app_context():
        one = db.session.scalars(select(Circular)).one()
        assert one.state == CircularState.SENT
        assert world.welfare_liaison.id in {row.person_id for row in db.session.scalars(select(Receipt))}


def test_all_agencies_of_a_kind_are_named_at_once(liaison: Any, app: Flask, world: World) -> None:
    page = send(liaison, "/circulars/new", WRITTEN | {"kinds": ["welfare", "police"]}).location
    text = liaison.get(page).text
    assert world.welfare.name_fa in text
    assert world.police.name_fa in text


def test_groups_that_are_ticked_stay_ticked(liaison: Any, world: World) -> None:
    page = send(liaison, "/circulars/new", WRITTEN).location
    _target, values = form_of(liaison.get(f"{page}/edit").text, f"{page}/edit")
    assert "groups" not in values
    sign_in(liaison, world.secretary)
    page = send(liaison, "/circulars/new", WRITTEN | {"groups": world.group.public_id}).location
    _target, values = form_of(liaison.get(f"{page}/edit").text, f"{page}/edit")
    assert values["groups"] == [world.group.public_id]


def test_a_circular_to_nobody_cannot_be_sent(liaison: Any, made: Any) -> None:
    one = made(CircularState.DRAFT)
    page = f"/circulars/{one}/send"
    assert "به کسی نمی‌رسد" in liaison.get(page).text
    _target, values = form_of(liaison.get(page).text, page)
    assert liaison.post(page, data=values).status_code == 422


def test_looking_at_a_circular_changes_nothing(reader: Any, made: Any, app: Flask) -> None:
    one = made()
    assert reader.get(f"/circulars/{one}").status_code == 200
    assert reader.get("/circulars").status_code == 200
    assert receipt(app).read_at is None


def test_opening_one_from_the_list_marks_it_read(reader: Any, made: Any, app: Flask) -> None:
    one = made()
    answer = send(reader, "/circulars", action=f"/circulars/{one}/read")
    assert answer.location == f"/circulars/{one}"
    assert receipt(app).read_at is not None
    assert f"/circulars/{one}/read" not in reader.get("/circulars").text


def test_the_reader_says_on_its_page_that_he_read_it(reader: Any, made: Any, app: Flask) -> None:
    one = made()
    send(reader, f"/circulars/{one}", action=f"/circulars/{one}/read")
    assert receipt(app).read_at is not None


def test_the_reader_takes_note_where_it_is_asked(reader: Any, made: Any, app: Flask) -> None:
    one = made(to_acknowledge=True)
    send(reader, f"/circulars/{one}", action=f"/circulars/{one}/acknowledge")
    assert receipt(app).acknowledged_at is not None
    assert f"/circulars/{one}/acknowledge" not in reader.get(f"/circulars/{one}").text


def test_the_issuer_sees_by_agency_who_has_not_read(liaison: Any, made: Any, world: World) -> None:
    one = made(readers=(world.welfare_liaison, world.pouya_liaison))
    text = liaison.get(f"/circulars/{one}/readers").text
    assert world.welfare_liaison.name in text
    assert f"/circulars/{one}/readers" in liaison.get("/circulars").text


def test_a_reader_does_not_see_who_else_read(reader: Any, made: Any) -> None:
    one = made()
    assert reader.get(f"/circulars/{one}/readers").status_code == 404
    assert "/readers" not in reader.get(f"/circulars/{one}").text


def test_a_draft_is_nobodys_else(reader: Any, made: Any) -> None:
    assert reader.get(f"/circulars/{made(CircularState.DRAFT)}").status_code == 404


def test_a_recalled_one_shows_its_reader_why(liaison: Any, made: Any, world: World) -> None:
    one = made()
    send(liaison, f"/circulars/{one}/recall", {"reason": "تاریخ آن نادرست بود"})
    sign_in(liaison, world.welfare_liaison)
    text = liaison.get(f"/circulars/{one}").text
    assert "تاریخ آن نادرست بود" in text
    assert f"/circulars/{one}/acknowledge" not in text


def test_a_recall_without_a_reason_keeps_it_sent(liaison: Any, made: Any, app: Flask) -> None:
    one = made()
    assert send(liaison, f"/circulars/{one}/recall", {"reason": ""}).status_code == 422
    with app.app_context():
        assert db.session.scalars(select(Circular.state)).one() == CircularState.SENT


def test_a_file_goes_with_it_and_can_be_taken_off(liaison: Any, made: Any) -> None:
    one = made(CircularState.DRAFT)
    page = f"/circulars/{one}/edit"
    _target, values = form_of(liaison.get(page).text, page)
    values["files"] = [(BytesIO(PDF), "شیوه‌نامه.pdf")]
    assert liaison.post(page, data=values, content_type="multipart/form-data").status_code == 303
    text = liaison.get(f"/circulars/{one}").text
    assert "شیوه‌نامه.pdf" in text
    path = next(part.split('"')[0] for part in text.split('href="') if "/files/" in part.split('"')[0])
    assert liaison.get(path).data.startswith(b"%PDF")
    send(liaison, page, action=f"{path}/remove")
    assert "شیوه‌نامه.pdf" not in liaison.get(f"/circulars/{one}").text


@pytest.mark.parametrize("language", ["fa", "en"])
def test_pages_cost_what_they_may(
    liaison: Any, made: Any, app: Flask, world: World, statements: Any, language: str
) -> None:
    liaison.set_cookie("lang", language)
    with app.app_context():
        people = [add_person(f"نفر {n}") for n in range(40)]
        for person in people:
            add_post(person, world.welfare, PostKind.LIAISON)
        db.session.commit()
        ids = [type("One", (), {"id": person.id})() for person in people]
    for count in (2, 38):
        one = ""
        for _number in range(count):
            one = made(readers=tuple(ids[:count]), to_acknowledge=True)
        for path, most in (
            ("/circulars", 5), (f"/circulars/{one}", 7), (f"/circulars/{one}/readers", 6),
            (f"/circulars/{one}/print", 6),
        ):  # fmt: skip
            with statements() as seen:
                assert liaison.get(path).status_code == 200, path
            assert len(seen) <= most, (path, len(seen))


def test_sending_to_forty_costs_no_more_than_a_move(liaison: Any, app: Flask, world: World, statements: Any) -> None:
    with app.app_context():
        for number in range(40):
            add_post(add_person(f"نفر {number}"), world.welfare, PostKind.LIAISON)
        db.session.commit()
    page = send(liaison, "/circulars/new", WRITTEN | {"agencies-0": world.welfare.name_fa}).location
    target, values = form_of(liaison.get(f"{page}/send").text, f"{page}/send")
    with statements() as seen:
        assert liaison.post(target, data=values).status_code == 303
    assert len(seen) <= 12, "\n".join(one[:120] for one in seen)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Receipt)) >= 40


@pytest.mark.parametrize(
    ("columns", "filters"),
    [({"title": "طرح توزیع", "body": "کتاب"}, {"q": "شیوه نامه"}), ({"readers": ()}, {"show": "waiting"})],
)
def test_the_list_shows_what_its_filters_name(reader: Any, made: Any, columns: Any, filters: Any) -> None:
    made(title="شیوه‌نامه ثبت‌نام")
    made(**({"title": "طرح توزیع"} | columns))
    text = reader.get("/circulars", query_string=filters).text
    assert ("شیوه‌نامه ثبت‌نام" in text, "طرح توزیع" in text) == (True, False)


def test_two_who_write_at_once_notice_each_other(liaison: Any, made: Any) -> None:
    page = f"/circulars/{made(CircularState.DRAFT)}/edit"
    target, values = form_of(liaison.get(page).text, page)
    send(liaison, page, {"title": "دیگری"})
    answer = liaison.post(target, data=values | {"title": ["عنوان من"]})
    assert answer.status_code == 409
    assert "عنوان من" in answer.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "خالی است"),
        ({"body": "کودک C-4821"}, "C-4821"),
        ({"due_on": "۱۳۹۰/۱/۱"}, "گذشته است"),
        ({"due_on": "فلان روز"}, "خوانده نشد"),
        ({"agencies-0": "هیچ‌کجا"}, "هیچ‌کجا"),
    ],
)
def test_bad_input_is_refused_in_words_and_kept(liaison: Any, typed: Any, words: str) -> None:
    answer = send(liaison, "/circulars/new", WRITTEN | {"number": "شماره ۷"} | typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "شماره ۷" in answer.text
