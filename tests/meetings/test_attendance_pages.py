"""The pages of attendance: the sheet by taps and by plain forms, times, guests, recusals; who opens them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.kernel.db import db
from coordination.meetings.models import Attendance, Interval, Meeting, MeetingState, Presence, Recusal
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_entry, add_meeting, add_seat
from tests.world import add_person, get, sign_in

HOUR = timedelta(hours=1)


@pytest.fixture
def meeting(world: Any, app: Any) -> str:
    """A meeting of the education group that was opened an hour ago."""
    with app.app_context():
        found = add_meeting(world.group, state=MeetingState.IN_SESSION, starts_at=MOMENT - HOUR, number=23)
        add_entry(found)
        db.session.commit()
        return found.public_id


@pytest.fixture
def secretary(client: Any, world: Any) -> Any:
    sign_in(client, world.secretary)
    return client


@pytest.fixture
def address(meeting: str) -> str:
    return f"/meetings/{meeting}/attendance"


@pytest.fixture
def row(secretary: Any, address: str, app: Any, world: Any) -> str:
    """The member's line of a sheet that was made."""
    secretary.post(address, data={"do": "make"})
    with app.app_context():
        return db.session.scalars(select(Attendance.public_id).where(Attendance.person_id == world.member.id)).one()


def test_before_the_sheet_is_made_the_page_offers_it(secretary: Any, address: str) -> None:
    assert 'value="make"' in secretary.get(address).text


def test_a_tap_without_script_leads_back_to_the_sheet(secretary: Any, address: str, row: str) -> None:
    answer = secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"})
    assert (answer.status_code, answer.location) == (303, address)


def test_a_tap_with_htmx_gets_the_sheet_alone(secretary: Any, row: str) -> None:
    answer = secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text.lstrip()[:24]) == (200, '<section id="attendance"')


def test_after_a_tap_the_keyboard_stays_on_the_line(secretary: Any, row: str) -> None:
    answer = secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"}, headers={"HX-Request": "true"})
    assert f'id="leave-{row}" autofocus' in answer.text


def test_an_alternate_who_is_in_is_not_offered_once_more(secretary: Any, address: str, row: str) -> None:
    assert f'id="stand_in-{row}"' in secretary.get(address).text
    secretary.post(f"/attendance/{row}/mark", data={"do": "stand_in"})
    assert f'id="stand_in-{row}"' not in secretary.get(address).text


def test_the_quorum_on_the_page_follows_the_tap(secretary: Any, row: str) -> None:
    answer = secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"}, headers={"HX-Request": "true"})
    assert answer.text.count('class="quorum-in"') == 1


def test_a_tap_that_is_refused_is_told_above_the_sheet(secretary: Any, row: str, app: Any) -> None:
    secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"})
    answer = secretary.post(f"/attendance/{row}/mark", data={"do": "absent"}, headers={"HX-Request": "true"})
    assert (answer.status_code, 'role="alert"' in answer.text) == (409, True)


def test_a_button_that_is_not_known_changes_nothing(secretary: Any, row: str) -> None:
    assert secretary.post(f"/attendance/{row}/mark", data={"do": "fly"}).status_code == 422


def test_the_rest_absent_button_marks_everybody(secretary: Any, address: str, row: str, app: Any) -> None:
    secretary.post(address, data={"do": "rest_absent"})
    with app.app_context():
        assert set(db.session.scalars(select(Attendance.presence))) == {Presence.ABSENT}


def test_a_guest_is_put_on_the_sheet(secretary: Any, address: str, row: str) -> None:
    secretary.post(f"{address}/guests", data={"name": "نسیم آذر", "note": "کارشناس"})
    assert "نسیم آذر" in secretary.get(address).text


def test_a_guest_without_a_name_is_refused_beside_the_field(secretary: Any, address: str, row: str) -> None:
    answer = secretary.post(f"{address}/guests", data={"name": "", "note": "کارشناس"})
    assert (answer.status_code, "کارشناس" in answer.text) == (422, True)


@pytest.fixture
def stretch(secretary: Any, row: str, app: Any) -> int:
    secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"})
    with app.app_context():
        return int(db.session.scalars(select(Interval.id)).one())


def test_an_end_before_the_start_is_shown_beside_its_field(secretary: Any, row: str, stretch: int) -> None:
    typed = {f"s{stretch}-from_at": "۱۴۰۵/۰۸/۳۰ ۱۰:۰۰", f"s{stretch}-to_at": "۱۴۰۵/۰۸/۳۰ ۰۹:۰۰"}
    answer = secretary.post(f"/attendance/{row}/times/{stretch}", data=typed)
    assert (answer.status_code, "۰۹:۰۰" in answer.text) == (422, True)


def test_times_are_corrected(secretary: Any, row: str, stretch: int, app: Any) -> None:
    typed = {f"s{stretch}-from_at": "۱۴۰۵/۰۸/۳۰ ۰۹:۱۵", f"s{stretch}-to_at": "۱۴۰۵/۰۸/۳۰ ۰۹:۴۵"}
    secretary.post(f"/attendance/{row}/times/{stretch}", data=typed)
    with app.app_context():
        found = get(Interval, stretch)
        assert (found.to_at or MOMENT) - found.from_at == timedelta(minutes=30)


def test_a_stretch_is_taken_off(secretary: Any, row: str, stretch: int, app: Any) -> None:
    secretary.post(f"/attendance/{row}/times/{stretch}", data={"do": "remove"})
    with app.app_context():
        assert db.session.scalars(select(Interval.id)).all() == []


def test_a_stretch_of_somebody_else_is_not_found(secretary: Any, row: str, stretch: int, app: Any, world: Any) -> None:
    with app.app_context():
        other = db.session.scalars(select(Attendance.public_id).where(Attendance.person_id == world.chair.id)).one()
    assert secretary.post(f"/attendance/{other}/times/{stretch}", data={"do": "remove"}).status_code == 404


def test_somebody_is_recused_from_an_entry(secretary: Any, meeting: str, row: str, app: Any) -> None:
    with app.app_context():
        entry = add_entry(db.session.scalars(select(Meeting)).one()).public_id
        db.session.commit()
    secretary.post(f"/meetings/{meeting}/recusals", data={"entry": entry, "row": row, "reason": "ذی‌نفع"})
    assert "ذی‌نفع" in secretary.get(f"/meetings/{meeting}/recusals").text
    secretary.post(f"/meetings/{meeting}/recusals", data={"entry": entry, "row": row, "do": "remove"})
    with app.app_context():
        assert db.session.scalars(select(Recusal.id)).all() == []


def test_an_entry_of_another_meeting_is_no_choice(secretary: Any, meeting: str, row: str, app: Any, world: Any) -> None:
    with app.app_context():
        entry = add_entry(add_meeting(world.group)).public_id
        db.session.commit()
    answer = secretary.post(f"/meetings/{meeting}/recusals", data={"entry": entry, "row": row})
    assert answer.status_code == 422


@pytest.mark.parametrize("who", ["member", "observer", "welfare_liaison"])
def test_the_sheet_is_for_secretary_and_chair(who: str, client: Any, world: Any, address: str) -> None:
    sign_in(client, getattr(world, who))
    assert client.get(address).status_code == 404


def test_after_the_end_the_sheet_can_still_be_corrected(secretary: Any, address: str, row: str, app: Any) -> None:
    with app.app_context():
        found = db.session.scalars(select(Meeting)).one()
        found.state, found.ended_at = MeetingState.ENDED, MOMENT
        db.session.commit()
    secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"})
    assert 'class="quorum-in"' in secretary.get(address).text


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("part", ["attendance", "recusals"])
def test_the_pages_are_there_in_both_languages(
    secretary: Any, meeting: str, row: str, language: str, part: str
) -> None:
    secretary.post("/language", data={"language": language})
    assert secretary.get(f"/meetings/{meeting}/{part}").status_code == 200


@pytest.mark.parametrize("members", [2, 40])
def test_the_sheet_costs_the_same_with_few_and_many(
    members: int, secretary: Any, meeting: str, address: str, app: Any, world: Any, statements: Any
) -> None:
    with app.app_context():
        found = db.session.scalars(select(Meeting)).one()
        for number in range(members):
            person = add_person(f"عضو {number}")
            seat = add_seat(world.group, person, agency=world.welfare, alternate=world.alternate)
            add_attendance(found, person, seat=seat)
        db.session.commit()
    with statements() as seen:
        assert secretary.get(address).status_code == 200
    assert len(seen) <= 7


def test_a_tap_costs_at_most_eleven_statements(secretary: Any, row: str, statements: Any) -> None:
    with statements() as seen:
        secretary.post(f"/attendance/{row}/mark", data={"do": "arrive"})
    # One more than a move: the stretches are read once the line is held.
    assert len(seen) <= 11, "\n".join(s[:110] for s in seen)
