"""Attendance: the sheet made from the seats, who comes and goes, who stands in, corrections, recusals, the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.audit.models import AuditEntry
from coordination.audit.trail import write_pending
from coordination.groups.models import Group, SeatKind
from coordination.kernel.clock import at
from coordination.kernel.db import db, writing
from coordination.kernel.errors import Invalid, WrongState
from coordination.meetings import consequences, quorum
from coordination.meetings.commands import attending
from coordination.meetings.models import (
    Attendance,
    Capacity,
    Interval,
    Meeting,
    MeetingState,
    Presence,
    Recusal,
)
from coordination.meetings.queries.attendance import get_attendance, list_sheet
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_entry, add_group, add_invitee, add_meeting, add_seat
from tests.world import acting, get

HOUR = timedelta(hours=1)


@pytest.fixture
def meeting(world: Any, session: Any) -> Meeting:
    """A meeting of the education group that was opened an hour ago."""
    return add_meeting(get(Group, world.group), state=MeetingState.IN_SESSION, starts_at=MOMENT - HOUR)


@pytest.fixture
def actor(world: Any, session: Any) -> Any:
    return acting(world.secretary)


@pytest.fixture
def sheet(meeting: Meeting, actor: Any) -> dict[int | None, Attendance]:
    """The lines of its sheet by person."""
    attending.make_sheet(actor, meeting)
    return {row.person_id: row for row in list_sheet(meeting.id)}


def stretches(row: Attendance) -> list[Interval]:
    db.session.flush()
    db.session.refresh(row, ["intervals"])
    return row.intervals


# --- the sheet -------------------------------------------------------------------------------------------------


def test_every_holder_of_a_seat_has_a_line(sheet: Any, world: Any) -> None:
    wanted = {world.chair, world.secretary, world.member, world.pouya_liaison, world.observer}
    assert set(sheet) == {person.id for person in wanted}


def test_secretary_and_observer_have_no_vote(sheet: Any, world: Any) -> None:
    voting = {person_id for person_id, row in sheet.items() if row.votes}
    assert voting == {world.chair.id, world.member.id, world.pouya_liaison.id}


def test_a_vacant_seat_has_no_line(meeting: Any, actor: Any, world: Any) -> None:
    add_seat(world.group, None, agency=world.police)
    attending.make_sheet(actor, meeting)
    assert len(list_sheet(meeting.id)) == 5


def test_made_again_it_adds_who_is_new_alone(meeting: Any, sheet: Any, actor: Any, world: Any) -> None:
    add_seat(world.group, world.police_liaison, agency=world.police)
    assert attending.make_sheet(actor, meeting) == 1


def test_who_holds_two_seats_has_the_line_that_votes(meeting: Any, actor: Any, world: Any) -> None:
    group = add_group("کارگروه دوم", world.municipality)
    add_seat(group, world.chair, SeatKind.OBSERVER)
    add_seat(group, world.chair, SeatKind.CHAIR)
    other = add_meeting(get(Group, group.id), state=MeetingState.ANNOUNCED)
    attending.make_sheet(actor, other)
    assert [row.votes for row in list_sheet(other.id)] == [True]


def test_an_invited_guest_has_a_line(meeting: Any, actor: Any, world: Any) -> None:
    add_invitee(meeting, world.police_head)
    attending.make_sheet(actor, meeting)
    line = next(row for row in list_sheet(meeting.id) if row.person_id == world.police_head.id)
    assert (line.capacity, line.votes) == (Capacity.GUEST, False)


@pytest.mark.parametrize("state", [MeetingState.DRAFT, MeetingState.CANCELLED, MeetingState.CLOSED])
def test_a_meeting_that_is_not_held_has_no_sheet(state: MeetingState, actor: Any, world: Any) -> None:
    other = add_meeting(get(Group, world.group), state=state)
    with pytest.raises(WrongState):
        attending.make_sheet(actor, other)


# --- coming and going ------------------------------------------------------------------------------------------


def test_who_comes_is_there_from_now_on(sheet: Any, actor: Any, world: Any) -> None:
    row = sheet[world.member.id]
    attending.arrive(actor, row)
    assert [(one.from_at, one.to_at) for one in stretches(row)] == [(MOMENT, None)]


def test_who_is_marked_soon_after_the_opening_was_there_from_it_on(
    meeting: Any, sheet: Any, actor: Any, world: Any
) -> None:
    row = sheet[world.member.id]
    with at(MOMENT - HOUR + timedelta(minutes=4)):
        attending.arrive(actor, row)
    assert stretches(row)[0].from_at == meeting.opened_at


def test_two_taps_are_one_arrival(sheet: Any, actor: Any, world: Any) -> None:
    row = sheet[world.member.id]
    attending.arrive(actor, row)
    attending.arrive(actor, row)
    assert len(stretches(row)) == 1


def test_who_leaves_and_comes_back_has_two_stretches(sheet: Any, actor: Any, world: Any) -> None:
    row = sheet[world.member.id]
    attending.arrive(actor, row)
    with at(MOMENT + HOUR):
        attending.leave(actor, row)
    with at(MOMENT + 2 * HOUR):
        attending.arrive(actor, row)
    assert [(one.from_at, one.to_at) for one in stretches(row)] == [
        (MOMENT, MOMENT + HOUR),
        (MOMENT + 2 * HOUR, None),
    ]


def test_a_moment_to_come_is_refused(sheet: Any, actor: Any, world: Any) -> None:
    with pytest.raises(Invalid):
        attending.arrive(actor, sheet[world.member.id], at=MOMENT + HOUR)


def test_who_is_there_is_not_marked_absent(sheet: Any, actor: Any, world: Any) -> None:
    row = sheet[world.member.id]
    attending.arrive(actor, row)
    with pytest.raises(WrongState):
        attending.absent(actor, row)


@pytest.mark.parametrize(
    ("mark", "presence"), [(attending.excuse, Presence.EXCUSED), (attending.absent, Presence.ABSENT)]
)
def test_who_does_not_come_is_marked(mark: Any, presence: Presence, sheet: Any, actor: Any, world: Any) -> None:
    mark(actor, sheet[world.member.id])
    assert sheet[world.member.id].presence == presence


def test_a_mark_taken_back_leaves_nothing(sheet: Any, actor: Any, world: Any) -> None:
    row = sheet[world.member.id]
    attending.arrive(actor, row)
    attending.unmark(actor, row)
    assert (stretches(row), row.presence) == ([], Presence.EXPECTED)


def test_all_present_marks_those_not_marked_yet(meeting: Any, sheet: Any, actor: Any, world: Any) -> None:
    attending.excuse(actor, sheet[world.member.id])
    assert attending.all_present(actor, meeting) == 4


def test_the_rest_is_absent(meeting: Any, sheet: Any, actor: Any, world: Any) -> None:
    attending.arrive(actor, sheet[world.member.id])
    attending.rest_absent(actor, meeting)
    absent = {person_id for person_id, row in sheet.items() if row.presence == Presence.ABSENT}
    assert absent == set(sheet) - {world.member.id}


def test_every_mark_is_a_row_of_the_trail(sheet: Any, actor: Any, world: Any) -> None:
    attending.arrive(actor, sheet[world.member.id])
    attending.leave(actor, sheet[world.member.id])
    write_pending(db.session())
    did = db.session.scalars(select(AuditEntry.detail).where(AuditEntry.act == "attendance.record")).all()
    assert [one["did"] for one in did if one] == ["make_sheet", "arrive", "leave"]


# --- alternates, guests ----------------------------------------------------------------------------------------


def test_an_alternate_sits_in_the_seat_with_its_vote(sheet: Any, actor: Any, world: Any) -> None:
    line = attending.stand_in(actor, sheet[world.member.id])
    assert (line.person_id, line.seat_id, line.capacity, line.votes) == (
        world.alternate.id,
        sheet[world.member.id].seat_id,
        Capacity.ALTERNATE,
        True,
    )


def test_the_holder_for_whom_one_stands_in_is_absent(sheet: Any, actor: Any, world: Any) -> None:
    attending.stand_in(actor, sheet[world.member.id])
    assert sheet[world.member.id].presence == Presence.ABSENT


def test_an_excused_holder_stays_excused(sheet: Any, actor: Any, world: Any) -> None:
    attending.excuse(actor, sheet[world.member.id])
    attending.stand_in(actor, sheet[world.member.id])
    assert sheet[world.member.id].presence == Presence.EXCUSED


def test_as_the_holder_comes_the_alternate_leaves_the_seat(sheet: Any, actor: Any, world: Any) -> None:
    line = attending.stand_in(actor, sheet[world.member.id])
    attending.arrive(actor, sheet[world.member.id])
    assert stretches(line)[0].to_at == MOMENT


def test_a_seat_without_alternate_is_stood_in_for_by_nobody(sheet: Any, actor: Any, world: Any) -> None:
    with pytest.raises(Invalid):
        attending.stand_in(actor, sheet[world.chair.id])


def test_a_guest_is_there_without_a_vote(meeting: Any, sheet: Any, actor: Any) -> None:
    guest = attending.add_guest(actor, meeting, name="نسیم آذر", note="کارشناس مهمان")
    assert (guest.votes, len(stretches(guest))) == (False, 1)


def test_a_guest_is_not_added_twice(meeting: Any, sheet: Any, actor: Any) -> None:
    attending.add_guest(actor, meeting, name="نسیم آذر")
    with pytest.raises(Invalid):
        attending.add_guest(actor, meeting, name="نسیم آذر")


def test_a_guest_can_be_taken_off_the_sheet(meeting: Any, sheet: Any, actor: Any) -> None:
    guest = attending.add_guest(actor, meeting, name="نسیم آذر")
    attending.take_off(actor, guest)
    assert len(list_sheet(meeting.id)) == 5


def test_a_member_is_not_taken_off_the_sheet(sheet: Any, actor: Any, world: Any) -> None:
    with pytest.raises(WrongState):
        attending.take_off(actor, sheet[world.member.id])


# --- corrections -----------------------------------------------------------------------------------------------


@pytest.fixture
def stretch(sheet: Any, actor: Any, world: Any) -> Interval:
    attending.arrive(actor, sheet[world.member.id])
    return stretches(sheet[world.member.id])[0]


def test_a_stretch_is_corrected(sheet: Any, stretch: Interval, actor: Any, world: Any) -> None:
    begins, ends = MOMENT - HOUR, MOMENT - HOUR / 2
    attending.correct_interval(actor, sheet[world.member.id], stretch, from_at=begins, to_at=ends)
    assert (stretch.from_at, stretch.to_at) == (begins, ends)


def test_an_end_before_the_start_is_refused_in_words(sheet: Any, stretch: Interval, actor: Any, world: Any) -> None:
    with pytest.raises(Invalid, match="The end lies before the start"):
        attending.correct_interval(actor, sheet[world.member.id], stretch, from_at=MOMENT, to_at=MOMENT - HOUR)


def test_stretches_do_not_overlap(sheet: Any, stretch: Interval, actor: Any, world: Any) -> None:
    row = sheet[world.member.id]
    with at(MOMENT + HOUR):
        attending.leave(actor, row)
    with at(MOMENT + 2 * HOUR):
        attending.arrive(actor, row)
        second = stretches(row)[1]
        with pytest.raises(Invalid):
            attending.correct_interval(actor, row, second, from_at=MOMENT + HOUR / 2, to_at=None)


def test_after_the_end_a_stretch_needs_an_end(
    meeting: Any, sheet: Any, stretch: Interval, actor: Any, world: Any
) -> None:
    meeting.state, meeting.ended_at = MeetingState.ENDED, MOMENT
    with pytest.raises(Invalid):
        attending.correct_interval(actor, sheet[world.member.id], stretch, from_at=MOMENT - HOUR, to_at=None)


def test_the_last_stretch_taken_off_leaves_somebody_expected(
    sheet: Any, stretch: Interval, actor: Any, world: Any
) -> None:
    attending.remove_interval(actor, sheet[world.member.id], stretch)
    assert (stretches(sheet[world.member.id]), sheet[world.member.id].presence) == ([], Presence.EXPECTED)


# --- the end ---------------------------------------------------------------------------------------------------


def test_who_is_there_as_the_meeting_ends_was_there_to_its_end(meeting: Any, stretch: Interval, actor: Any) -> None:
    meeting.ended_at = MOMENT + HOUR
    for follow in consequences.ENDED:
        if follow.__module__ == attending.end_presence.__module__:
            follow(actor, meeting)
    assert stretch.to_at == MOMENT + HOUR


def test_as_the_end_is_taken_back_they_are_there_again(meeting: Any, sheet: Any, stretch: Interval, world: Any) -> None:
    stretch.to_at = MOMENT
    db.session.flush()
    with at(MOMENT + HOUR):
        attending.come_back(meeting, MOMENT)
    assert [(one.from_at, one.to_at) for one in stretches(sheet[world.member.id])] == [
        (MOMENT, MOMENT),
        (MOMENT + HOUR, None),
    ]


def test_after_the_end_who_was_forgotten_counts_for_the_whole_meeting(
    meeting: Any, sheet: Any, actor: Any, world: Any
) -> None:
    meeting.state, meeting.ended_at = MeetingState.ENDED, MOMENT
    attending.arrive(actor, sheet[world.member.id])
    assert [(one.from_at, one.to_at) for one in stretches(sheet[world.member.id])] == [(meeting.opened_at, MOMENT)]


def test_once_the_minutes_left_drafting_the_sheet_is_closed(
    meeting: Any, sheet: Any, actor: Any, world: Any, monkeypatch: Any
) -> None:
    meeting.state, meeting.ended_at = MeetingState.ENDED, MOMENT
    monkeypatch.setattr(consequences, "MINUTES", [lambda _meeting_id: "in_review"])
    with pytest.raises(WrongState):
        attending.arrive(actor, sheet[world.member.id])


# --- recusal ---------------------------------------------------------------------------------------------------


def test_one_recused_does_not_count_in_that_entry(meeting: Any, sheet: Any, actor: Any, world: Any) -> None:
    entry = add_entry(meeting)
    attending.arrive(actor, sheet[world.member.id])
    attending.recuse(actor, entry, sheet[world.member.id], reason="ذی‌نفع است")
    db.session.flush()
    assert (quorum.now(meeting).present, quorum.now(meeting, entry).present) == (1, 0)


def test_recused_twice_the_later_reason_stands(meeting: Any, sheet: Any, actor: Any, world: Any) -> None:
    entry = add_entry(meeting)
    attending.recuse(actor, entry, sheet[world.member.id], reason="یک")
    attending.recuse(actor, entry, sheet[world.member.id], reason="دو")
    assert db.session.scalars(select(Recusal.reason)).all() == ["دو"]


def test_a_recusal_is_taken_back(meeting: Any, sheet: Any, actor: Any, world: Any) -> None:
    entry = add_entry(meeting)
    attending.recuse(actor, entry, sheet[world.member.id])
    attending.unrecuse(actor, entry, sheet[world.member.id])
    assert db.session.scalars(select(Recusal.id)).all() == []


def test_nobody_of_another_meeting_is_recused(meeting: Any, actor: Any, world: Any) -> None:
    other = add_meeting(get(Group, world.group), state=MeetingState.IN_SESSION, starts_at=MOMENT - HOUR)
    with pytest.raises(Invalid):
        attending.recuse(actor, add_entry(meeting), add_attendance(other, world.member))


# --- two recorders ---------------------------------------------------------------------------------------------


@pytest.mark.both
def test_recorders_who_tap_at_once_lose_and_double_nothing(sheet: Any, world: Any, app: Any) -> None:
    rows = [row.public_id for row in sheet.values()]
    db.session.commit()

    def tap(public_id: str) -> None:
        with app.app_context(), writing(), at(MOMENT):
            row = get_attendance(public_id)
            assert row is not None
            attending.arrive(acting(world.secretary), row)
            db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(tap, rows * 3))
    db.session.rollback()
    assert sorted(db.session.scalars(select(Interval.attendance_id))) == sorted(row.id for row in sheet.values())
