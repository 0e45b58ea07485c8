"""An old list is pasted, corrected in a table, recorded at once or by heading, taken back; nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from coordination.activities.models import Activity, ActivityKind, Paste
from coordination.kernel.db import db
from tests.pages import form_of
from tests.world import sign_in

LIST = """فعالیت‌های تابستان
الف- شرکت در جلسات:
– جلسات بهزیستی شهر
* جلسه مجمع شهر درباره ساماندهی
ب- کارگاه‌ها:
1- کارگاه ایمنی - 2 روز   2- کارگاه رنگ
تهیه‌کننده: دبیرخانه
"""
WHEN = "تابستان ۱۳۹۴"


Form = tuple[str, dict[str, list[str]]]


def form_at(client: FlaskClient, url: str) -> Form:
    """The form of a page as it is drawn now."""
    return form_of(client.get(url).text, url)


def submit(client: FlaskClient, form: Form, **fields: str) -> Any:
    """Send it with what was typed over it."""
    target, values = form
    return client.post(target, data=values | {name: [value] for name, value in fields.items()})


def put(client: FlaskClient, text: str = LIST, **fields: str) -> Any:
    """Paste a list; the answer."""
    return submit(client, form_at(client, "/activities/paste"), **({"when": WHEN, "text": text} | fields))


def table(client: FlaskClient, text: str = LIST) -> str:
    """The address of the table that a list becomes."""
    answer = put(client, text)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def activities(app: Any) -> list[Activity]:
    with app.app_context():
        return list(db.session.scalars(select(Activity).where(Activity.removed_at.is_(None)).order_by(Activity.id)))


def stored(app: Any) -> Paste:
    with app.app_context():
        return db.session.scalars(select(Paste)).one()


def place_of(page: str, words: str) -> str:
    """The prefix of the fields of the row in whose title the words stand."""
    found = re.search(rf'name="(rows-\d+)-title"[^>]*value="[^"]*{words}', page)
    assert found, words
    return found[1]


def test_every_line_becomes_a_row(liaison: Any, app: Any) -> None:
    table(liaison)
    lines = "".join("".join(row["line"].split()) for row in stored(app).drafts)
    assert lines == "".join(LIST.split())


def test_the_page_shows_lines_kinds_and_days(liaison: Any) -> None:
    page = liaison.get(table(liaison)).text
    assert re.search(rf'name="{place_of(page, "ایمنی")}-days"[^>]*value="۲"', page)
    assert page.count('value="workshop" selected') + page.count('selected value="workshop"') == 2


def test_recording_makes_activities_of_the_rows_that_are_kept(liaison: Any, app: Any) -> None:
    url = table(liaison)
    answer = submit(liaison, form_at(liaison, url), do="record")
    assert answer.status_code == 303
    made = [(one.kind, one.title, one.times, one.days, one.precision) for one in activities(app)]
    assert made == [
        (ActivityKind.MEETING_ATTENDED, "جلسات بهزیستی شهر", None, None, "season"),
        (ActivityKind.MEETING_ATTENDED, "جلسه مجمع شهر درباره ساماندهی", 1, None, "season"),
        (ActivityKind.WORKSHOP, "کارگاه ایمنی", 1, 2, "season"),
        (ActivityKind.WORKSHOP, "کارگاه رنگ", 1, None, "season"),
    ]
    assert stored(app).saved_at is not None


def test_what_is_corrected_is_recorded(liaison: Any, app: Any) -> None:
    url = table(liaison)
    row = place_of(liaison.get(url).text, "ایمنی")
    fields = {
        f"{row}-title": "ایمنی در کارگاه",
        f"{row}-kind": "visit",
        f"{row}-when": "مرداد",
        f"{row}-partners": "خانه آفتاب؛ باغ مهر",
    }
    submit(liaison, form_at(liaison, url), do="record", **fields)
    with app.app_context():
        one = db.session.scalars(select(Activity).where(Activity.title == "ایمنی در کارگاه")).one()
        assert (one.kind, one.precision, [p.name for p in one.partners]) == (
            "visit",
            "month",
            ["خانه آفتاب", "باغ مهر"],
        )


def test_a_body_of_the_directory_is_taken_by_its_name(liaison: Any, app: Any, world: Any) -> None:
    url = table(liaison)
    row = place_of(liaison.get(url).text, "ایمنی")
    submit(liaison, form_at(liaison, url), do="record", **{f"{row}-partners": world.welfare.name_fa})
    with app.app_context():
        one = db.session.scalars(select(Activity).where(Activity.title == "کارگاه ایمنی")).one()
        assert [p.agency_id for p in one.partners] == [world.welfare.id]


def test_one_heading_is_recorded_and_the_rest_waits(liaison: Any, app: Any) -> None:
    url = table(liaison)
    number = re.search(r'value="(section-\d+)">[^<]*۲ ', liaison.get(url).text)
    assert number
    submit(liaison, form_at(liaison, url), do=number[1])
    assert {one.kind for one in activities(app)} == {ActivityKind.MEETING_ATTENDED}
    assert stored(app).saved_at is None


def test_a_recorded_row_is_not_recorded_twice(liaison: Any, app: Any) -> None:
    url = table(liaison)
    submit(liaison, form_at(liaison, url), do="section-2")
    submit(liaison, form_at(liaison, url), do="record")
    assert len(activities(app)) == 4


def test_keeping_for_later_records_nothing_and_keeps_what_cannot_be_read(liaison: Any, app: Any) -> None:
    url = table(liaison)
    row = place_of(liaison.get(url).text, "ایمنی")
    submit(liaison, form_at(liaison, url), do="keep", **{f"{row}-days": "چندین"})
    assert activities(app) == []
    assert 'value="چندین"' in liaison.get(url).text


@pytest.mark.parametrize(
    ("field", "typed"), [("days", "چندین"), ("kind", ""), ("title", ""), ("when", "هرگز"), ("days", "9999")]
)
def test_a_row_that_cannot_be_read_records_nothing_and_loses_nothing(
    liaison: Any, app: Any, field: str, typed: str
) -> None:
    url = table(liaison)
    page = liaison.get(url).text
    row, other = place_of(page, "ایمنی"), place_of(page, "رنگ")
    fields = {f"{row}-{field}": typed, f"{other}-title": "رنگ‌های تازه"}
    answer = submit(liaison, form_at(liaison, url), do="record", **fields)
    assert answer.status_code == 422
    assert "رنگ‌های تازه" in answer.text
    assert f'id="{row}-{field}-error"' in answer.text
    assert activities(app) == []


def test_a_stale_table_keeps_what_was_typed(liaison: Any, app: Any) -> None:
    url = table(liaison)
    old = form_at(liaison, url)
    page = liaison.get(url).text
    row = place_of(page, "ایمنی")
    submit(liaison, form_at(liaison, url), do="keep", **{f"{row}-title": "کارگاه نخست"})
    answer = submit(liaison, old, do="record", **{f"{row}-title": "کارگاه دوم"})
    assert answer.status_code == 409
    assert "کارگاه دوم" in answer.text
    assert activities(app) == []


def test_a_stale_table_can_be_sent_again(liaison: Any, app: Any) -> None:
    url = table(liaison)
    old = form_at(liaison, url)
    row = place_of(liaison.get(url).text, "ایمنی")
    submit(liaison, form_at(liaison, url), do="keep", **{f"{row}-title": "کارگاه نخست"})
    answer = submit(liaison, old, do="record", **{f"{row}-title": "کارگاه دوم"})
    again = form_of(answer.text, url)
    assert submit(liaison, again, do="record").status_code == 303
    assert "کارگاه دوم" in [one.title for one in activities(app)]


def test_all_that_was_recorded_is_taken_back_together(liaison: Any, app: Any) -> None:
    url = table(liaison)
    submit(liaison, form_at(liaison, url), do="record")
    liaison.post(f"{url}/take-back")
    assert activities(app) == []
    assert not any(row["activity"] for row in stored(app).drafts)


def test_nothing_is_taken_back_where_nothing_is_recorded(liaison: Any) -> None:
    assert liaison.post(f"{table(liaison)}/take-back").status_code == 409


@pytest.mark.parametrize("text", ["", "  \n ", "سطر\n" * 601, "ا" * 60_001])
def test_a_text_that_is_empty_or_too_long_is_refused_with_words(liaison: Any, app: Any, text: str) -> None:
    answer = put(liaison, text)
    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text


def test_a_row_that_names_a_childs_file_is_refused(liaison: Any, app: Any) -> None:
    url = table(liaison, "بازدیدها:\n- بازدید از خانه کودک C-48213")
    answer = submit(liaison, form_at(liaison, url), do="record")
    assert answer.status_code == 422
    assert activities(app) == []


def test_a_list_of_another_agency_is_not_found(liaison: Any, client: Any, world: Any) -> None:
    url = table(liaison)
    sign_in(client, world.welfare_liaison)
    assert client.get(url).status_code == 404


def test_earlier_lists_are_offered(liaison: Any) -> None:
    url = table(liaison)
    assert url in liaison.get("/activities/paste").text


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_table_costs_the_same_for_two_rows_and_for_forty(liaison: Any, statements: Any, language: str) -> None:
    liaison.set_cookie("lang", language)
    counts = []
    for number in (2, 40):
        url = table(liaison, "بازدیدها:\n" + "\n".join(f"- بازدید {n}" for n in range(number)))
        with statements() as seen:
            assert liaison.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 5


def test_reading_a_list_costs_few_statements(liaison: Any, statements: Any) -> None:
    table(liaison)  # the day's first row of the trail costs two more
    form = form_at(liaison, "/activities/paste")
    with statements() as seen:
        submit(liaison, form, when=WHEN, text=LIST)
    assert len(seen) <= 8
