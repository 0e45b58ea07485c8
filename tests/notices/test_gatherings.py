"""Who is told of meetings, minutes, resolutions and actions: once, never the one who acted, no confidential title."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from coordination.actions.models import ActionState, Extension
from coordination.groups.models import SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.lang import locale
from coordination.lang.zone import local_date
from coordination.meetings.models import ItemState, MeetingState
from coordination.minutes.models import Minutes, MinutesComment, MinutesState, Signature
from coordination.notices.commands import sentence_of
from coordination.notices.models import Notice
from coordination.outbox.delivery import deliver
from coordination.outbox.events import emit
from coordination.outbox.models import Mail
from coordination.resolutions.models import Mandate, ResolutionState
from tests.gatherings import (
    add_action,
    add_attendance,
    add_entry,
    add_invitee,
    add_item,
    add_meeting,
    add_minutes,
    add_resolution,
    add_seat,
)
from tests.world import Somebody, World, get

Built = Callable[[], Any]


def told_as(
    app: Flask, name: str, build: Built, *, by: Somebody | None = None, language: str = "en", **payload: Any
) -> dict[int, str]:
    """What each person is told when an event of the built thing is delivered twice."""
    with app.app_context(), writing():
        event = emit(name, thing_id=build().id, by=by.id if by else 0, **payload)
        db.session.commit()
        event_id = event.id
    for _time in range(2):
        with app.app_context():
            deliver(event_id)
    with app.app_context(), locale.using(language):
        notices = db.session.scalars(select(Notice).where(Notice.event_id == event_id)).all()
        return {notice.person_id: sentence_of(notice.name, notice.params) for notice in notices}


def mailed(app: Flask) -> list[int]:
    with app.app_context():
        return sorted(db.session.scalars(select(Mail.to_person_id)))


@pytest.mark.parametrize(
    "name",
    ["meeting.announce", "meeting.publish_agenda", "meeting.edit", "meeting.cancel", "meeting.declare_no_quorum"],
)
def test_what_becomes_of_a_meeting_is_told_to_those_invited(app: Flask, world: World, name: str) -> None:
    def build() -> Any:
        meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED)
        for person in (world.member, world.secretary):
            add_invitee(meeting, person)
        add_invitee(meeting, world.observer, removed_at=clock.now())
        return meeting

    told = told_as(app, name, build, by=world.secretary)
    assert list(told) == [world.member.id]
    assert "Education Group" in told[world.member.id]


def test_an_invitation_goes_by_its_own_mail_alone(app: Flask, world: World) -> None:
    def build() -> Any:
        meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED)
        add_invitee(meeting, world.member)
        return meeting

    told_as(app, "meeting.announce", build, by=world.secretary)
    assert mailed(app) == []


def proposal(world: World, **columns: Any) -> Built:
    return lambda: add_item(
        world.group, "ثبت‌نام میان‌سال", state=ItemState.PROPOSED, proposer_id=world.member.id, **columns
    )


def test_a_proposal_is_told_to_the_secretary(app: Flask, world: World) -> None:
    told = told_as(app, "agenda_item.propose", proposal(world), by=world.member)
    assert list(told) == [world.secretary.id]
    assert "ثبت‌نام میان‌سال" in told[world.secretary.id]


@pytest.mark.parametrize("name", ["agenda_item.accept", "agenda_item.decline"])
def test_the_answer_to_a_proposal_is_told_to_the_proposer(app: Flask, world: World, name: str) -> None:
    assert list(told_as(app, name, proposal(world), by=world.secretary)) == [world.member.id]


def test_a_confidential_item_is_told_without_its_title(app: Flask, world: World) -> None:
    told = told_as(app, "agenda_item.propose", proposal(world, confidential=True), by=world.member)
    assert "ثبت‌نام" not in told[world.secretary.id]
    assert "a confidential item" in told[world.secretary.id]


def held(world: World, state: MinutesState) -> Any:
    """Minutes of a meeting that the alternate attended."""
    meeting = add_meeting(world.group, state=MeetingState.ENDED, starts_at=clock.now() - timedelta(days=1))
    add_attendance(meeting, world.alternate)
    return add_minutes(meeting, state)


def test_circulated_minutes_are_told_to_members_and_to_who_attended(app: Flask, world: World) -> None:
    told = told_as(app, "minutes.circulate", lambda: held(world, MinutesState.IN_REVIEW), by=world.secretary)
    assert sorted(told) == sorted([world.chair.id, world.member.id, world.pouya_liaison.id, world.alternate.id])


def test_approved_minutes_wait_for_the_chairs_signature(app: Flask, world: World) -> None:
    def build() -> Any:
        minutes = held(world, MinutesState.APPROVED)
        signature = Signature(minutes_id=minutes.id, person_id=world.chair.id, position=1, part=SeatKind.CHAIR)
        signature.state_since = clock.now()
        db.session.add(signature)
        return minutes

    told = told_as(app, "minutes.approve", build, by=world.chair)
    assert "wait for your signature" in told[world.chair.id]
    assert "were approved" in told[world.member.id]
    assert mailed(app) == [world.chair.id]


@pytest.mark.parametrize(("name", "to"), [("minutes.comment", "secretary"), ("minutes.answer_comment", "member")])
def test_a_comment_is_told_to_the_secretary_and_its_answer_to_who_wrote_it(
    app: Flask, world: World, name: str, to: str
) -> None:
    with app.app_context(), writing():
        minutes = held(world, MinutesState.IN_REVIEW)
        comment = MinutesComment(minutes_id=minutes.id, by_id=world.member.id, at=clock.now(), text="نام من نیست.")
        db.session.add(comment)
        db.session.commit()
        comment_id, minutes_id = comment.id, minutes.id
    assert list(told_as(app, name, lambda: get(Minutes, minutes_id), by=world.chair, comment_id=comment_id)) == [
        world.people[to].id
    ]


def test_a_resolution_in_force_is_told_to_the_liaisons_of_those_bound(app: Flask, world: World) -> None:
    def build() -> Any:
        resolution = add_resolution(add_entry(add_meeting(world.group)), ResolutionState.IN_FORCE, number="CE/1405/3")
        for agency in (world.welfare, world.pouya):
            db.session.add(Mandate(resolution_id=resolution.id, agency_id=agency.id))
        return resolution

    told = told_as(app, "resolution.enter_into_force", build)
    assert sorted(told) == sorted([world.welfare_liaison.id, world.pouya_liaison.id])
    assert "CE/1405/3" in told[world.pouya_liaison.id]


def action(world: World, state: ActionState = ActionState.ISSUED, **columns: Any) -> Built:
    return lambda: add_action(
        state,
        owner=world.pouya_worker,
        agency=world.pouya,
        verifier=world.secretary,
        group=world.group,
        number="A-1405-7",
        **columns,
    )


@pytest.mark.parametrize(
    ("name", "to"),
    [
        ("action.issue", "pouya_worker"),
        ("action.dismiss_dispute", "pouya_worker"),
        ("action.transfer", "pouya_worker"),
        ("action.verify", "pouya_worker"),
        ("action.send_back", "pouya_worker"),
        ("action.cancel", "pouya_worker"),
        ("action.accept", "secretary"),
        ("action.dispute", "secretary"),
        ("action.block", "secretary"),
        ("action.report_done", "secretary"),
    ],
)
def test_a_move_of_an_action_is_told_to_the_other_side(app: Flask, world: World, name: str, to: str) -> None:
    told = told_as(app, name, action(world), by=world.chair)
    assert list(told) == [world.people[to].id]
    assert "A-1405-7" in told[world.people[to].id]


def test_the_title_of_a_confidential_action_is_told_to_nobody(app: Flask, world: World) -> None:
    told = told_as(app, "action.issue", action(world, confidential=True, title="پرونده را بیاورید"))
    assert "پرونده" not in told[world.pouya_worker.id]


def test_the_title_of_an_open_action_is_told(app: Flask, world: World) -> None:
    told = told_as(app, "action.issue", action(world, title="فهرست را بفرستید"))
    assert "فهرست را بفرستید" in told[world.pouya_worker.id]


@pytest.mark.parametrize("step", [-7, -3, 0])
def test_the_owner_is_reminded_until_the_day(app: Flask, world: World, step: int) -> None:
    assert list(told_as(app, "action.reminder", action(world), step=step)) == [world.pouya_worker.id]


def test_a_late_action_is_told_to_the_owners_liaison_too(app: Flask, world: World) -> None:
    told = told_as(app, "action.reminder", action(world), step=1)
    assert sorted(told) == sorted([world.pouya_worker.id, world.pouya_liaison.id])
    assert "at your agency" in told[world.pouya_liaison.id]


def more_time(world: World) -> Any:
    extension = Extension(
        action_id=action(world)().id,
        asked_on=local_date(clock.now()),
        reason="مدرسه تعطیل است.",
        asked_by_id=world.pouya_worker.id,
        asked_at=clock.now(),
        state_since=clock.now(),
    )
    db.session.add(extension)
    db.session.flush()
    return extension


@pytest.mark.parametrize(
    ("name", "to"),
    [("extension.request", "secretary"), ("extension.grant", "pouya_worker"), ("extension.refuse", "pouya_worker")],
)
def test_more_time_is_asked_of_the_secretary_and_answered_to_the_owner(
    app: Flask, world: World, name: str, to: str
) -> None:
    assert list(told_as(app, name, lambda: more_time(world), by=world.chair)) == [world.people[to].id]


def test_a_proposed_seat_is_told_to_the_head_of_the_host(app: Flask, world: World) -> None:
    def build() -> Any:
        return add_seat(world.group, world.pouya_worker, agency=world.pouya, confirmed_at=None)

    assert list(told_as(app, "seat.proposed", build, by=world.secretary)) == [world.municipality_head.id]


def test_a_refused_seat_is_told_to_who_proposed_it(app: Flask, world: World) -> None:
    def build() -> Any:
        return add_seat(world.group, world.pouya_worker, confirmed_at=None, proposed_by_id=world.secretary.id)

    assert list(told_as(app, "seat.refused", build, by=world.municipality_head)) == [world.secretary.id]


@pytest.mark.parametrize("name", ["seat.named", "seat.confirmed", "seat.ended"])
def test_what_becomes_of_a_seat_is_told_to_who_holds_it(app: Flask, world: World, name: str) -> None:
    def build() -> Any:
        return add_seat(world.group, world.pouya_worker, agency=world.pouya)

    assert list(told_as(app, name, build, by=world.secretary)) == [world.pouya_worker.id]


def test_a_term_that_ends_is_told_to_holder_secretary_and_liaison(app: Flask, world: World) -> None:
    def build() -> Any:
        today = local_date(clock.now())
        return add_seat(world.group, world.pouya_worker, agency=world.pouya, to_on=today + timedelta(days=60))

    told = told_as(app, "seat.lapses", build)
    assert sorted(told) == sorted([world.pouya_worker.id, world.secretary.id, world.pouya_liaison.id])


def test_a_sentence_is_said_in_the_readers_language(app: Flask, world: World) -> None:
    told = told_as(app, "action.issue", action(world), language="fa")
    assert "اقدام" in told[world.pouya_worker.id]
