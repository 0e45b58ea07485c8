"""The meetings that a cadence plans: made once, moved around holidays while untouched, never taken from a person."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coordination.accounts.models import Person
from coordination.directory.commands import add_holiday, edit_holiday
from coordination.directory.models import Holiday
from coordination.groups.cadences import set_cadence
from coordination.groups.models import Group, OnHoliday, SkippedDay
from coordination.kernel import clock
from coordination.kernel.errors import Invalid
from coordination.lang import zone
from coordination.lang.jalali import from_jalali
from coordination.meetings import invitations, occurrences
from coordination.meetings.models import EntryState, Meeting, MeetingState
from coordination.outbox.events import Event, listeners_of
from coordination.outbox.jobs import JOBS
from tests.gatherings import add_entry, add_meeting
from tests.world import World, acting, get

TODAY = from_jalali(1405, 8, 30)
FIRST_WEDNESDAY = {"unit": "jmonth", "every": 1, "nth": 1, "weekday": 3}
# The first Wednesdays of Azar 1405 to Aban 1406, counted in a printed calendar.
WEDNESDAYS = [
    from_jalali(year, month, day)
    for year, month, day in (
        (1405, 9, 4), (1405, 10, 2), (1405, 11, 7), (1405, 12, 5), (1406, 1, 4), (1406, 2, 1),
        (1406, 3, 5), (1406, 4, 2), (1406, 5, 6), (1406, 6, 3), (1406, 7, 7), (1406, 8, 5),
    )
]  # fmt: skip
AZAR_4, DEY_2 = WEDNESDAYS[:2]


@pytest.fixture
def group(session: Session, world: World) -> Group:
    return get(Group, world.group)


def meets(world: World, group: Group, rule: dict[str, Any] = FIRST_WEDNESDAY, **columns: Any) -> None:
    """The group's cadence from today (or the day said), and its meetings made."""
    set_cadence(
        acting(world.secretary),
        group,
        rule=rule,
        valid_from=columns.get("valid_from", TODAY),
        starts=columns.get("starts", time(10)),
        minutes=columns.get("minutes", 90),
        place=columns.get("place", "تالار شهرداری"),
        on_holiday=columns.get("on_holiday", OnHoliday.NEXT),
    )
    occurrences.make_for(group, TODAY)


def planned(session: Session, group: Group) -> list[Meeting]:
    session.expire_all()
    return list(session.scalars(select(Meeting).where(Meeting.group_id == group.id).order_by(Meeting.starts_at)))


def on_days(session: Session, group: Group) -> list[date]:
    return [zone.local_date(meeting.starts_at) for meeting in planned(session, group)]


def left_out(session: Session, group: Group) -> dict[date, str]:
    return {row.on: row.reason for row in session.scalars(select(SkippedDay).where(SkippedDay.group_id == group.id))}


def off(world: World, day: date, name: str = "عید نمونه") -> Holiday:
    return add_holiday(acting(world.administrator), on=day, name_fa=name)


@pytest.mark.both
def test_a_year_of_meetings_is_planned(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    assert [meeting.planned_on for meeting in planned(session, group)] == WEDNESDAYS
    first = planned(session, group)[0]
    assert (first.state, first.number, first.place) == (MeetingState.DRAFT, None, "تالار شهرداری")
    assert zone.local(first.starts_at).time() == time(10)
    assert first.ends_at - first.starts_at == timedelta(minutes=90)


def test_planning_again_changes_nothing(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    before = [(meeting.id, meeting.version) for meeting in planned(session, group)]
    occurrences.make_for(group, TODAY)
    assert [(meeting.id, meeting.version) for meeting in planned(session, group)] == before


def test_the_daily_job_plans_the_day_that_came_into_reach(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    with clock.at(clock.now() + timedelta(days=14)):
        JOBS["meetings.plan"].do()
    assert len(planned(session, group)) == 13


def test_a_closed_group_is_not_planned(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    group.active = False
    occurrences.make_for(group, TODAY)
    assert planned(session, group) == []


def test_a_meeting_when_needed_is_never_planned(session: Session, world: World, group: Group) -> None:
    meets(world, group, {"unit": "when_needed"})
    assert planned(session, group) == []


def test_what_begins_before_this_hour_today_is_not_planned(session: Session, world: World, group: Group) -> None:
    meets(world, group, {"unit": "day", "every": 300}, starts=time(9))
    assert TODAY not in on_days(session, group)


# --- days off -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on_holiday", "day"),
    [
        (OnHoliday.KEEP, AZAR_4),
        (OnHoliday.NEXT, AZAR_4 + timedelta(days=1)),
        (OnHoliday.PREVIOUS, AZAR_4 - timedelta(days=1)),
        (OnHoliday.SKIP, DEY_2),
    ],
)
def test_an_occurrence_on_a_holiday_goes_where_the_cadence_says(
    session: Session, world: World, group: Group, on_holiday: OnHoliday, day: date
) -> None:
    off(world, AZAR_4)
    meets(world, group, on_holiday=on_holiday)
    assert on_days(session, group)[0] == day


def test_a_moved_occurrence_keeps_the_cadences_own_day(session: Session, world: World, group: Group) -> None:
    off(world, AZAR_4)
    meets(world, group)
    assert planned(session, group)[0].planned_on == AZAR_4


def test_a_day_left_out_stands_with_the_holidays_name(session: Session, world: World, group: Group) -> None:
    off(world, AZAR_4, "عید نمونه")
    meets(world, group, on_holiday=OnHoliday.SKIP)
    assert left_out(session, group) == {AZAR_4: "عید نمونه"}


def test_a_weekday_off_is_left_out_by_its_name(session: Session, world: World, group: Group) -> None:
    meets(world, group, {"unit": "jmonth", "every": 12, "nth": 1, "weekday": 5}, on_holiday=OnHoliday.SKIP)
    assert set(left_out(session, group).values()) == {"جمعه"}


def test_two_occurrences_never_come_to_lie_on_one_day(session: Session, world: World, group: Group) -> None:
    off(world, AZAR_4)
    meets(world, group, {"unit": "week", "every": 1, "weekdays": [3, 4]})
    days = on_days(session, group)
    assert len(days) == len(set(days))
    assert left_out(session, group)[AZAR_4] == "عید نمونه"


def test_a_holiday_that_comes_moves_untouched_drafts(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    off(world, AZAR_4)
    for listener in listeners_of("holiday.changed"):
        if "occurrences" in listener.name:
            listener.handle(Event(1, "holiday.changed", clock.now(), {}))
    meeting = planned(session, group)[0]
    assert (zone.local_date(meeting.starts_at), meeting.planned_on) == (AZAR_4 + timedelta(days=1), AZAR_4)
    assert meeting.version == 1


def test_a_holiday_that_goes_brings_them_back(session: Session, world: World, group: Group) -> None:
    holiday = off(world, AZAR_4)
    meets(world, group, on_holiday=OnHoliday.SKIP)
    edit_holiday(acting(world.administrator), holiday, name_fa="عید نمونه", name_en="", observed=False, estimated=False)
    session.flush()
    occurrences.make_for(group, TODAY)
    assert (on_days(session, group)[0], left_out(session, group)) == (AZAR_4, {})


# --- what a person has touched --------------------------------------------------------------------------------------


def test_a_moved_meeting_stays_moved_and_is_not_made_twice(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    meeting = planned(session, group)[0]
    meeting.starts_at += timedelta(days=3)
    meeting.ends_at += timedelta(days=3)
    session.flush()
    off(world, AZAR_4)
    occurrences.make_for(group, TODAY)
    again = planned(session, group)
    assert (on_days(session, group)[0], again[0].planned_on) == (AZAR_4 + timedelta(days=3), AZAR_4)
    assert len(again) == 12


@pytest.mark.parametrize("state", [MeetingState.ANNOUNCED, MeetingState.CANCELLED])
def test_an_announced_or_cancelled_meeting_stays_and_is_not_made_again(
    session: Session, world: World, group: Group, state: MeetingState
) -> None:
    meets(world, group)
    meeting = planned(session, group)[0]
    meeting.state, meeting.reason = state, "همایش کشوری"
    session.flush()
    meets(world, group, {"unit": "when_needed"})
    assert [(one.id, one.reason) for one in planned(session, group)] == [(meeting.id, "همایش کشوری")]


def test_a_draft_with_an_entry_stays_when_the_cadence_is_replaced(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    add_entry(planned(session, group)[1])
    meets(world, group, {"unit": "when_needed"})
    assert on_days(session, group) == [DEY_2]


def test_a_draft_with_somebody_invited_stays(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    invitations.invite(acting(world.secretary), planned(session, group)[1], [get(Person, world.member)])
    meets(world, group, {"unit": "when_needed"})
    assert on_days(session, group) == [DEY_2]


def test_a_draft_to_which_something_was_put_off_stays(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    held = add_meeting(group, starts_at=clock.now() - timedelta(days=3), state=MeetingState.ENDED)
    add_entry(held, state=EntryState.DEFERRED, deferred_to_id=planned(session, group)[2].id)
    meets(world, group, {"unit": "when_needed"})
    assert [meeting.planned_on for meeting in planned(session, group)] == [None, DEY_2]


def test_untouched_drafts_of_a_replaced_cadence_go(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    meets(world, group, {"unit": "day", "every": 45}, valid_from=from_jalali(1405, 11, 1))
    days = on_days(session, group)
    assert days[:3] == [AZAR_4, DEY_2, from_jalali(1405, 11, 1)]
    assert from_jalali(1405, 12, 5) not in days


def test_another_hour_and_place_reach_untouched_drafts(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    before = [meeting.id for meeting in planned(session, group)]
    meets(world, group, starts=time(14, 30), place="مدرسه نمونه")
    after = planned(session, group)
    assert [meeting.id for meeting in after] == before
    assert {(zone.local(meeting.starts_at).time(), meeting.place) for meeting in after} == {
        (time(14, 30), "مدرسه نمونه")
    }


# --- setting a cadence ----------------------------------------------------------------------------------------------


def test_a_cadence_cannot_be_changed_for_days_that_passed(session: Session, world: World, group: Group) -> None:
    meets(world, group)
    with pytest.raises(Invalid, match="this day has passed"):
        meets(world, group, valid_from=TODAY - timedelta(days=1))


def test_a_first_cadence_may_have_begun_before(session: Session, world: World, group: Group) -> None:
    meets(world, group, {"unit": "week", "every": 6, "weekdays": [1]}, valid_from=from_jalali(1405, 7, 6))
    assert on_days(session, group)[:2] == [from_jalali(1405, 9, 30), from_jalali(1405, 11, 12)]


def test_a_rule_that_is_none_is_refused(session: Session, world: World, group: Group) -> None:
    with pytest.raises(Invalid, match="weekday is missing"):
        meets(world, group, {"unit": "week", "every": 2})
