"""The recorder's desk: what stands on it, what it costs, and how each press and each refusal is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from coordination.actions.models import Action
from coordination.groups.models import Phrase
from coordination.groups.queries import standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import today
from coordination.meetings.models import AgendaEntry, AgendaItem, EntryState, Interval, Meeting, MeetingState
from coordination.minutes.models import Block, BlockRevision, Minutes, MinutesState
from coordination.resolutions.models import Resolution, ResolutionState
from tests.gatherings import add_action, add_attendance, add_block, add_entry, add_item, add_meeting, add_minutes
from tests.world import World, sign_in

JSON = {"Accept": "application/json"}
Counted = Callable[[], AbstractContextManager[list[str]]]


@dataclass
class Place:
    """A meeting in session with two entries, three of four voting seats in, and its recorder's browser."""

    app: Flask
    client: FlaskClient
    world: World
    meeting: str
    entries: list[str]

    def page(self, entry: int = 0, **query: str) -> str:
        answer = self.client.get(
            f"/meetings/{self.meeting}/record", query_string={"entry": self.entries[entry]} | query
        )
        assert answer.status_code == 200
        return answer.text

    def save(self, text: str, revision: int = 0, entry: int = 0, **fields: Any) -> Any:
        return self.client.post(
            f"/entries/{self.entries[entry]}/text", data={"text": text, "revision": revision} | fields, headers=JSON
        )

    def post(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, data=fields)

    def text(self, entry: int = 0) -> str:
        with self.app.app_context():
            found = db.session.scalar(
                select(Block.text).join(AgendaEntry).where(AgendaEntry.public_id == self.entries[entry])
            )
            return found or ""

    def one(self, model: Any) -> Any:
        with self.app.app_context():
            row = db.session.scalars(select(model)).one()
            db.session.expunge(row)
            return row

    def state(self, entry: int = 0) -> str:
        with self.app.app_context():
            found = db.session.scalar(select(AgendaEntry.state).where(AgendaEntry.public_id == self.entries[entry]))
            return str(found)


@pytest.fixture
def place(app: Flask, client: FlaskClient, world: World) -> Place:
    with app.app_context():
        begun = clock.now() - timedelta(minutes=30)
        meeting = add_meeting(world.group, state=MeetingState.IN_SESSION, number=23, starts_at=begun)
        add_minutes(meeting)
        entries = [add_entry(meeting, add_item(world.group, title)) for title in ("ثبت‌نام کودکان", "بودجه")]
        for seat in standing_seats(world.group.id, today()):
            if seat.holder is not None:
                add_attendance(meeting, seat.holder, seat=seat)
        db.session.commit()
        made = Place(app, client, world, meeting.public_id, [entry.public_id for entry in entries])
    sign_in(client, world.secretary)
    return made


def leave_all(place: Place) -> None:
    """Everybody goes home: there is no quorum."""
    with place.app.app_context():
        db.session.execute(
            update(Interval).values(to_at=clock.now() - timedelta(minutes=1), from_at=clock.now() - timedelta(hours=1))
        )
        db.session.commit()


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


# --- records --------------------------------------------------------------------------------------------------------


def test_unknown_name_is_marked_on_its_card(place: Place) -> None:
    said = place.save("اقدام: متن @ناشناس تا ۱۵ دی").json
    assert said["lacking"] == [0]
    assert "@ناشناس</bdi></mark>" in said["cards"]


def test_day_that_does_not_exist_is_marked_with_words(place: Place) -> None:
    said = place.save("اقدام: متن @انجمن پویای مهر تا ۳۱ دی").json
    assert said["lacking"] == [0]
    assert "۳۱ دی</bdi></mark>" in said["cards"]
    assert "۳۰" in said["cards"]


def test_missing_date_is_given_by_one_click(place: Place) -> None:
    place.save("اقدام: فهرست @انجمن پویای مهر")
    page = place.page()
    value = re.search(r'name="due" value="([^"]+)"', page)
    assert value
    path = f"/entries/{place.entries[0]}/line"
    place.post(path, index="0", source="اقدام: فهرست @انجمن پویای مهر", due=value[1])
    assert place.text() == f"اقدام: فهرست @انجمن پویای مهر تا {value[1]}"
    assert place.one(Action).due_on is not None


def test_unclear_owner_is_offered_people(place: Place) -> None:
    place.save("اقدام: فهرست @ناشناس تا ۱۵ دی")
    part = place.client.get(f"/entries/{place.entries[0]}/line/0/candidates").text
    assert 'value="رؤیا صالحی"' in part


def test_note_becomes_an_action(place: Place) -> None:
    place.save("نکته: کلاس بگذارند")
    place.post(f"/entries/{place.entries[0]}/line", index="0", source="نکته: کلاس بگذارند", kind="action")
    assert place.text() == "اقدام: کلاس بگذارند"
    assert place.one(Action).title == "کلاس بگذارند"


def test_correction_of_an_action_is_written_into_the_line(place: Place) -> None:
    place.save("اقدام: فهرست @انجمن پویای مهر")
    path = f"/entries/{place.entries[0]}/line/0"
    assert 'name="verifier"' in place.client.get(path, headers={"HX-Request": "true"}).text
    answer = place.post(
        path, source="اقدام: فهرست @انجمن پویای مهر", text="فهرست کامل", owner="رؤیا صالحی", due="۱۵ دی",
        verifier=place.world.chair.public_id, deliverable="فایل", priority="urgent",
    )  # fmt: skip
    assert answer.status_code == 303
    assert place.text() == "اقدام: فهرست کامل @رؤیا صالحی تا ۱۵ دی"
    action = place.one(Action)
    assert (action.owner_id, action.verifier_id) == (place.world.member.id, place.world.chair.id)
    assert (action.deliverable, action.priority) == ("فایل", "urgent")


def test_correction_with_a_day_that_does_not_exist_is_refused_in_words(place: Place) -> None:
    place.save("اقدام: فهرست @انجمن پویای مهر")
    answer = place.post(
        f"/entries/{place.entries[0]}/line/0", source="اقدام: فهرست @انجمن پویای مهر", text="فهرست", due="۳۱ دی",
        owner="انجمن پویای مهر", priority="normal",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "۳۱ دی" in answer.text
    assert place.text() == "اقدام: فهرست @انجمن پویای مهر"


def test_owner_cannot_verify_himself(place: Place) -> None:
    place.save("اقدام: فهرست @رؤیا صالحی تا ۱۵ دی")
    answer = place.post(
        f"/entries/{place.entries[0]}/line/0", source="اقدام: فهرست @رؤیا صالحی تا ۱۵ دی", text="فهرست", due="۱۵ دی",
        owner="رؤیا صالحی", priority="normal", verifier=place.world.member.public_id,
    )  # fmt: skip
    assert answer.status_code == 422


def test_correction_of_a_resolution_names_whom_it_binds(place: Place) -> None:
    place.save("مصوبه: ثبت‌نام کنند")
    answer = place.post(
        f"/entries/{place.entries[0]}/line/0", source="مصوبه: ثبت‌نام کنند", text="ثبت‌نام موقت کنند",
        kind="instruction", agencies=place.world.welfare.public_id,
    )  # fmt: skip
    assert answer.status_code == 303
    assert place.text() == "مصوبه: ثبت‌نام موقت کنند"
    resolution = place.one(Resolution)
    assert (resolution.text, resolution.kind) == ("ثبت‌نام موقت کنند", "instruction")


def test_state_of_a_referral_that_is_not_open_is_not_told(place: Place) -> None:
    part = place.client.get(f"/entries/{place.entries[0]}/referral/R-1405-12").text
    assert "chip" not in part


# --- votes and outcomes ---------------------------------------------------------------------------------------------


def test_consensus_adopts_by_one_press(place: Place) -> None:
    place.save("مصوبه: ثبت‌نام کنند")
    place.post(f"/resolutions/{place.one(Resolution).public_id}/vote", act="consensus")
    resolution = place.one(Resolution)
    assert (resolution.state, resolution.consensus) == (ResolutionState.ADOPTED, True)


def test_counted_votes_are_recorded(place: Place) -> None:
    place.save("مصوبه: ثبت‌نام کنند")
    vote = f"/resolutions/{place.one(Resolution).public_id}/vote"
    place.post(vote, act="adopt", votes_for="۲", votes_against="1", abstentions="")
    resolution = place.one(Resolution)
    assert (resolution.state, resolution.votes_for, resolution.votes_against) == (ResolutionState.ADOPTED, 2, 1)


def test_rejected_by_votes(place: Place) -> None:
    place.save("مصوبه: ثبت‌نام کنند")
    place.post(f"/resolutions/{place.one(Resolution).public_id}/vote", act="reject", votes_for="1", votes_against="2")
    assert place.one(Resolution).state == ResolutionState.REJECTED


def test_vote_is_taken_back(place: Place) -> None:
    place.save("مصوبه: ثبت‌نام کنند")
    vote = f"/resolutions/{place.one(Resolution).public_id}/vote"
    place.post(vote, act="consensus")
    place.post(vote, act="reopen")
    assert place.one(Resolution).state == ResolutionState.PUT


def test_decided_adopts_what_is_proposed(place: Place) -> None:
    place.save("مصوبه: یک\nمصوبه: دو")
    assert place.post(f"/entries/{place.entries[0]}/outcome", outcome="decide").status_code == 303
    assert place.state() == EntryState.DECIDED
    with place.app.app_context():
        assert set(db.session.scalars(select(Resolution.state))) == {ResolutionState.ADOPTED}


def test_resolution_without_quorum_is_refused_in_words(place: Place) -> None:
    place.save("مصوبه: یک")
    leave_all(place)
    answer = place.post(f"/entries/{place.entries[0]}/outcome", outcome="decide")
    assert answer.status_code == 422
    assert "حد نصاب" in answer.text or "quorum" in answer.text
    assert 'role="alert"' in answer.text
    assert "مصوبه: یک" in answer.text
    assert (place.state(), place.one(Resolution).state) == (EntryState.SCHEDULED, ResolutionState.PROPOSED)


def test_decided_without_a_resolution_is_refused_in_words(place: Place) -> None:
    answer = place.post(f"/entries/{place.entries[0]}/outcome", outcome="decide")
    assert answer.status_code == 422
    assert place.state() == EntryState.SCHEDULED


def test_noted(place: Place) -> None:
    place.post(f"/entries/{place.entries[0]}/outcome", outcome="note")
    assert place.state() == EntryState.NOTED


def test_put_off_to_the_next_meeting_by_one_press(place: Place) -> None:
    with place.app.app_context():
        later = add_meeting(place.world.group, starts_at=clock.now() + timedelta(days=40))
        db.session.commit()
        later_id = later.id
    assert place.post(f"/entries/{place.entries[0]}/outcome", outcome="defer").status_code == 303
    assert place.state() == EntryState.DEFERRED
    with place.app.app_context():
        assert (
            db.session.scalar(select(AgendaEntry.deferred_to_id).where(AgendaEntry.public_id == place.entries[0]))
            == later_id
        )


def test_put_off_to_a_day_that_is_said(place: Place) -> None:
    place.post(f"/entries/{place.entries[0]}/outcome", outcome="defer", on="دو ماه")
    assert place.state() == EntryState.DEFERRED


@pytest.mark.parametrize("on", ["۳۱ دی", "هرگز", ""])
def test_put_off_to_no_day_is_refused_in_words(place: Place, on: str) -> None:
    assert place.post(f"/entries/{place.entries[0]}/outcome", outcome="defer", on=on).status_code == 422
    assert place.state() == EntryState.SCHEDULED


@pytest.mark.parametrize("to", ["انجمن پویای مهر", "قرارگاه راهبر"])
def test_referred_to_an_agency_or_a_group(place: Place, to: str) -> None:
    assert place.post(f"/entries/{place.entries[0]}/outcome", outcome="refer", to=to).status_code == 303
    assert place.state() == EntryState.REFERRED


@pytest.mark.parametrize("to", ["", "ناشناس", "سروستان"])
def test_referred_to_nobody_known_is_refused_in_words(place: Place, to: str) -> None:
    answer = place.post(f"/entries/{place.entries[0]}/outcome", outcome="refer", to=to)
    assert answer.status_code == 422
    assert place.state() == EntryState.SCHEDULED


def test_outcome_is_taken_back(place: Place) -> None:
    place.post(f"/entries/{place.entries[0]}/outcome", outcome="note")
    place.post(f"/entries/{place.entries[0]}/outcome", outcome="reopen")
    assert place.state() == EntryState.SCHEDULED


def test_entry_beyond_the_agenda_has_a_reason(place: Place) -> None:
    path = f"/meetings/{place.meeting}/record/entries"
    assert place.post(path, title="خبر تازه", late_reason="", minutes_planned="۵").status_code == 422
    assert place.post(path, title="خبر تازه", late_reason="امروز رسید", minutes_planned="۵").status_code == 303
    assert "خبر تازه" in place.page()


def test_recess_and_its_end_stay_at_the_desk(place: Place) -> None:
    for step, state in (("recess", MeetingState.RECESSED), ("resume", MeetingState.IN_SESSION)):
        answer = place.post(f"/meetings/{place.meeting}/record/{step}", entry=place.entries[1])
        assert answer.location.endswith(f"entry={place.entries[1]}")
        assert place.one(Meeting).state == state


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
