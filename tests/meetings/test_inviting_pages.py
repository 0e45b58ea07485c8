"""Pages around invitations: the link to answer by, the secretary's page, the printed invitation, answers signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings import invitations
from coordination.meetings.invitation_mails import token_of
from coordination.meetings.models import Invitee, Meeting, MeetingState
from coordination.meetings.queries import get_meeting
from tests.gatherings import add_meeting
from tests.pages import send
from tests.world import World, acting, get, sign_in

Statements = Callable[[], AbstractContextManager[list[str]]]


class Booked:
    """A meeting of the education group on the day after tomorrow at ten; each change in a context of its own."""

    def __init__(self, app: Flask, world: World) -> None:
        self.app, self.world = app, world
        with self.rows():
            made = add_meeting(world.group, starts_at=clock.now() + timedelta(days=2))
            self.public_id, self.starts_at, self.ends_at = made.public_id, made.starts_at, made.ends_at
        self.path = f"/meetings/{self.public_id}"

    @contextmanager
    def rows(self) -> Iterator[Session]:
        with self.app.app_context():
            yield db.session()
            db.session.commit()

    def row(self) -> Meeting:
        found = get_meeting(self.public_id)
        assert found is not None
        return found

    def announce(self, *people: Any) -> None:
        """These people (else chair and member) are invited, and the meeting is announced."""
        world = self.world
        with self.rows():
            meeting, who = self.row(), acting(world.secretary)
            invitations.invite(who, meeting, [get(Person, one) for one in people or (world.chair, world.member)])
            meeting.state = MeetingState.ANNOUNCED
            invitations.send(who, meeting)

    def link(self) -> str:
        """The path of the member's link, of the announced meeting."""
        self.announce(self.world.member)
        with self.rows():
            return f"/invitation/{token_of(self.row().invitees[0])}"

    def answers(self) -> list[tuple[str, str]]:
        with self.rows() as session:
            return [(str(one.answer), one.answer_note) for one in session.scalars(select(Invitee).order_by(Invitee.id))]


@pytest.fixture
def booked(app: Flask, world: World) -> Booked:
    return Booked(app, world)


# --- the link to answer by ------------------------------------------------------------------------------------------


def test_the_link_opens_a_page_with_group_time_place_and_nothing_else(
    world: World, booked: Booked, client: FlaskClient
) -> None:
    with booked.rows():
        booked.row().note, booked.row().title = "یادداشت دبیر", "جلسه فوق‌العاده"
    page = client.get(booked.link()).text
    for words in ("کارگروه آموزش", "دوشنبه ۲ آذر ۱۴۰۵", "۱۰:۰۰", "تالار شهرداری"):
        assert words in page
    for name in (world.member.name, world.member.email, "یادداشت دبیر", "جلسه فوق‌العاده"):
        assert name not in page


def test_looking_at_the_link_changes_nothing(world: World, booked: Booked, client: FlaskClient) -> None:
    client.get(booked.link())
    assert booked.answers() == [("none", "")]


@pytest.mark.parametrize("said", ["yes", "no", "perhaps"])
def test_each_answer_by_link_is_kept(world: World, booked: Booked, client: FlaskClient, said: str) -> None:
    path = booked.link()
    assert send(client, path, {"answer": said, "note": "کمی دیر می‌رسم"}).status_code == 303
    assert booked.answers() == [(said, "کمی دیر می‌رسم")]


def test_an_answer_that_is_none_is_refused(world: World, booked: Booked, client: FlaskClient) -> None:
    path = booked.link()
    assert send(client, path, {"answer": "none"}).status_code == 422
    assert booked.answers() == [("none", "")]


def test_the_link_works_until_the_meeting_ends(world: World, booked: Booked, client: FlaskClient) -> None:
    path = booked.link()
    with clock.at(booked.ends_at - timedelta(minutes=1)):
        assert client.get(path).status_code == 200
    with clock.at(booked.ends_at):
        assert client.get(path).status_code == 410


def test_the_link_of_one_taken_off_works_no_longer(world: World, booked: Booked, client: FlaskClient) -> None:
    path = booked.link()
    with booked.rows():
        invitations.remove_invitee(acting(world.secretary), booked.row(), booked.row().invitees[0])
    assert client.get(path).status_code == 410


def test_of_a_cancelled_meeting_the_link_says_so_and_takes_no_answer(
    world: World, booked: Booked, client: FlaskClient
) -> None:
    path = booked.link()
    with booked.rows():
        booked.row().state = MeetingState.CANCELLED
    page = client.get(path)
    assert (page.status_code, 'name="answer"' in page.text) == (200, False)
    assert client.post(path, data={"answer": "yes"}).status_code == 409
    assert booked.answers() == [("none", "")]


def test_addresses_that_open_nothing_are_counted(world: World, client: FlaskClient) -> None:
    seen = [client.get(f"/invitation/{number:032x}").status_code for number in range(32)]
    assert seen == [410] * 30 + [429] * 2


# --- pages --------------------------------------------------------------------------------------------------------


def test_the_secretary_invites_members_others_and_guests(world: World, booked: Booked, client: FlaskClient) -> None:
    sign_in(client, world.secretary)
    path = f"{booked.path}/invite"
    typed = {"person": world.auditor.email, "guest_name": "مهمان نمونه", "guest_email": "guest@example.org"}
    assert send(client, path, typed).status_code == 303
    with booked.rows():
        invited = {one.person_id or one.guest_email for one in booked.row().invitees}
    holders = {world.chair.id, world.secretary.id, world.member.id, world.pouya_liaison.id, world.observer.id}
    assert invited == holders | {world.auditor.id, "guest@example.org"}
    page = client.get(path).text
    assert world.auditor.name in page
    assert "guest@example.org" in page


def test_a_guest_without_an_address_is_refused_beside_the_field(
    world: World, booked: Booked, client: FlaskClient
) -> None:
    sign_in(client, world.secretary)
    answer = send(client, f"{booked.path}/invite", {"guest_name": "مهمان نمونه"})
    assert answer.status_code == 422
    assert 'id="guest_email-error"' in answer.text
    assert booked.answers() == []


def test_the_secretary_takes_somebody_off(world: World, booked: Booked, client: FlaskClient) -> None:
    booked.announce(world.member)
    with booked.rows():
        one = booked.row().invitees[0].public_id
    sign_in(client, world.secretary)
    path = booked.path
    answer = send(client, f"{path}/invite", {"invitee": one}, action=f"{path}/invitees/remove")
    assert answer.status_code == 303
    with booked.rows():
        assert booked.row().invitees[0].removed_at is not None


def test_a_person_and_a_place_booked_twice_are_warned_of_and_not_refused(
    world: World, booked: Booked, client: FlaskClient
) -> None:
    with booked.rows():
        other = add_meeting(world.lead, starts_at=booked.starts_at + timedelta(hours=1))
        invitations.invite(acting(world.reviewer), other, [get(Person, world.member)])
        invitations.invite(acting(world.secretary), booked.row(), [get(Person, world.member)])
    sign_in(client, world.secretary)
    path = f"{booked.path}/invite"
    page = client.get(path).text
    assert page.count("flash-warning") == 2
    assert "قرارگاه راهبر" in page
    assert send(client, path).status_code == 303


def test_a_clash_with_a_confidential_group_does_not_name_it(world: World, booked: Booked, client: FlaskClient) -> None:
    with booked.rows():
        get(Group, world.lead).confidential = True
        add_meeting(world.lead, starts_at=booked.starts_at)
    sign_in(client, world.secretary)
    page = client.get(f"{booked.path}/invite").text
    assert "flash-warning" in page
    assert "قرارگاه راهبر" not in page


def test_a_meeting_right_after_is_no_clash(world: World, booked: Booked, client: FlaskClient) -> None:
    with booked.rows():
        add_meeting(world.lead, starts_at=booked.ends_at)
    sign_in(client, world.secretary)
    assert "flash-warning" not in client.get(f"{booked.path}/invite").text


@pytest.mark.parametrize("who", ["chair", "member", "observer", "pouya_worker"])
def test_only_the_secretary_invites(world: World, booked: Booked, client: FlaskClient, who: str) -> None:
    sign_in(client, getattr(world, who))
    assert client.get(f"{booked.path}/invite").status_code == 404


def test_one_invited_answers_signed_in(world: World, booked: Booked, client: FlaskClient) -> None:
    booked.announce(world.auditor)
    sign_in(client, world.auditor)
    answer = send(client, f"{booked.path}/answer", {"answer": "perhaps"})
    assert answer.status_code == 303
    assert booked.answers() == [("perhaps", "")]


def test_who_is_not_invited_has_nothing_to_answer(world: World, booked: Booked, client: FlaskClient) -> None:
    booked.announce(world.member)
    sign_in(client, world.chair)
    assert client.get(f"{booked.path}/answer").status_code == 404


def test_the_printed_invitation_names_meeting_and_people(world: World, booked: Booked, client: FlaskClient) -> None:
    booked.announce()
    sign_in(client, world.member)
    page = client.get(f"{booked.path}/invitation").text
    for words in ("کارگروه آموزش", "دوشنبه ۲ آذر ۱۴۰۵", world.chair.name):
        assert words in page


def test_the_printed_invitation_of_a_confidential_group_names_nobody(
    world: World, booked: Booked, client: FlaskClient
) -> None:
    with booked.rows():
        get(Group, world.group).confidential = True
    booked.announce()
    sign_in(client, world.member)
    assert world.chair.name not in client.get(f"{booked.path}/invitation").text


def test_pages_of_invitations_take_few_statements(
    world: World, booked: Booked, client: FlaskClient, statements: Statements
) -> None:
    booked.announce()
    with booked.rows():
        for number in range(40):
            invitations._new(booked.row(), guest_name=f"مهمان {number}", guest_email=f"guest{number}@example.org")
    sign_in(client, world.secretary)
    for path in ("invite", "invitation"):
        client.get(f"{booked.path}/{path}")
        with statements() as seen:
            assert client.get(f"{booked.path}/{path}").status_code == 200
        assert len(seen) <= 10, seen


@pytest.mark.parametrize("path", ["invite", "invitation", "answer"])
def test_pages_of_invitations_speak_english(world: World, booked: Booked, client: FlaskClient, path: str) -> None:
    booked.announce(world.secretary)
    with booked.rows():
        get(Person, world.secretary).language = "en"
    sign_in(client, world.secretary)
    page = client.get(f"{booked.path}/{path}")
    assert (page.status_code, 'lang="en"' in page.text) == (200, True)
