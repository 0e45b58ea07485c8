"""The rules of activities: in whose name, what is refused, what a report's span holds, occasions and who is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from coordination.access.actor import Actor
from coordination.activities import commands, jobs, queries
from coordination.activities.commands import Taking
from coordination.activities.issuers import Issuer, list_mine, list_seen
from coordination.activities.kinds import HEADING_OF, HEADINGS
from coordination.activities.models import ActivityKind, Calendar, Occasion, Part, Precision
from coordination.activities.occasions import coming, next_on
from coordination.activities.openly import code_in
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.lang.spans import range_of
from coordination.notices.events.circulars import tell_of_occasion
from coordination.notices.models import Notice
from coordination.outbox.events import Event
from coordination.outbox.models import OutboxEvent
from tests.activities.conftest import DAY, record
from tests.world import World, acting


def test_the_kinds_and_headings_are_the_fields(session: Any) -> None:
    assert list(HEADING_OF) == list(ActivityKind)
    assert sorted(HEADINGS) == list(range(1, 10))
    assert list(HEADING_OF.values()) == sorted(HEADING_OF.values())


# --- recording -------------------------------------------------------------------------------------------------


def test_an_issuer_is_one_body() -> None:
    with pytest.raises(ValueError, match="issuer"):
        Issuer(group_id=1, agency_id=1)


def test_nobody_records_in_anothers_name(world: World, session: Any, mine: Issuer) -> None:
    with pytest.raises(Refused):
        record(acting(world.welfare_liaison), mine)


def test_a_secretary_acts_for_his_group_and_a_member_for_none(world: World, session: Any) -> None:
    group = Issuer(group_id=world.group.id)
    assert group in [one.issuer for one in list_mine(acting(world.secretary))]
    assert list_mine(acting(world.member)) == []
    assert group in [one.issuer for one in list_seen(acting(world.member))]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "ب" * 401}, "title"),
        ({"to_on": DAY - timedelta(days=1)}, "when"),
        ({"times": 0}, "times"),
        ({"days": 367}, "days"),
        ({"people": -1}, "people"),
        ({"note": "برای C-۴۸۲۱"}, "note"),
        ({"asked": "پذیرش c 48213"}, "asked"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(actor: Actor, mine: Issuer, said: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        record(actor, mine, **said)
    assert refused.value.field == field


@pytest.mark.parametrize("text", ["CE/1405/24", "کمیته C", "UNICEF-2026", "ABC-12", "A-1405-12", "دو C"])
def test_what_is_no_code_of_a_file_is_left_alone(text: str) -> None:
    assert code_in(text) == ""


def test_several_times_is_not_once(actor: Actor, mine: Issuer) -> None:
    several, once = record(actor, mine, times=None), record(actor, mine)
    db.session.expire_all()
    assert (several.times, once.times) == (None, 1)


def test_a_body_has_a_part_once(actor: Actor, mine: Issuer, world: World) -> None:
    host = Taking(Part.HOST, world.welfare.id)
    activity = record(actor, mine, partners=[host, host, Taking(Part.HOST, name="خانه آفتاب"), Taking(Part.HOST)])
    assert [(one.agency_id, one.name) for one in activity.partners] == [(world.welfare.id, ""), (None, "خانه آفتاب")]


def test_a_removed_one_is_put_back_once(actor: Actor, mine: Issuer) -> None:
    activity = record(actor, mine)
    commands.remove(actor, activity)
    with pytest.raises(WrongState):
        commands.remove(actor, activity)
    commands.put_back(actor, activity)
    with pytest.raises(WrongState):
        commands.put_back(actor, activity)


# --- a report's span -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("precision", "part", "of_the_season"),
    [("month", 4, True), ("month", 7, False), ("season", 2, True), ("half", 1, False), ("year", 1, False)],
)
def test_a_season_holds_what_is_known_to_lie_in_it(
    actor: Actor, mine: Issuer, precision: str, part: int, of_the_season: bool
) -> None:
    first, last = range_of(precision, 1394, part)
    activity = record(actor, mine, from_on=first, to_on=last, precision=Precision(precision))
    found = queries.list_in_span(mine, *range_of("season", 1394, 2))
    assert (activity in found) is of_the_season


def test_days_over_the_end_of_a_season_count_where_they_began(actor: Actor, mine: Issuer) -> None:
    first, last = range_of("season", 1394, 2)
    activity = record(actor, mine, from_on=last, to_on=last + timedelta(days=3))
    assert activity in queries.list_in_span(mine, first, last)
    assert activity not in queries.list_in_span(mine, *range_of("season", 1394, 3))


def test_a_span_leaves_out_what_was_removed_and_what_is_anothers(actor: Actor, mine: Issuer, world: World) -> None:
    commands.remove(actor, record(actor, mine))
    record(acting(world.welfare_liaison), Issuer(agency_id=world.welfare.id))
    assert queries.list_in_span(mine, DAY, DAY) == []


def test_a_span_costs_one_statement(actor: Actor, mine: Issuer, world: World, statements: Any) -> None:
    for _number in range(3):
        record(actor, mine, partners=[Taking(Part.HOST, world.welfare.id), Taking(Part.HOST, world.pouya.id)])
    db.session.commit()
    db.session.expunge_all()
    with statements() as seen:
        found = queries.list_in_span(mine, DAY, DAY)
        assert [one.agency.name_fa for activity in found for one in activity.partners if one.agency]
    assert (len(found), len(seen)) == (3, 1)


# --- occasions -------------------------------------------------------------------------------------------------


def occasion(calendar: Calendar, month: int, day: int, lead_days: int = 30) -> Occasion:
    return Occasion(name_fa="روز نمونه", calendar=calendar, month=month, day=day, lead_days=lead_days)


@pytest.mark.parametrize(
    ("calendar", "month", "day", "today", "on"),
    [
        (Calendar.JALALI, 7, 16, date(2026, 10, 8), date(2026, 10, 8)),
        (Calendar.JALALI, 7, 16, date(2026, 10, 9), date(2027, 10, 8)),
        (Calendar.GREGORIAN, 9, 21, date(2026, 9, 22), date(2027, 9, 21)),
        (Calendar.JALALI, 12, 30, date(2026, 3, 22), date(2027, 3, 20)),
        (Calendar.GREGORIAN, 2, 29, date(2027, 1, 1), date(2027, 2, 28)),
    ],
)
def test_an_occasion_falls_on_its_next_day(calendar: Calendar, month: int, day: int, today: date, on: date) -> None:
    assert next_on(occasion(calendar, month, day), today) == on


def test_preparation_begins_with_its_lead_time() -> None:
    row = coming(occasion(Calendar.JALALI, 7, 16), date(2026, 9, 8))
    assert (row.prepares_from, row.begun, row.days_left) == (date(2026, 9, 8), True, 30)
    assert not coming(occasion(Calendar.JALALI, 7, 16), date(2026, 9, 7)).begun


def told() -> list[str]:
    db.session.flush()
    rows = db.session.scalars(
        select(OutboxEvent).where(OutboxEvent.name == "occasion.prepare").order_by(OutboxEvent.id)
    )
    return [row.payload["on"] for row in rows]


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def test_a_preparation_is_told_once_for_each_year(session: Any, world: World) -> None:
    for day in (date(2026, 8, 23), date(2026, 8, 24), date(2026, 8, 25), date(2026, 10, 9), date(2027, 8, 24)):
        with clock.at(at(day)):
            jobs.announce_occasions()
    assert told().count("2026-10-08") == 1
    assert told().count("2027-10-08") == 1


def test_nothing_is_told_before_seven(session: Any, world: World) -> None:
    with clock.at(at(date(2026, 9, 20), hour=2)):
        jobs.announce_occasions()
    assert told() == []


def test_those_who_issue_activities_hear_of_it(session: Any, world: World) -> None:
    with clock.at(at(date(2026, 8, 24))):
        jobs.announce_occasions()
    db.session.flush()
    row = db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == "occasion.prepare")).first()
    assert row is not None
    with clock.at(at(date(2026, 11, 21))):
        tell_of_occasion(Event(row.id, row.name, row.at, row.payload))
    people = set(db.session.scalars(select(Notice.person_id).where(Notice.name == "occasion.prepare")))
    assert {world.secretary.id, world.municipality_liaison.id} <= people
    assert world.member.id not in people
