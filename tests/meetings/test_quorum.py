"""The quorum: what each rule needs, what vacancies, required agencies and recusals do to it, and a sheet's count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coordination.groups.models import Group, QuorumKind, SeatKind
from coordination.kernel.clock import at
from coordination.kernel.db import db
from coordination.meetings import quorum
from coordination.meetings.models import MeetingState, Recusal
from coordination.meetings.quorum import SeatLine, count, needed
from tests.gatherings import add_attendance, add_entry, add_group, add_meeting, add_seat
from tests.world import add_person, get


def group_of(kind: QuorumKind, value: int, *agencies: int) -> Group:
    return Group(quorum_kind=kind, quorum_value=value, quorum_agencies=list(agencies))


def lines(present: int, absent: int = 0) -> list[SeatLine]:
    return [SeatLine(number, number, number <= present) for number in range(1, present + absent + 1)]


@pytest.mark.parametrize(
    ("kind", "value", "voting", "wanted"),
    [
        (QuorumKind.NUMBER, 5, 8, 5),
        (QuorumKind.NUMBER, 5, 3, 5),
        (QuorumKind.SHARE, 50, 8, 5),
        (QuorumKind.SHARE, 50, 7, 4),
        (QuorumKind.SHARE, 50, 1, 1),
        (QuorumKind.SHARE, 67, 9, 7),
        (QuorumKind.SHARE, 67, 3, 3),
        (QuorumKind.SHARE, 67, 100, 67),
        (QuorumKind.SHARE, 100, 6, 6),
        (QuorumKind.SHARE, 1, 5, 1),
        (QuorumKind.SHARE, 25, 8, 2),
    ],
)
def test_a_rule_needs_so_many_seats(kind: QuorumKind, value: int, voting: int, wanted: int) -> None:
    assert needed(group_of(kind, value), voting) == wanted


@pytest.mark.parametrize(("present", "met"), [(4, False), (5, True)])
def test_half_of_the_seats_is_not_more_than_half(present: int, met: bool) -> None:
    assert count(group_of(QuorumKind.SHARE, 50), lines(present, 8 - present)).met is met


def test_a_group_without_voting_seats_has_no_quorum() -> None:
    assert not count(group_of(QuorumKind.SHARE, 50), []).met


def test_without_a_required_agency_there_is_no_quorum() -> None:
    counted = count(group_of(QuorumKind.NUMBER, 2, 3), lines(2, 1))
    assert (counted.met, counted.missing_agencies) == (False, (3,))


def test_a_required_agency_that_is_in_is_not_missing() -> None:
    assert count(group_of(QuorumKind.NUMBER, 2, 1), lines(2, 1)).met


def test_a_recused_seat_is_not_in_and_makes_nothing_smaller() -> None:
    counted = count(group_of(QuorumKind.SHARE, 50), lines(5, 3), recused={1})
    assert (counted.present, counted.voting, counted.needed, counted.met) == (4, 8, 5, False)


def test_what_was_counted_is_kept_as_plain_values() -> None:
    assert count(group_of(QuorumKind.NUMBER, 1), lines(1, 1)).as_dict() == {
        "present": 1,
        "voting": 2,
        "needed": 1,
        "met": True,
        "missing_agencies": [],
        "seats": [[1, True], [2, False]],
    }


def people(*names: str) -> list[Any]:
    return [add_person(name) for name in names]


@pytest.fixture
def three(world: Any, session: Any) -> Any:
    """A meeting in session of a group of three voting seats (one vacant), a secretary and an observer."""
    group = add_group("کارگروه آزمون", world.municipality)
    chair, member, secretary, observer = people("رها نیکو", "سام پارسا", "ترانه مهر", "باران دیدار")
    seats = [
        add_seat(group, chair, SeatKind.CHAIR),
        add_seat(group, member, agency=world.welfare, alternate=world.alternate),
        add_seat(group, None, agency=world.pouya),
        add_seat(group, secretary, SeatKind.SECRETARY),
        add_seat(group, observer, SeatKind.OBSERVER),
    ]
    meeting = add_meeting(group, state=MeetingState.IN_SESSION, starts_at=at_start())
    meeting.group = get(Group, group.id)
    return meeting, seats, (chair, member, secretary, observer)


def at_start() -> Any:
    from tests.conftest import MOMENT

    return MOMENT - timedelta(minutes=30)


def test_a_vacant_seat_counts_among_the_voting_ones(three: Any) -> None:
    meeting, seats, (chair, *_others) = three
    add_attendance(meeting, chair, seat=seats[0])
    counted = quorum.now(meeting)
    assert (counted.present, counted.voting, counted.needed, counted.met) == (1, 3, 2, False)


def test_secretary_and_observer_do_not_count(three: Any) -> None:
    meeting, seats, (_chair, _member, secretary, observer) = three
    add_attendance(meeting, secretary, seat=seats[3], votes=False)
    add_attendance(meeting, observer, seat=seats[4], votes=False)
    assert quorum.now(meeting).present == 0


def test_a_secretary_counts_where_the_group_says_so(three: Any) -> None:
    meeting, _seats, _people = three
    meeting.group.secretary_votes = True
    db.session.flush()
    assert quorum.now(meeting).voting == 4


def test_an_alternate_fills_the_seat(three: Any, world: Any) -> None:
    meeting, seats, (_chair, member, *_others) = three
    add_attendance(meeting, member, seat=seats[1], present=False)
    add_attendance(meeting, world.alternate, seat=seats[1])
    assert dict(quorum.now(meeting).seats)[seats[1].id] is True


def test_who_has_left_is_not_in(three: Any) -> None:
    meeting, seats, (chair, *_others) = three
    row = add_attendance(meeting, chair, seat=seats[0])
    session_interval(row).to_at = at_start() + timedelta(minutes=10)
    db.session.flush()
    assert quorum.now(meeting).present == 0


def test_after_the_end_the_quorum_is_that_of_the_end(three: Any) -> None:
    meeting, seats, (chair, *_others) = three
    row = add_attendance(meeting, chair, seat=seats[0])
    meeting.state, meeting.ended_at = MeetingState.ENDED, at_start() + timedelta(hours=1)
    session_interval(row).to_at = meeting.ended_at
    db.session.flush()
    with at(meeting.ended_at + timedelta(hours=3)):
        assert quorum.now(meeting).present == 1


def test_one_recused_from_an_entry_does_not_count_in_it_alone(three: Any) -> None:
    meeting, seats, (chair, *_others) = three
    row = add_attendance(meeting, chair, seat=seats[0])
    entry, other = add_entry(meeting), add_entry(meeting)
    db.session.add(Recusal(entry_id=entry.id, attendance_id=row.id))
    db.session.flush()
    assert [quorum.now(meeting, one).present for one in (entry, other, None)] == [0, 1, 1]


def test_a_seat_that_ended_after_the_meeting_still_counts_in_it(three: Any) -> None:
    meeting, seats, _people = three
    seats[2].ended_at = at_start() + timedelta(days=30)
    db.session.flush()
    assert quorum.now(meeting).voting == 3


def test_the_quorum_is_one_statement(three: Any, statements: Any) -> None:
    meeting, *_others = three
    entry = add_entry(meeting)
    with statements() as seen:
        quorum.now(meeting, entry)
    assert len(seen) == 1


def session_interval(row: Any) -> Any:
    db.session.refresh(row, ["intervals"])
    return row.intervals[0]
