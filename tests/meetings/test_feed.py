"""The personal calendar feed: whose meetings it holds, the secret address, and its tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.accounts.presence import hash_token
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings.commands import inviting
from coordination.meetings.models import CalendarFeed, Meeting, MeetingState
from tests.gatherings import add_invitee, add_meeting
from tests.pages import send
from tests.world import Somebody, World, acting, get, sign_in

Statements = Callable[[], AbstractContextManager[list[str]]]


Rows = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def rows(app: Flask) -> Rows:
    """`with rows():` a change in a context of its own, committed."""

    @contextmanager
    def block() -> Iterator[Session]:
        with app.app_context():
            yield db.session()
            db.session.commit()

    return block


def address_of(rows: Rows, person: Somebody) -> str:
    """The path of a fresh feed of the person."""
    with rows():
        return f"/calendar/{inviting.make_feed(acting(person))}.ics"


def events_of(answer: Any) -> list[Any]:
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def test_the_feed_holds_announced_meetings_of_the_persons_groups(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        add_meeting(world.group, state=MeetingState.DRAFT)
        for state in (MeetingState.ANNOUNCED, MeetingState.AGENDA_PUBLISHED, MeetingState.CLOSED):
            add_meeting(world.group, state=state)
        add_meeting(world.lead, state=MeetingState.ANNOUNCED)
    for who in (world.member, world.alternate, world.observer):
        assert len(events_of(client.get(address_of(rows, who)))) == 3


def test_a_meeting_to_which_one_is_invited_is_in_the_feed(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        meeting = add_meeting(world.lead, state=MeetingState.ANNOUNCED)
        add_invitee(meeting, world.auditor)
        uid = meeting.calendar_uid
    assert [str(event["UID"]) for event in events_of(client.get(address_of(rows, world.auditor)))] == [uid]


def test_who_was_taken_off_has_it_no_longer(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        add_invitee(add_meeting(world.lead, state=MeetingState.ANNOUNCED), world.auditor, removed_at=clock.now())
    assert events_of(client.get(address_of(rows, world.auditor))) == []


def test_a_cancelled_meeting_stays_and_says_so(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        add_meeting(world.group, state=MeetingState.CANCELLED, calendar_sequence=3)
    (event,) = events_of(client.get(address_of(rows, world.member)))
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 3)


def test_a_meeting_cancelled_before_it_was_announced_was_never_there(
    rows: Rows, world: World, client: FlaskClient
) -> None:
    with rows():
        add_meeting(world.group, state=MeetingState.CANCELLED).number = None
    assert events_of(client.get(address_of(rows, world.member))) == []


def test_the_feed_names_no_other_person(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        add_invitee(add_meeting(world.group, state=MeetingState.ANNOUNCED), world.chair)
    text = client.get(address_of(rows, world.member)).text
    assert world.chair.email not in text
    assert "ATTENDEE" not in text


def test_the_feed_is_the_same_bytes_while_nothing_changes(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        add_meeting(world.group, state=MeetingState.ANNOUNCED)
    path = address_of(rows, world.member)
    first = client.get(path).data
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert client.get(path).data == first


def test_an_unchanged_feed_is_answered_by_its_tag(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        add_meeting(world.group, state=MeetingState.ANNOUNCED)
    path = address_of(rows, world.member)
    tag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_a_changed_meeting_changes_the_tag(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        meeting_id = add_meeting(world.group, state=MeetingState.ANNOUNCED).id
    path = address_of(rows, world.member)
    tag = client.get(path).headers["ETag"]
    with rows():
        get(Meeting, meeting_id).place = "مدرسه نمونه"
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_the_address_is_shown_once_and_kept_as_a_hash(rows: Rows, world: World, client: FlaskClient) -> None:
    sign_in(client, world.member)
    shown = send(client, "/account/calendar").text
    (token,) = re.findall(r"/calendar/([\w-]+)\.ics", shown)
    with rows() as session:
        assert session.scalars(select(CalendarFeed.token_hash)).one() == hash_token(token)
    assert token not in client.get("/account/calendar").text
    assert client.get(f"/calendar/{token}.ics").mimetype == "text/calendar"


def test_a_replaced_or_revoked_address_works_no_longer(rows: Rows, world: World, client: FlaskClient) -> None:
    first = address_of(rows, world.member)
    second = address_of(rows, world.member)
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    sign_in(client, world.member)
    answer = send(client, "/account/calendar", action="/account/calendar/revoke")
    assert answer.status_code == 303
    assert client.get(second).status_code == 404


def test_a_closed_account_has_no_feed(rows: Rows, world: World, client: FlaskClient) -> None:
    path = address_of(rows, world.member)
    with rows():
        get(Person, world.member).disabled_at = clock.now()
    assert client.get(path).status_code == 404


def test_the_last_reading_is_kept_by_the_hour(rows: Rows, world: World, client: FlaskClient) -> None:
    path = address_of(rows, world.member)
    client.get(path)
    with clock.at(clock.now() + timedelta(minutes=30)):
        client.get(path)
    with rows() as session:
        assert session.scalars(select(CalendarFeed.last_read_at)).one() == clock.now()


def test_guessed_addresses_are_counted(world: World, client: FlaskClient) -> None:
    seen = [client.get(f"/calendar/{number:043x}.ics").status_code for number in range(31)]
    assert seen == [404] * 30 + [429]


@pytest.mark.parametrize("meetings", [2, 100])
def test_a_feed_takes_few_statements_and_fewer_when_unchanged(
    rows: Rows, world: World, client: FlaskClient, statements: Statements, meetings: int
) -> None:
    with rows():
        for number in range(meetings):
            add_meeting(world.group, state=MeetingState.ANNOUNCED, starts_at=clock.now() + timedelta(days=number))
    path = address_of(rows, world.member)
    tag = client.get(path).headers["ETag"]
    with statements() as whole:
        client.get(path)
    with statements() as unchanged:
        client.get(path, headers={"If-None-Match": tag})
    assert (len(whole), len(unchanged)) == (3, 2)


def test_the_page_speaks_english(rows: Rows, world: World, client: FlaskClient) -> None:
    with rows():
        get(Person, world.member).language = "en"
    sign_in(client, world.member)
    assert "My calendar" in client.get("/account/calendar").text
