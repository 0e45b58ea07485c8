"""Codes, limits, calendars and lists: what other features count by."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from coordination.directory import kept
from coordination.directory.codes import next_code, take_numbers
from coordination.directory.commands import add_holiday, edit_agency, set_limit
from coordination.directory.limits import CLOCK_LABELS, DEFAULTS, PRIORITIES, Limit, limit_for
from coordination.directory.models import Agency, ClockLimit, Holiday
from coordination.directory.queries import list_agencies
from coordination.directory.working import read_hours, store_hours, work_calendar
from coordination.kernel.db import db
from coordination.lang.worktime import DEFAULT_HOURS, add_working_days
from tests.world import World, acting, add_agency, get

Counted = Callable[[], AbstractContextManager[list[str]]]
FACTS = {
    "name_en": "",
    "aliases": (),
    "city": "",
    "legal_id": "",
    "phone": "",
    "address": "",
}


@pytest.mark.both
def test_codes_of_a_year_follow_each_other(session: Session) -> None:
    assert [next_code("R", 1405), next_code("R", 1405), next_code("R", 1406)] == ["R-1405-1", "R-1405-2", "R-1406-1"]


@pytest.mark.both
def test_a_code_without_a_year_has_none(session: Session) -> None:
    assert next_code("C") == "C-1"


@pytest.mark.both
def test_a_code_that_was_rolled_back_is_given_again(session: Session) -> None:
    next_code("R", 1405)
    session.commit()
    next_code("R", 1405)
    session.rollback()
    assert next_code("R", 1405) == "R-1405-2"


def test_a_code_costs_one_statement(session: Session, statements: Counted) -> None:
    next_code("R", 1405)
    with statements() as seen:
        next_code("R", 1405)
    assert len(seen) == 1


@pytest.mark.both
def test_many_numbers_are_taken_at_once(session: Session) -> None:
    next_code("R", 1405)
    assert list(take_numbers("R", 1405, 3)) == [2, 3, 4]


# The table of domain.md, written by hand.
@pytest.mark.parametrize(
    ("clock", "emergency", "urgent", "normal"),
    [
        ("acknowledge", (2, "h"), (24, "h"), (2, "wd")),
        ("decide", (24, "h"), (72, "h"), (14, "d")),
        ("answer", (4, "h"), (24, "h"), (5, "wd")),
        ("review", (12, "h"), (48, "h"), (7, "wd")),
        ("waitlist", None, (7, "d"), (14, "d")),
        ("intake", (0, "same_day"), (3, "wd"), (10, "wd")),
        ("update", (7, "d"), (14, "d"), (30, "d")),
        ("cancel_answer", (1, "wd"), (2, "wd"), (5, "wd")),
        ("confirm", (3, "d"), (7, "d"), (14, "d")),
    ],
)
def test_the_table_of_limits(session: Session, clock: str, emergency: object, urgent: object, normal: object) -> None:
    assert tuple(limit_for(clock, priority) for priority in PRIORITIES) == (emergency, urgent, normal)


def test_every_clock_has_a_limit_for_each_priority() -> None:
    assert set(DEFAULTS) == {(clock, priority) for clock in CLOCK_LABELS for priority in PRIORITIES}


def test_the_nearest_limit_holds(app: Flask, world: World) -> None:
    with app.app_context():
        agency = world.welfare.id
        for route, agency_id, amount in (("self", None, 3), (None, agency, 4), ("self", agency, 5)):
            db.session.add(
                ClockLimit(
                    clock="confirm", priority="normal", route=route, agency_id=agency_id, amount=amount, unit="wd"
                )
            )
        db.session.commit()
        assert limit_for("confirm", "normal", "self", agency) == Limit(5, "wd")
        assert limit_for("confirm", "normal", "ngo", agency) == Limit(4, "wd")
        assert limit_for("confirm", "normal", "self", world.pouya.id) == Limit(3, "wd")
        assert limit_for("confirm", "normal", "ngo", world.pouya.id) == Limit(14, "d")
        assert limit_for("confirm", "urgent", "self", agency) == Limit(7, "d")


def test_setting_a_limit_again_changes_it(app: Flask, world: World) -> None:
    with app.app_context():
        admin, agency = acting(world.administrator), get(Agency, world.pouya)
        for amount in (3, 6):
            set_limit(admin, clock="decide", priority="urgent", route=None, agency=agency, amount=amount, unit="d")
        db.session.commit()
        assert limit_for("decide", "urgent", "self", agency.id) == Limit(6, "d")
        assert len(db.session.scalars(db.select(ClockLimit)).all()) == 1


def test_calendars_and_limits_cost_no_statement_once_known(app: Flask, world: World, statements: Counted) -> None:
    with app.app_context():
        work_calendar(world.welfare.id)
        limit_for("decide", "normal")
        with statements() as seen:
            work_calendar(world.welfare.id)
            work_calendar(world.pouya.id)
            limit_for("intake", "urgent", "self", world.pouya.id)
    assert seen == []


def test_what_is_kept_is_read_anew_after_a_minute(
    app: Flask, world: World, statements: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        work_calendar(world.welfare.id)
        later = kept.time.monotonic() + kept.SECONDS
        monkeypatch.setattr(kept.time, "monotonic", lambda: later)
        with statements() as seen:
            work_calendar(world.welfare.id)
    assert len(seen) == 2


def test_a_closure_lengthens_working_days_at_once(app: Flask, world: World) -> None:
    sunday, monday = date(2026, 11, 22), date(2026, 11, 23)
    start = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
    with app.app_context():
        assert add_working_days(work_calendar(world.welfare.id), start, 1).date() == sunday
        add_holiday(acting(world.administrator), on=sunday, name_fa="آلودگی هوا")
        assert add_working_days(work_calendar(world.welfare.id), start, 1).date() == monday
        db.session.commit()
        assert add_working_days(work_calendar(world.welfare.id), start, 1).date() == monday


def test_a_closure_that_was_rolled_back_counts_no_longer(app: Flask, world: World) -> None:
    with app.app_context():
        add_holiday(acting(world.administrator), on=date(2026, 11, 22), name_fa="آلودگی هوا")
        assert not work_calendar(None).is_working(date(2026, 11, 22))
        db.session.rollback()
        assert work_calendar(None).is_working(date(2026, 11, 22))


def test_a_day_that_is_not_observed_is_a_working_day(app: Flask, world: World) -> None:
    with app.app_context():
        db.session.add(Holiday(on=date(2026, 11, 22), name_fa="×", observed=False))
        db.session.commit()
        assert work_calendar(None).is_working(date(2026, 11, 22))


def test_an_agency_works_by_its_own_hours(app: Flask, world: World) -> None:
    thursday = date(2026, 11, 26)
    with app.app_context():
        agency = get(Agency, world.pouya)
        hours = {**DEFAULT_HOURS, 4: None, 1: (time(9), time(12))}
        edit_agency(acting(world.pouya_head), agency, name_fa=agency.name_fa, hours=hours, **FACTS)
        db.session.commit()
        own, default = work_calendar(agency), work_calendar(world.welfare.id)
    assert (own.is_working(thursday), default.is_working(thursday)) == (False, True)
    assert own.closing(date(2026, 11, 23)) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


def test_hours_are_stored_and_read_alike() -> None:
    hours = {**DEFAULT_HOURS, 4: None, 5: (time(8), time(0))}
    assert read_hours(store_hours(hours)) == hours


def test_the_default_week_is_stored_as_nothing() -> None:
    assert store_hours(DEFAULT_HOURS) is None


def many_agencies(count: int) -> None:
    for number in range(count):
        add_agency(f"انجمن {number:03d}", flush=False)
    db.session.commit()


@pytest.mark.both
def test_a_list_is_walked_forwards_and_backwards(app: Flask, session: Session) -> None:
    many_agencies(23)
    first = list_agencies("انجمن", size=10)
    second = list_agencies("انجمن", size=10, after=first.after)
    third = list_agencies("انجمن", size=10, after=second.after)
    back = list_agencies("انجمن", size=10, before=third.before)
    assert [len(part.rows) for part in (first, second, third)] == [10, 10, 3]
    assert (first.before, third.after) == (None, None)
    assert [row.code for row in back.rows] == [row.code for row in second.rows]
    assert list_agencies("انجمن", size=10, before=second.before).before is None


def test_a_cursor_that_was_cut_short_means_the_first_page(session: Session) -> None:
    many_agencies(3)
    for cursor in ("x", "WyJhIl0", "///", "bnVsbA"):
        assert [row.name_fa for row in list_agencies(size=2, after=cursor).rows] == ["انجمن 000", "انجمن 001"]
