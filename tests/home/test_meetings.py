"""«Today» of secretary, chair and member: next meetings, chores of the group, actions; six statements for anybody."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from coordination.actions.models import ActionState
from coordination.groups.models import ApprovalRule, Group, SeatKind
from coordination.home import waiting
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang import zone
from coordination.meetings.models import ItemKind, ItemState, MeetingState
from coordination.minutes.models import MinutesComment, MinutesState, Signature
from tests.gatherings import (
    add_action,
    add_attendance,
    add_entry,
    add_invitee,
    add_item,
    add_meeting,
    add_minutes,
    add_seat,
)
from tests.world import Somebody, World, acting, add_case, add_consent, add_referral, get, sign_in

pytestmark = pytest.mark.both

Counted = Callable[[], AbstractContextManager[list[str]]]


def chores(app: Flask, person: Somebody) -> list[str]:
    """What waits for somebody around meetings, in the order of the page."""
    with app.app_context():
        return [row.what for row in waiting.read(acting(person), meetings=5, changed=5).chores]


def ended(world: World, state: MinutesState) -> Any:
    meeting = add_meeting(world.group, state=MeetingState.ENDED, starts_at=clock.now() - timedelta(days=1))
    add_attendance(meeting, world.member)
    return add_minutes(meeting, state)


def in_session(world: World) -> None:
    add_meeting(world.group, state=MeetingState.IN_SESSION, starts_at=clock.now())


def today(world: World) -> None:
    add_meeting(world.group, state=MeetingState.AGENDA_PUBLISHED, starts_at=clock.now() + timedelta(hours=1))


def without_agenda(world: World) -> None:
    add_meeting(world.group, state=MeetingState.ANNOUNCED, starts_at=clock.now() + timedelta(days=3))


def planned(world: World) -> None:
    add_meeting(world.group, starts_at=clock.now() + timedelta(days=9))


def to_write(world: World) -> None:
    ended(world, MinutesState.DRAFTING)


def circulated(world: World) -> None:
    ended(world, MinutesState.IN_REVIEW)


def commented(world: World) -> None:
    minutes = ended(world, MinutesState.IN_REVIEW)
    db.session.add(MinutesComment(minutes_id=minutes.id, by_id=world.member.id, at=clock.now(), text="تاریخ نیست."))


def approved(world: World) -> None:
    minutes = ended(world, MinutesState.APPROVED)
    signature = Signature(minutes_id=minutes.id, person_id=world.chair.id, position=1, part=SeatKind.CHAIR)
    signature.state_since = clock.now()
    db.session.add(signature)


def proposed(world: World) -> None:
    add_item(world.group, state=ItemState.PROPOSED, proposer_id=world.member.id)


def tabled(world: World) -> None:
    case = add_case(world.municipality)
    basis = add_consent(case, recorded_by=world.municipality_liaison)
    referral = add_referral(case, world.welfare, drafted_by=world.municipality_liaison, basis=basis)
    db.session.flush()
    add_item(world.group, kind=ItemKind.REFERRAL, referral_id=referral.id, confidential=True)


def disputed(world: World) -> None:
    add_action(
        ActionState.DISPUTED,
        owner=world.pouya_worker,
        agency=world.pouya,
        verifier=world.secretary,
        group=world.group,
        dispute_code="date",
    )


def left_over(world: World) -> None:
    minutes = ended(world, MinutesState.SIGNED)
    add_action(
        ActionState.DRAFT,
        owner=world.pouya_worker,
        agency=world.pouya,
        verifier=world.secretary,
        group=world.group,
        meeting_id=minutes.meeting_id,
        due_on=None,
    )


def put_off(world: World) -> None:
    add_meeting(world.group, state=MeetingState.ANNOUNCED, starts_at=clock.now() + timedelta(days=20))
    add_item(world.group, not_before=zone.today() + timedelta(days=19))


@pytest.mark.parametrize(
    ("build", "who", "chore"),
    [
        (in_session, "secretary", "record"),
        (today, "secretary", "hold"),
        (without_agenda, "secretary", "publish"),
        (planned, "secretary", "announce"),
        (to_write, "secretary", "write"),
        (commented, "secretary", "comments"),
        (proposed, "secretary", "proposal"),
        (tabled, "secretary", "escalated"),
        (disputed, "secretary", "dispute"),
        (left_over, "secretary", "left_over"),
        (put_off, "secretary", "prepare"),
        (circulated, "chair", "approve"),
        (approved, "chair", "sign"),
    ],
)
def test_what_waits_in_a_group_waits_for_its_officer_alone(
    app: Flask, world: World, build: Callable[[World], None], who: str, chore: str
) -> None:
    with app.app_context(), writing():
        build(world)
        db.session.commit()
    assert chores(app, world.people[who]) == [chore]
    assert chores(app, world.member) == []


def test_minutes_with_an_open_comment_do_not_wait_for_the_chair(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        commented(world)
        db.session.commit()
    assert chores(app, world.chair) == []


def test_who_attended_is_asked_for_assent_where_everybody_approves(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        get(Group, world.group).approval_rule = ApprovalRule.ALL_ATTENDEES
        circulated(world)
        db.session.commit()
    assert chores(app, world.member) == ["assent"]
    assert chores(app, world.chair) == []


def fill(app: Flask, world: World, count: int) -> None:
    """So many of everything that stands on the page of somebody with posts and seats."""
    with app.app_context(), writing():
        for number in range(count):
            for build in (
                in_session,
                today,
                without_agenda,
                planned,
                to_write,
                commented,
                approved,
                proposed,
                disputed,
            ):
                build(world)
            meeting = add_meeting(
                world.group, state=MeetingState.ANNOUNCED, starts_at=clock.now() + timedelta(days=1, minutes=number)
            )
            add_entry(meeting)
            add_invitee(meeting, world.pouya_liaison)
            add_action(
                ActionState.ISSUED,
                owner=world.pouya_liaison,
                agency=world.pouya,
                verifier=world.secretary,
                group=world.group,
            )
        db.session.commit()


@pytest.mark.parametrize("who", ["secretary", "chair", "pouya_liaison", "observer", "administrator"])
def test_the_page_costs_six_statements_whatever_somebody_holds(
    app: Flask, world: World, statements: Counted, who: str
) -> None:
    if who == "secretary":
        with app.app_context(), writing():
            add_seat(world.lead, world.secretary, SeatKind.CHAIR)
            db.session.commit()
    client = app.test_client()
    sign_in(client, world.people[who])
    counted = []
    for more in (1, 12):
        fill(app, world, more)
        client.get("/")
        with statements() as seen:
            assert client.get("/").status_code == 200
        counted.append(len(seen))
    assert counted[0] == counted[1] <= 6


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_member_sees_action_meeting_and_answers(app: Flask, world: World, language: str) -> None:
    fill(app, world, 1)
    client = app.test_client()
    sign_in(client, world.pouya_liaison)
    client.post("/language", data={"language": language, "next": "/"})
    page = client.get("/").get_data(as_text=True)
    assert "A-1405-" in page
    assert 'name="answer" value="yes"' in page
    assert ("می‌آیم" if language == "fa" else "I come") in page


def test_a_member_without_anything_is_told_what_comes_here(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, world.member)
    assert "اقدامی با شما نیست" in client.get("/").get_data(as_text=True)


def test_the_menu_names_the_seat_of_somebody_without_a_post(app: Flask, world: World) -> None:
    client = app.test_client()
    sign_in(client, world.secretary)
    assert "دبیر، کارگروه آموزش" in client.get("/").get_data(as_text=True)


def test_the_buttons_of_the_page_answer_the_invitation(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED)
        add_invitee(meeting, world.member)
        db.session.commit()
        public_id = meeting.public_id
    client = app.test_client()
    sign_in(client, world.member)
    assert client.post(f"/meetings/{public_id}/answer", data={"answer": "yes"}).status_code == 303
    assert "حضورتان اعلام شده است" in client.get("/").get_data(as_text=True)


def test_a_meeting_that_has_begun_asks_for_no_answer(app: Flask, world: World) -> None:
    with app.app_context(), writing():
        meeting = add_meeting(world.group, state=MeetingState.IN_SESSION, starts_at=clock.now())
        add_invitee(meeting, world.member)
        db.session.commit()
    client = app.test_client()
    sign_in(client, world.member)
    assert 'name="answer"' not in client.get("/").get_data(as_text=True)
