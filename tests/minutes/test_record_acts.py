"""Each press at the recorder's desk: corrections, votes and outcomes, and how a refusal is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select

from coordination.actions.models import Action
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.jalali import to_jalali
from coordination.meetings.models import AgendaEntry, EntryState, Meeting, MeetingState
from coordination.resolutions.models import Resolution, ResolutionState
from tests.gatherings import add_meeting
from tests.minutes.desk import Place, leave_all

JSON = {"Accept": "application/json"}
Counted = Callable[[], AbstractContextManager[list[str]]]


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


def test_a_revision_that_never_was_loses_no_text(place: Place) -> None:
    assert place.save("نکته: متن", revision=7).status_code == 200
    assert place.text() == "نکته: متن"


def test_a_day_of_last_year_is_marked(place: Place) -> None:
    said = place.save("اقدام: متن @رؤیا صالحی تا ۱۴۰۴/۱۰/۱۵").json
    assert said["lacking"] == [0]
    assert place.save("اقدام: متن @رؤیا صالحی تا ۱۵ آبان", revision=said["revision"]).json["lacking"] == []
    assert to_jalali(place.one(Action).due_on) == (1406, 8, 15)


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


def test_the_secretary_is_named_as_verifier_again(place: Place) -> None:
    line = "اقدام: فهرست @رؤیا صالحی تا ۱۵ دی"
    place.save(line)
    fields = {"source": line, "text": "فهرست", "owner": "رؤیا صالحی", "due": "۱۵ دی", "priority": "normal"}
    for verifier, named in ((place.world.chair.public_id, place.world.chair), ("", place.world.secretary)):
        answer = place.post(f"/entries/{place.entries[0]}/line/0", verifier=verifier, **fields)
        assert answer.status_code == 303
        assert place.one(Action).verifier_id == named.id


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


@pytest.mark.parametrize("typed", ["دوازده", "2x", "-1", "1000000"])
def test_votes_that_are_no_number_are_not_taken_for_none(place: Place, typed: str) -> None:
    place.save("مصوبه: ثبت‌نام کنند")
    vote = f"/resolutions/{place.one(Resolution).public_id}/vote"
    answer = place.post(vote, act="adopt", votes_for="۲", votes_against=typed)
    assert answer.status_code == 422
    assert typed in answer.text
    assert place.one(Resolution).state == ResolutionState.PROPOSED


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
