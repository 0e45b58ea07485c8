"""Every need of a meeting's moves refuses once, and what follows from the moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.access.actor import Actor
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, Unmet, WrongState
from coordination.meetings import commands, consequences, queries
from coordination.meetings.commands import attending
from coordination.meetings.models import AgendaEntry, EntryState, ItemState, Meeting, MeetingState, Presence
from coordination.minutes.models import MinutesState
from coordination.outbox.models import OutboxEvent
from tests.gatherings import add_attendance, add_entry, add_invitee, add_item, add_meeting, add_minutes
from tests.world import World, acting


@pytest.fixture(autouse=True)
def _session(session: Session, world: World) -> None:
    """Every test acts in one session on the world."""


def meeting_of(world: World, state: MeetingState, **columns: Any) -> Meeting:
    meeting = add_meeting(world.group, state=state, **columns)
    found = queries.get_meeting(meeting.public_id)
    assert found is not None
    return found


def missing(step: Callable[[], object]) -> set[str]:
    with pytest.raises(Unmet) as refused:
        step()
    return set(refused.value.needs)


def test_meeting_announce_needs_start_end_place(world: World) -> None:
    meeting = meeting_of(world, MeetingState.DRAFT, place="")
    commands.invite_members(acting(world.secretary), meeting)
    assert missing(lambda: commands.announce(acting(world.secretary), meeting)) == {"start_end_place"}


def test_meeting_announce_needs_has_invitee(world: World) -> None:
    meeting = meeting_of(world, MeetingState.DRAFT)
    assert missing(lambda: commands.announce(acting(world.secretary), meeting)) == {"has_invitee"}


def test_meeting_publish_agenda_needs_has_entry(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    assert missing(lambda: commands.publish_agenda(acting(world.secretary), meeting)) == {"has_entry"}


def test_meeting_open_needs_attendance_sheet(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    assert missing(lambda: commands.open_(acting(world.chair), meeting)) == {"attendance_sheet"}


def test_meeting_end_needs_every_entry_has_outcome(world: World) -> None:
    meeting = meeting_of(world, MeetingState.IN_SESSION)
    add_entry(meeting)
    add_attendance(meeting, world.member)
    assert missing(lambda: commands.end(acting(world.chair), meeting)) == {"every_entry_has_outcome"}


def test_meeting_end_needs_attendance_complete(world: World) -> None:
    meeting = meeting_of(world, MeetingState.IN_SESSION)
    add_attendance(meeting, world.member, present=False).presence = Presence.EXPECTED
    assert missing(lambda: commands.end(acting(world.chair), meeting)) == {"attendance_complete"}


def test_meeting_reopen_needs_within_24_hours(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ENDED, ended_at=clock.now() - timedelta(hours=25))
    assert missing(lambda: commands.reopen(acting(world.secretary), meeting)) == {"within_24_hours"}


def test_meeting_reopen_needs_minutes_drafting(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ENDED, ended_at=clock.now())
    add_minutes(meeting, MinutesState.IN_REVIEW)
    assert missing(lambda: commands.reopen(acting(world.secretary), meeting)) == {"minutes_drafting"}


def test_meeting_declare_no_quorum_needs_attendance_shows_shortfall(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    chair = acting(world.chair)
    assert missing(lambda: commands.declare_no_quorum(chair, meeting)) == {"attendance_shows_shortfall"}


def test_meeting_cancel_needs_reason(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    assert missing(lambda: commands.cancel(acting(world.secretary), meeting, reason="")) == {"reason"}


def test_meeting_close_needs_minutes_signed(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ENDED)
    add_minutes(meeting, MinutesState.APPROVED)
    assert missing(lambda: commands.close(meeting)) == {"minutes_signed"}


def test_signed_minutes_close_the_meeting(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ENDED)
    add_minutes(meeting, MinutesState.SIGNED)
    commands.close(meeting)
    assert meeting.state == MeetingState.CLOSED


def test_a_member_may_not_announce(world: World) -> None:
    meeting = meeting_of(world, MeetingState.DRAFT)
    with pytest.raises(Refused):
        commands.announce(acting(world.member), meeting)


def test_meetings_are_numbered_as_they_are_announced(world: World) -> None:
    secretary = acting(world.secretary)
    numbers = []
    for day in (3, 1, 2):
        meeting = meeting_of(world, MeetingState.DRAFT, starts_at=clock.now() + timedelta(days=day))
        meeting.number = None
        commands.invite_members(secretary, meeting)
        commands.announce(secretary, meeting)
        numbers.append(meeting.number)
    assert numbers == [1, 2, 3]


def test_members_are_those_who_hold_a_seat(world: World) -> None:
    meeting = meeting_of(world, MeetingState.DRAFT)
    commands.invite_members(acting(world.secretary), meeting)
    people = {one.person_id for one in meeting.invitees}
    assert {world.chair.id, world.secretary.id, world.member.id, world.pouya_liaison.id} <= people


def test_members_are_not_invited_beside_those_chosen(world: World) -> None:
    meeting = add_meeting(world.group)
    add_invitee(meeting, world.member)
    found = queries.get_meeting(meeting.public_id)
    assert found is not None
    commands.invite_members(acting(world.secretary), found)
    assert [one.person_id for one in found.invitees] == [world.member.id]


def test_a_meeting_opens_with_what_follows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Meeting] = []
    monkeypatch.setattr(consequences, "OPENED", [lambda _actor, meeting: seen.append(meeting)])
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    attending.make_sheet(acting(world.secretary), meeting)
    commands.open_(acting(world.chair), meeting)
    assert seen == [meeting]
    assert meeting.opened_at == clock.now()


def test_a_recess_is_kept_with_both_moments(world: World) -> None:
    meeting, chair = meeting_of(world, MeetingState.IN_SESSION), acting(world.chair)
    start = clock.now()
    commands.recess(chair, meeting)
    with clock.at(start + timedelta(minutes=20)):
        commands.resume(chair, meeting)
    assert meeting.recesses == [[start.isoformat(), (start + timedelta(minutes=20)).isoformat()]]


def test_the_end_of_a_recessed_meeting_ends_its_recess(world: World) -> None:
    meeting, chair = meeting_of(world, MeetingState.IN_SESSION), acting(world.chair)
    add_attendance(meeting, world.member, present=False)
    commands.recess(chair, meeting)
    commands.end(chair, meeting)
    assert len(meeting.recesses[-1]) == 2


def test_a_cancelled_meeting_leaves_its_items_open(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    entry = add_entry(meeting)
    commands.cancel(acting(world.secretary), meeting, reason="تعطیلی ناگهانی")
    assert (entry.state, entry.item.state) == (EntryState.NOT_REACHED, ItemState.OPEN)


def without_quorum(world: World) -> Meeting:
    meeting = meeting_of(world, MeetingState.ANNOUNCED)
    for title in ("نخست", "دوم"):
        add_entry(meeting, add_item(world.group, title))
    attending.make_sheet(acting(world.secretary), meeting)
    attending.rest_absent(acting(world.secretary), meeting)
    commands.declare_no_quorum(acting(world.chair), meeting)
    return meeting


def test_a_meeting_without_quorum_leaves_its_items_open(world: World) -> None:
    meeting = without_quorum(world)
    entries = queries.list_entries(meeting.id)
    assert {(one.state, one.item.state) for one in entries} == {(EntryState.NOT_REACHED, ItemState.OPEN)}


def test_a_second_call_has_the_same_agenda(world: World) -> None:
    meeting, secretary = without_quorum(world), acting(world.secretary)
    starts = clock.now() + timedelta(days=3)
    again = commands.call_again(
        secretary, meeting, starts_at=starts, ends_at=starts + timedelta(hours=1), place="همان جا"
    )
    assert again.second_call_of_id == meeting.id
    assert [one.title for one in queries.list_entries(again.id)] == ["نخست", "دوم"]
    with pytest.raises(WrongState):
        commands.call_again(secretary, meeting, starts_at=starts, ends_at=starts + timedelta(hours=1), place="")


def test_a_meeting_that_was_held_gets_no_second_call(world: World) -> None:
    meeting, starts = meeting_of(world, MeetingState.ENDED), clock.now() + timedelta(days=3)
    with pytest.raises(WrongState):
        commands.call_again(
            acting(world.secretary), meeting, starts_at=starts, ends_at=starts + timedelta(hours=1), place=""
        )


def test_a_meeting_moved_after_its_announcement_is_told(world: World) -> None:
    meeting, secretary = meeting_of(world, MeetingState.DRAFT), acting(world.secretary)
    commands.invite_members(secretary, meeting)
    commands.announce(secretary, meeting)
    starts = meeting.starts_at + timedelta(days=1)
    commands.edit(secretary, meeting, starts_at=starts, ends_at=starts + timedelta(hours=2), place="تالار دوم")
    db.session.flush()
    assert db.session.scalar(select(OutboxEvent.id).where(OutboxEvent.name == "meeting.edit"))
    assert meeting.calendar_sequence == 1


def test_a_meeting_that_should_have_begun_may_be_made_longer(world: World) -> None:
    meeting = add_meeting(world.group, state=MeetingState.ANNOUNCED, starts_at=clock.now() - timedelta(minutes=10))
    ends = meeting.ends_at + timedelta(hours=1)
    commands.edit(acting(world.secretary), meeting, starts_at=meeting.starts_at, ends_at=ends, place="تالار")
    assert meeting.ends_at == ends


def test_a_held_meeting_is_not_moved(world: World) -> None:
    meeting, starts = meeting_of(world, MeetingState.ENDED), clock.now() + timedelta(days=1)
    with pytest.raises(WrongState):
        commands.edit(
            acting(world.secretary), meeting, starts_at=starts, ends_at=starts + timedelta(hours=1), place="جای دیگر"
        )


def test_an_end_before_the_start_is_refused(world: World) -> None:
    meeting, starts = meeting_of(world, MeetingState.DRAFT), clock.now() + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        commands.edit(acting(world.secretary), meeting, starts_at=starts, ends_at=starts, place="تالار")
    assert refused.value.field == "ends_at"


def test_the_timer_counts_each_entry_for_itself(world: World) -> None:
    meeting, secretary = meeting_of(world, MeetingState.IN_SESSION), acting(world.secretary)
    first, second = add_entry(meeting), add_entry(meeting)
    start = clock.now()
    commands.speak_of(secretary, first)
    with clock.at(start + timedelta(minutes=7)):
        commands.speak_of(secretary, second)
    with clock.at(start + timedelta(minutes=9)):
        commands.recess(acting(world.chair), meeting)
    spent = dict(db.session.execute(select(AgendaEntry.id, AgendaEntry.spent_seconds)).all())
    assert spent == {first.id: 420, second.id: 120}
    assert meeting.current_entry_id is None


def test_the_timer_leaves_the_version_of_the_meeting(world: World) -> None:
    meeting = meeting_of(world, MeetingState.IN_SESSION)
    entry, before = add_entry(meeting), meeting.version
    commands.speak_of(acting(world.secretary), entry)
    db.session.refresh(meeting)
    assert meeting.version == before


def test_only_the_system_closes_a_meeting(world: World) -> None:
    meeting = meeting_of(world, MeetingState.ENDED)
    add_minutes(meeting, MinutesState.SIGNED)
    assert Actor.system("meeting.close").rule == "meeting.close"
    commands.close(meeting)
    with pytest.raises(WrongState):
        commands.close(meeting)
