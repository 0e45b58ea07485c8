"""What points, rounds and visits ask for, and that a form sent again has one effect."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from coordination.accounts.models import PostKind
from coordination.directory.models import Agency, Centre, CentreKind
from coordination.groups.models import Group, SeatKind
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, Refused, WrongState
from coordination.notices.events.points import tell_of_points
from coordination.notices.models import Notice
from coordination.outbox.events import Event
from coordination.outbox.models import OutboxEvent
from coordination.points import commands, queries
from coordination.points.commands import PointFacts
from coordination.points.jobs import tell_late
from coordination.points.models import Point, Round, Visit, WorkSeen
from tests.gatherings import add_seat
from tests.issuing import add_point
from tests.points.conftest import Streets
from tests.world import acting, add_case, add_centre, add_person, add_post, get


def create(streets: Streets, **facts: Any) -> Point:
    by, agency = facts.pop("by", streets.world.welfare_worker), facts.pop("agency", streets.world.welfare)
    return commands.create_point(acting(by), get(Agency, agency), facts=PointFacts(**{"name": "میدان"} | facts))


def test_a_point_gets_a_code_of_its_own(streets: Streets) -> None:
    assert [create(streets).code, create(streets).code] == ["P-002", "P-003"]


def test_a_code_is_used_once_in_an_agency(streets: Streets) -> None:
    with pytest.raises(Invalid) as refused:
        create(streets, code="p-7")
    assert refused.value.field == "code"


@pytest.mark.parametrize("agency", ["pouya", "police"])
def test_an_agency_without_a_mobile_unit_watches_no_point(streets: Streets, agency: str) -> None:
    body = getattr(streets.world, agency)
    with pytest.raises(Invalid) as refused:
        create(streets, agency=body, by=getattr(streets.world, f"{agency}_worker"))
    assert refused.value.field == "agency"


def test_the_police_watch_no_point_even_with_a_unit(streets: Streets) -> None:
    add_centre(streets.world.police, "گشت", kind=CentreKind.MOBILE_UNIT)
    with pytest.raises(Invalid):
        create(streets, agency=streets.world.police, by=streets.world.police_worker)


def test_a_worker_of_another_agency_enters_no_point(streets: Streets) -> None:
    with pytest.raises(Refused):
        create(streets, by=streets.world.pouya_worker)


def test_the_groups_secretary_enters_a_point_of_the_group(streets: Streets) -> None:
    made = create(streets, by=streets.world.secretary, group=get(Group, streets.world.group))
    assert made.group_id == streets.world.group.id


def test_the_secretary_enters_no_point_that_the_group_does_not_answer_for(streets: Streets) -> None:
    with pytest.raises(Refused):
        create(streets, by=streets.world.secretary)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": ""}, "name"),
        ({"latitude": 35.7}, "longitude"),
        ({"longitude": 51.4}, "latitude"),
        ({"latitude": 51.4, "longitude": 51.4}, "latitude"),
        ({"latitude": 35.7, "longitude": 5.1}, "longitude"),
        ({"visit_every": 0}, "visit_every"),
        ({"visit_every": 366}, "visit_every"),
        ({"note": "مانند C-48213"}, "note"),
    ],
)
def test_what_does_not_fit_is_refused_beside_its_field(streets: Streets, facts: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        create(streets, **facts)
    assert refused.value.field == field


def test_a_new_point_waits_for_its_first_visit_at_once(streets: Streets) -> None:
    assert create(streets).due_at <= clock.now()


def test_a_rhythm_that_is_changed_moves_the_next_visit(streets: Streets) -> None:
    point = get(Point, streets.point_id)
    point.last_visited_at = clock.now()
    commands.edit_point(acting(streets.world.welfare_worker), point, facts=PointFacts("میدان", visit_every=3))
    db.session.flush()
    assert point.due_at == clock.now() + timedelta(days=3)


# --- rounds --------------------------------------------------------------------------------------------------------


def round_of(streets: Streets) -> Round:
    found = queries.get_round(streets.round)
    assert found is not None
    return found


def visit(streets: Streets, **seen: Any) -> Visit:
    point = seen.pop("point", None) or get(Point, streets.point_id)
    return commands.record_visit(acting(streets.world.welfare_worker), round_of(streets), point, **seen)


def count_visits() -> int:
    return db.session.scalar(select(func.count(Visit.id))) or 0


def test_starting_twice_goes_on_with_the_running_round(streets: Streets) -> None:
    unit = get(Centre, streets.unit_id)
    assert commands.start_round(acting(streets.world.welfare_worker), unit).id == streets.round_id


def test_another_person_begins_a_round_of_his_own(streets: Streets) -> None:
    unit = get(Centre, streets.unit_id)
    assert commands.start_round(acting(streets.world.welfare_liaison), unit).id != streets.round_id


def test_no_round_begins_at_a_day_centre(streets: Streets) -> None:
    with pytest.raises(Invalid):
        commands.start_round(acting(streets.world.welfare_worker), get(Centre, streets.world.day_centre))


def test_nobody_begins_a_round_with_another_agencys_unit(streets: Streets) -> None:
    with pytest.raises(Refused):
        commands.start_round(acting(streets.world.pouya_worker), get(Centre, streets.unit_id))


def test_a_visit_is_counted_and_the_point_waits_no_more(streets: Streets) -> None:
    made = visit(streets, girls=1, boys=2, contacts=2, work=[WorkSeen.VENDING])
    point = get(Point, streets.point_id)
    assert (made.girls, made.boys, made.contacts, made.work) == (1, 2, 2, ["vending"])
    assert (point.last_visited_at, point.due_at) == (clock.now(), clock.now() + timedelta(days=7))


def test_a_visit_that_is_sent_again_has_one_effect(streets: Streets) -> None:
    first = visit(streets, girls=1)
    assert (visit(streets, girls=1).id, count_visits()) == (first.id, 1)


def test_a_second_time_the_visit_is_corrected(streets: Streets) -> None:
    visit(streets, girls=1)
    assert (visit(streets, girls=3).girls, count_visits()) == (3, 1)


def test_a_visit_that_is_sent_again_after_the_end_is_no_error(streets: Streets) -> None:
    visit(streets, girls=1)
    commands.end_round(acting(streets.world.welfare_worker), round_of(streets))
    assert visit(streets, girls=1).girls == 1


def test_an_ended_round_takes_no_other_visit(streets: Streets) -> None:
    commands.end_round(acting(streets.world.welfare_worker), round_of(streets))
    with pytest.raises(WrongState):
        visit(streets, girls=1)


def test_ending_twice_keeps_the_first_end(streets: Streets) -> None:
    round_ = round_of(streets)
    commands.end_round(acting(streets.world.welfare_worker), round_)
    ended = round_.ended_at
    with clock.at(clock.now() + timedelta(hours=1)):
        commands.end_round(acting(streets.world.welfare_worker), round_)
    assert round_.ended_at == ended


@pytest.mark.parametrize(
    ("seen", "field"),
    [({"girls": -1}, "girls"), ({"boys": 1000}, "boys"), ({"girls": 1, "contacts": 2}, "contacts")],
)
def test_a_count_that_cannot_be_is_refused(streets: Streets, seen: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        visit(streets, **seen)
    assert refused.value.field == field


@pytest.mark.parametrize("note", ["پرونده C-48213", "پرونده c - ۴۸۲۱۳", "با مهرگان زرین‌پر حرف زدیم"])
def test_no_child_is_named_in_a_note(streets: Streets, note: str) -> None:
    add_case(streets.world.welfare)
    with pytest.raises(Invalid) as refused:
        visit(streets, girls=1, note=note)
    assert refused.value.field == "note"


@pytest.mark.parametrize("note", ["در خیابان مهرگان دیده شدند", "سه کودک کنار نانوایی"])
def test_a_word_that_is_part_of_some_name_is_no_name(streets: Streets, note: str) -> None:
    add_case(streets.world.welfare)
    assert visit(streets, girls=1, note=note).note == note


def test_a_point_of_another_agency_is_not_visited(streets: Streets) -> None:
    with pytest.raises(Invalid):
        visit(streets, point=add_point(streets.world.pouya))


def test_where_next_goes_by_lateness(streets: Streets) -> None:
    for code, days in (("P-8", 3), ("P-9", 30)):
        add_point(streets.world.welfare, code=code, last_visited_at=clock.now() - timedelta(days=days))
    codes = [row.code for row in queries.list_next(round_of(streets))]
    assert codes == ["P-9", "P-7", "P-8"]


# --- what is told --------------------------------------------------------------------------------------------------


def test_who_watches_hears_of_points_that_wait_and_the_police_do_not(streets: Streets) -> None:
    officer = add_person("دبیر کلانتری")
    add_seat(streets.world.group, officer, SeatKind.SECRETARY)
    add_post(officer, streets.world.police, PostKind.LIAISON)
    tell_late()
    db.session.flush()
    (row,) = db.session.scalars(select(OutboxEvent).where(OutboxEvent.name == "point.late"))
    tell_of_points(Event(row.id, row.name, row.at, row.payload))
    told = set(db.session.scalars(select(Notice.person_id)))
    assert told == {streets.world.welfare_liaison.id, streets.world.secretary.id}
