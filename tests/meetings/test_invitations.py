"""Invitations: who is told what and when, what the calendar files say, and answers without signing in."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.accounts.presence import hash_token
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.meetings import invitations
from coordination.meetings.invitation_mails import answer_link, token_of
from coordination.meetings.models import Answer, Meeting, MeetingState, Purpose
from coordination.meetings.queries import get_meeting
from coordination.outbox import outbox
from coordination.outbox.events import Event, listeners_of
from coordination.outbox.mail import BODY_PLACE
from coordination.outbox.models import Mail, OutboxEvent
from coordination.vault.seal import INSTALLATION, place, unseal_json
from tests.gatherings import add_entry, add_item, add_meeting
from tests.world import World, acting, get

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def meeting(session: Session, world: World) -> Meeting:
    """A planned meeting of the education group on the day after tomorrow at ten."""
    made = add_meeting(world.group, starts_at=clock.now() + timedelta(days=2), number=23)
    session.commit()
    return loaded(made)


def loaded(meeting: Meeting) -> Meeting:
    public_id = meeting.public_id
    db.session.expire_all()
    found = get_meeting(public_id)
    assert found is not None
    return found


def announced(meeting: Meeting, world: World, *people: Any) -> Meeting:
    """The meeting with these people (else chair and member) invited, announced and told."""
    who = acting(world.secretary)
    invitations.invite(who, meeting, [get(Person, one) for one in people or (world.chair, world.member)])
    meeting.state = MeetingState.ANNOUNCED
    invitations.send(who, meeting)
    db.session.commit()
    return loaded(meeting)


def mails(session: Session) -> list[tuple[Mail, dict[str, Any]]]:
    """All mails with their unsealed bodies, oldest first, once the outbox has done what waits; they are taken away."""
    session.flush()
    for row in session.scalars(
        select(OutboxEvent).where(OutboxEvent.name.like("invitation.%")).order_by(OutboxEvent.id)
    ):
        for listener in listeners_of(row.name):
            listener.handle(Event(row.id, row.name, row.at, row.payload))
        session.delete(row)
    session.flush()
    rows = session.scalars(select(Mail).order_by(Mail.id)).all()
    found = [(row, unseal_json(INSTALLATION, row.body_sealed, place(BODY_PLACE, row.public_id))) for row in rows]
    for row in rows:
        session.delete(row)
    session.flush()
    return found


def events_of(found: list[tuple[Mail, dict[str, Any]]]) -> list[Any]:
    return [Calendar.from_ical(body["calendar"]).walk("VEVENT")[0] for _mail, body in found]


def attendees(event: Any) -> list[str]:
    found = event["ATTENDEE"]
    return [one.email for one in (found if isinstance(found, list) else [found])]


# --- who is invited -----------------------------------------------------------------------------------------------


def test_an_invited_member_is_tied_to_the_seat(session: Session, world: World, meeting: Meeting) -> None:
    people = [get(Person, world.member), get(Person, world.alternate), get(Person, world.auditor)]
    invited = invitations.invite(acting(world.secretary), meeting, people)
    assert invited[0].seat_id == invited[1].seat_id
    assert [one.seat_id is None for one in invited] == [False, False, True]


def test_nobody_is_invited_twice(session: Session, world: World, meeting: Meeting) -> None:
    member = get(Person, world.member)
    invitations.invite(acting(world.secretary), meeting, [member])
    assert invitations.invite(acting(world.secretary), meeting, [member]) == []
    assert len(meeting.invitees) == 1


def test_inviting_to_a_planned_meeting_sends_nothing(session: Session, world: World, meeting: Meeting) -> None:
    invitations.invite(acting(world.secretary), meeting, [get(Person, world.member)])
    assert mails(session) == []


def test_a_guest_needs_an_address(session: Session, world: World, meeting: Meeting) -> None:
    with pytest.raises(Invalid, match="address is missing"):
        invitations.invite_guest(acting(world.secretary), meeting, name="مهمان نمونه", email="")
    with pytest.raises(Invalid, match="no e-mail address"):
        invitations.invite_guest(acting(world.secretary), meeting, name="مهمان نمونه", email="a b@c")


@pytest.mark.parametrize("state", [MeetingState.IN_SESSION, MeetingState.ENDED, MeetingState.CANCELLED])
def test_nobody_is_invited_to_a_meeting_that_was_opened_or_is_over(
    session: Session, world: World, meeting: Meeting, state: MeetingState
) -> None:
    meeting.state, meeting.opened_at, meeting.ended_at = state, clock.now(), clock.now()
    with pytest.raises(WrongState):
        invitations.invite(acting(world.secretary), meeting, [get(Person, world.member)])


# --- mails and calendar files ---------------------------------------------------------------------------------------


def test_announcing_sends_each_a_request_with_sequence_zero(session: Session, world: World, meeting: Meeting) -> None:
    announced(meeting, world)
    found = mails(session)
    assert [mail.to_person_id for mail, _body in found] == [world.chair.id, world.member.id]
    assert [body["method"] for _mail, body in found] == ["REQUEST", "REQUEST"]
    assert [(event["UID"], int(event["SEQUENCE"])) for event in events_of(found)] == [(meeting.calendar_uid, 0)] * 2


def test_the_mail_says_group_jalali_day_hours_and_place(session: Session, world: World, meeting: Meeting) -> None:
    announced(meeting, world)
    (_mail, body), _other = mails(session)
    assert body["subject"].startswith("دعوت: ")
    assert "۲۳" in body["subject"]
    for words in ("کارگروه آموزش", "دوشنبه ۲ آذر ۱۴۰۵", "۱۰:۰۰", "۱۲:۰۰", "تالار شهرداری"):
        assert words in body["text"]
    (event, _other_event) = events_of([(_mail, body), (_mail, body)])
    assert "دوشنبه ۲ آذر ۱۴۰۵" in event["DESCRIPTION"]


def test_an_english_reader_is_written_to_in_english(session: Session, world: World, meeting: Meeting) -> None:
    get(Person, world.chair).language = "en"
    session.flush()
    announced(meeting, world, world.chair)
    ((mail, body),) = mails(session)
    assert (mail.language, body["subject"]) == ("en", "Invitation: Meeting 23, Education Group")


def test_sequence_grows_with_time_place_and_state_only(session: Session, world: World, meeting: Meeting) -> None:
    who = acting(world.secretary)
    meeting = announced(meeting, world)
    mails(session)
    seen = []
    for name, value in (
        ("note", "کارت همراه بیاورید."),
        ("title", "جلسه فوق‌العاده"),
        ("place", "مدرسه نمونه"),
        ("ends_at", meeting.ends_at + timedelta(minutes=30)),
        ("state", MeetingState.AGENDA_PUBLISHED),
    ):
        setattr(meeting, name, value)
        invitations.send(who, meeting)
        seen.append((name, [int(event["SEQUENCE"]) for event in events_of(mails(session))]))
    assert seen == [("note", []), ("title", []), ("place", [1, 1]), ("ends_at", [2, 2]), ("state", [3, 3])]


def test_telling_again_without_a_change_sends_nothing(session: Session, world: World, meeting: Meeting) -> None:
    meeting = announced(meeting, world)
    mails(session)
    invitations.send(acting(world.secretary), meeting)
    assert mails(session) == []


def test_cancelling_sends_cancel_with_the_next_sequence_and_the_reason(
    session: Session, world: World, meeting: Meeting
) -> None:
    meeting = announced(meeting, world)
    mails(session)
    meeting.state, meeting.reason = MeetingState.CANCELLED, "همایش کشوری"
    invitations.send(acting(world.secretary), meeting)
    found = mails(session)
    assert [body["method"] for _mail, body in found] == ["CANCEL", "CANCEL"]
    assert [(event["UID"], int(event["SEQUENCE"]), event["STATUS"]) for event in events_of(found)] == [
        (meeting.calendar_uid, 1, "CANCELLED")
    ] * 2
    assert "همایش کشوری" in found[0][1]["text"]


def test_a_planned_meeting_that_is_cancelled_tells_nobody(session: Session, world: World, meeting: Meeting) -> None:
    invitations.invite(acting(world.secretary), meeting, [get(Person, world.member)])
    meeting.state = MeetingState.CANCELLED
    invitations.send(acting(world.secretary), meeting)
    assert mails(session) == []


def test_who_is_taken_off_alone_gets_a_cancel(session: Session, world: World, meeting: Meeting) -> None:
    meeting = announced(meeting, world)
    mails(session)
    one = next(one for one in meeting.invitees if one.person_id == world.member.id)
    invitations.remove_invitee(acting(world.secretary), meeting, one)
    found = mails(session)
    assert [(mail.to_person_id, body["method"]) for mail, body in found] == [(world.member.id, "CANCEL")]
    assert [int(event["SEQUENCE"]) for event in events_of(found)] == [0]
    assert attendees(events_of(found)[0]) == [world.member.email]
    assert one.token_hash is None


def test_who_comes_later_alone_gets_the_request(session: Session, world: World, meeting: Meeting) -> None:
    meeting = announced(meeting, world)
    mails(session)
    invitations.invite_guest(acting(world.secretary), meeting, name="مهمان نمونه", email="Guest@Example.org")
    found = mails(session)
    assert [(mail.to_person_id, body["address"], body["method"]) for mail, body in found] == [
        (None, "guest@example.org", "REQUEST")
    ]
    assert [int(event["SEQUENCE"]) for event in events_of(found)] == [0]
    assert meeting.calendar_sequence == 0


def test_who_was_taken_off_and_comes_back_is_invited_anew(session: Session, world: World, meeting: Meeting) -> None:
    who = acting(world.secretary)
    meeting = announced(meeting, world)
    mails(session)
    one = next(one for one in meeting.invitees if one.person_id == world.member.id)
    one.answer = Answer.NO
    invitations.remove_invitee(who, meeting, one)
    assert [body["method"] for _mail, body in mails(session)] == ["CANCEL"]
    invitations.invite(who, meeting, [get(Person, world.member)])
    assert [body["method"] for _mail, body in mails(session)] == ["REQUEST"]
    assert (one.removed_at, one.answer, one.token_hash) == (None, Answer.NONE, hash_token(token_of(one)))


def test_attendees_see_each_other(session: Session, world: World, meeting: Meeting) -> None:
    announced(meeting, world)
    wanted = [world.chair.email, world.member.email]
    assert [attendees(event) for event in events_of(mails(session))] == [wanted, wanted]


def test_in_a_confidential_group_each_sees_only_himself(session: Session, world: World, meeting: Meeting) -> None:
    get(Group, world.group).confidential = True
    session.flush()
    announced(meeting, world)
    found = mails(session)
    assert [attendees(event) for event in events_of(found)] == [[world.chair.email], [world.member.email]]
    assert world.member.email not in str(found[0][1])


def test_a_published_agenda_stands_in_the_mail_without_what_is_confidential(
    session: Session, world: World, meeting: Meeting
) -> None:
    meeting = announced(meeting, world)
    mails(session)
    add_entry(meeting, add_item(world.group, "ثبت‌نام در مدرسه"), purpose=Purpose.DECISION)
    add_entry(meeting, add_item(world.group, "موضوع محرمانه", confidential=True))
    meeting.state = MeetingState.AGENDA_PUBLISHED
    invitations.send(acting(world.secretary), meeting)
    said = [body["text"] + body["calendar"] for _mail, body in mails(session)]
    assert all("ثبت‌نام در مدرسه" in text for text in said)
    assert all("موضوع محرمانه" not in text for text in said)


def test_the_agenda_of_a_confidential_group_stands_in_no_mail(session: Session, world: World, meeting: Meeting) -> None:
    get(Group, world.group).confidential = True
    meeting = announced(meeting, world)
    mails(session)
    add_entry(meeting, add_item(world.group, "ثبت‌نام در مدرسه"))
    meeting.state = MeetingState.AGENDA_PUBLISHED
    invitations.send(acting(world.secretary), meeting)
    assert all("ثبت‌نام در مدرسه" not in str(body) for _mail, body in mails(session))


def test_another_time_takes_answers_back_and_another_place_does_not(
    session: Session, world: World, meeting: Meeting
) -> None:
    who = acting(world.secretary)
    meeting = announced(meeting, world)
    for one in meeting.invitees:
        one.answer, one.answered_at = Answer.YES, clock.now()
    meeting.place = "مدرسه نمونه"
    invitations.send(who, meeting)
    session.flush()
    assert [one.answer for one in loaded(meeting).invitees] == [Answer.YES, Answer.YES]
    meeting.starts_at += timedelta(minutes=30)
    invitations.send(who, meeting)
    session.flush()
    assert [one.answer for one in loaded(meeting).invitees] == [Answer.NONE, Answer.NONE]


def test_a_closed_account_is_not_written_to(session: Session, world: World, meeting: Meeting) -> None:
    get(Person, world.member).disabled_at = clock.now()
    session.flush()
    announced(meeting, world)
    assert [mail.to_person_id for mail, _body in mails(session)] == [world.chair.id]


def test_telling_forty_takes_as_many_statements_as_telling_two(
    session: Session, world: World, meeting: Meeting, statements: Statements
) -> None:
    counts = []
    for number in (2, 40):
        fresh = add_meeting(world.group, starts_at=clock.now() + timedelta(days=number))
        session.flush()
        for n in range(number):
            invitations._new(fresh, guest_name=f"مهمان {n}", guest_email=f"guest{n}@example.org")
        session.commit()
        fresh = loaded(fresh)
        fresh.state = MeetingState.ANNOUNCED
        with statements() as seen:
            invitations.send(acting(world.secretary), fresh)
            session.commit()
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.both
def test_a_sent_invitation_is_a_mail_with_its_file(session: Session, world: World, meeting: Meeting) -> None:
    from coordination.outbox import relay

    meeting = announced(meeting, world, world.chair)
    session.rollback()
    relay.step()
    relay.step()
    (path,) = outbox().mail_dir.glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "text/calendar", "application/ics"]


# --- the link to answer by ------------------------------------------------------------------------------------------


def test_the_link_stands_in_the_mail_and_only_its_hash_in_the_database(
    session: Session, world: World, meeting: Meeting
) -> None:
    meeting = announced(meeting, world, world.member)
    (one,) = meeting.invitees
    ((_mail, body),) = mails(session)
    (token,) = re.findall(r"/invitation/(\w+)", body["text"])
    assert one.token_hash == hash_token(token)
    assert token not in body["calendar"]
    assert answer_link(one).endswith(token)


def test_each_mail_bears_the_same_link(session: Session, world: World, meeting: Meeting) -> None:
    meeting = announced(meeting, world, world.member)
    found = mails(session)
    meeting.place = "مدرسه نمونه"
    invitations.send(acting(world.secretary), meeting)
    links = [re.findall(r"/invitation/\w+", body["text"]) for _mail, body in found + mails(session)]
    assert len(links) == 2
    assert links[0] == links[1]
