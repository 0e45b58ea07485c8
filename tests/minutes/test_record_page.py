"""The recorder's desk: what stands on it, what it costs, how a save is answered, and the wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select, update

from coordination.groups.models import Phrase
from coordination.kernel.db import db
from coordination.meetings.models import AgendaItem, Meeting
from coordination.minutes.models import BlockRevision, Minutes, MinutesState
from tests.gatherings import add_action, add_block, add_entry, add_item
from tests.minutes.desk import Place
from tests.world import sign_in

JSON = {"Accept": "application/json"}
Counted = Callable[[], AbstractContextManager[list[str]]]


# --- the page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fa", "en"])
def test_desk_shows_agenda_text_and_records(place: Place, language: str) -> None:
    place.client.post("/language", data={"language": language})
    place.save(
        "مصوبه: کودکان ثبت‌نام شوند\nاقدام: فهرست @انجمن پویای مهر تا ۱۵ دی\nنکته: کلاس\nارجاع: R-1405-12\nمخالف: نه"
    )
    page = place.page()
    assert "ثبت‌نام کودکان" in page
    assert "کودکان ثبت‌نام شوند</p>" in page
    assert "انجمن پویای مهر" in page or "Pouya Society" in page


def test_desk_opens_at_what_is_spoken_about(place: Place) -> None:
    place.post(f"/entries/{place.entries[1]}/speak")
    page = place.client.get(f"/meetings/{place.meeting}/record").text
    assert re.search(r'data-entry="' + re.escape(place.entries[1]), page)


def test_only_the_secretary_takes_minutes(place: Place) -> None:
    sign_in(place.client, place.world.member)
    assert place.client.get(f"/meetings/{place.meeting}/record").status_code == 404
    assert place.save("متن").status_code == 404


def test_desk_has_no_inline_code(place: Place) -> None:
    page = place.page()
    assert " style=" not in page
    assert not re.search(r"<script(?![^>]*src=)", page)


@pytest.mark.parametrize("entries", [2, 40])
def test_desk_costs_the_same_for_two_and_for_forty_entries(place: Place, statements: Counted, entries: int) -> None:
    with place.app.app_context():
        meeting = db.session.scalars(select(Meeting)).one()
        for number in range(entries - 2):
            entry = add_entry(meeting, add_item(place.world.group, f"موضوع شماره {number} از دستور جلسه کارگروه"))
            add_block(entry, "متن " * 200)
            for _ in range(2):
                add_action(entry_id=entry.id, meeting_id=meeting.id, group=place.world.group)
        db.session.commit()
    place.save("\n".join(f"اقدام: کار {n} @انجمن پویای مهر تا {n + 1} دی" for n in range(10)))
    place.page()
    with statements() as seen:
        page = place.page()
    assert len(seen) <= 7, seen
    assert len(page.encode()) <= 90_000


# --- saving ---------------------------------------------------------------------------------------------------------


def test_save_answers_with_revision_and_cards(place: Place) -> None:
    said = place.save("اقدام: فهرست @انجمن پویای مهر").json
    assert (said["revision"], said["mine"], said["lacking"]) == (1, 1, [0])
    assert "text" not in said
    assert "فهرست" in said["cards"]


def test_cards_are_not_sent_twice(place: Place) -> None:
    first = place.save("نکته: یک").json
    assert "cards" not in place.save("نکته: یک\nمتن", 1, tag=first["tag"]).json


def test_text_is_saved_without_a_script(place: Place) -> None:
    answer = place.post(f"/entries/{place.entries[0]}/text", text="متن", revision="0")
    assert answer.status_code == 303
    assert place.text() == "متن"


def test_another_recorder_at_other_lines_is_merged(place: Place) -> None:
    place.save("یک\nدو")
    place.save("یک!\nدو", 1)
    said = place.save("یک\nدو!", 1).json
    assert (said["text"], said["revision"], said["mine"]) == ("یک!\nدو!", 4, 3)


def test_two_texts_are_answered_with_both(place: Place) -> None:
    place.save("یک")
    place.save("یکِ من", 1)
    answer = place.save("یکِ او", 1)
    assert answer.status_code == 409
    assert answer.json["revision"] == 2
    assert "<mark>یکِ من</mark>" in answer.json["clash"]
    assert "<mark>یکِ او</mark>" in answer.json["clash"]


def test_two_texts_are_shown_on_the_page_without_a_script(place: Place) -> None:
    place.save("یک")
    place.save("یکِ من", 1)
    answer = place.post(f"/entries/{place.entries[0]}/text", text="یکِ او", revision="1")
    assert answer.status_code == 409
    assert "<mark>یکِ او</mark>" in answer.text
    settle = f"/entries/{place.entries[0]}/text/settle"
    assert place.post(settle, text="یکِ او", revision="1", seen="2", how="merge").status_code == 303
    assert place.text() == "یکِ من\nیکِ او"


def test_expired_sign_in_gives_the_text_back_with_a_password_field(place: Place) -> None:
    place.client.delete_cookie("hamahang_session")
    answer = place.save("متنی که می‌ماند")
    assert answer.status_code == 401
    assert "متنی که می‌ماند" in answer.text
    assert 'name="again_password"' in answer.text


def test_pull_answers_304_where_nothing_was_saved(place: Place) -> None:
    place.save("یک")
    path = f"/entries/{place.entries[0]}/text"
    tag = place.client.get(path, headers=JSON).headers["ETag"]
    assert place.client.get(path, headers=JSON | {"If-None-Match": tag}).status_code == 304
    place.save("دو", 1)
    assert place.client.get(path, headers=JSON | {"If-None-Match": tag}).json["text"] == "دو"


def test_pull_costs_little(place: Place, statements: Counted) -> None:
    place.save("یک")
    path = f"/entries/{place.entries[0]}/text"
    tag = place.client.get(path, headers=JSON).headers["ETag"]
    with statements() as seen:
        place.client.get(path, headers=JSON | {"If-None-Match": tag})
    assert len(seen) <= 3, seen


def test_save_over_the_wire_costs_few_statements(place: Place, statements: Counted) -> None:
    text = "\n".join(f"اقدام: کار {n} @انجمن پویای مهر تا {n + 1} دی\nمصوبه: تصمیم {n}" for n in range(15))
    place.save(text)
    with statements() as seen:
        place.save(text + "\nگفت‌وگو", 1)
    assert len(seen) <= 12, seen
    with statements() as seen:
        place.save(text.replace("کار 3 ", "کار سوم "), 2)
    assert len(seen) <= 12, seen


def test_circulated_minutes_are_read_only(place: Place) -> None:
    with place.app.app_context():
        db.session.execute(update(Minutes).values(state=MinutesState.IN_REVIEW))
        db.session.commit()
    assert "<textarea" not in place.page()
    answer = place.save("متن")
    assert answer.status_code == 409
    assert answer.json["refused"]


def test_saved_texts_have_their_page(place: Place) -> None:
    place.save("یک")
    place.save("یک\nدو", 1)
    page = place.client.get(f"/entries/{place.entries[0]}/revisions").text
    assert "<ins>دو</ins>" in page


# --- while typing, and on the wall ----------------------------------------------------------------------------------


def test_names_of_the_group_come_first(place: Place) -> None:
    path = f"/meetings/{place.meeting}/record/names"
    assert place.client.get(path, query_string={"q": ""}).json[0] in (
        "بهزیستی سروستان",
        "Sarvestan Welfare Directorate",
    )
    assert place.client.get(path, query_string={"q": "پو"}).json[0] in ("انجمن پویای مهر", "Pouya Society")
    assert "کاوه دادمهر" in place.client.get(path, query_string={"q": "کاوه"}).json


def test_phrases_come_beside_the_text_and_as_a_page(place: Place) -> None:
    with place.app.app_context():
        db.session.add(Phrase(group_id=place.world.group.id, text="مقرر شد … گزارش دهد."))
        db.session.commit()
    path = f"/meetings/{place.meeting}/record/phrases"
    assert "<html" in place.client.get(path).text
    part = place.client.get(path, headers={"HX-Request": "true"}).text
    assert "data-phrase" in part
    assert "<html" not in part


def test_wall_shows_records_without_people_of_other_entries(place: Place) -> None:
    place.post(f"/entries/{place.entries[0]}/speak")
    place.save("متن خصوصی\nمصوبه: ثبت‌نام کنند")
    page = place.client.get(f"/meetings/{place.meeting}/project").text
    assert "ثبت‌نام کنند" in page
    assert "متن خصوصی" not in page


def test_confidential_entry_never_stands_on_the_wall(place: Place) -> None:
    with place.app.app_context():
        db.session.execute(update(AgendaItem).values(confidential=True))
        db.session.commit()
    place.post(f"/entries/{place.entries[0]}/speak")
    place.save("مصوبه: ثبت‌نام محرمانه")
    page = place.client.get(f"/meetings/{place.meeting}/project").text
    assert "ثبت‌نام" not in page


def test_history_keeps_every_save(place: Place) -> None:
    for number in range(5):
        place.save(f"متن {number}", number)
    with place.app.app_context():
        assert len(db.session.scalars(select(BlockRevision)).all()) == 5
