"""A summer with everything that a report tells: activities of every kind, and a group's meetings, resolutions, actions,
and counts of children."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import select

from coordination.actions.models import ActionState
from coordination.activities.models import ActivityKind, Answer, Part, Partner, Precision
from coordination.figures import cells
from coordination.figures.models import EVERYBODY, FigureCount
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.lang import spans
from coordination.lang.jalali import from_jalali
from coordination.lang.zone import at
from coordination.meetings.models import MeetingState
from coordination.referrals.models import Route
from coordination.reports.models import Report
from coordination.resolutions.models import ResolutionState
from tests.gatherings import add_action, add_attendance, add_entry, add_meeting, add_resolution
from tests.issuing import add_activity, add_report, of_agency, of_group

SUMMER = spans.range_of("season", 1405, 2)
MONTHS = (140504, 140505, 140506)


def record_a_season(network: Any) -> None:
    """One activity of each kind and of each way to know its time."""
    issuer, by, bodies = of_agency(network.agency), network.liaison, network.bodies
    first, last = SUMMER

    def add(kind: ActivityKind, title: str, begins: Any, ends: Any = None, **more: Any) -> None:
        add_activity(issuer, by, kind, title=title, from_on=begins, to_on=ends or begins, **more)

    add(
        ActivityKind.WORKSHOP, "مهارت گفت‌وگو با کودک", from_jalali(1405, 4, 8), days=2, people=24, place="انجمن پویا",
        audience="مددکاران", partners=[Partner(agency_id=bodies["pouya"].id, part=Part.HOST)],
    )  # fmt: skip
    add(ActivityKind.EVENT_HELD, "روز جهانی کودک", from_jalali(1405, 4, 20), from_jalali(1405, 4, 22), people=1)
    add(
        ActivityKind.CONTACT, "ثبت‌نام کودکان بی‌مدرک", from_jalali(1405, 5, 3), asked="ثبت‌نام موقت",
        asked_for="چهل کودک", answer=Answer.PARTLY, answer_text="تا پایان مهر",
        partners=[Partner(agency_id=bodies["education"].id, part=Part.ADDRESSEE)],
    )  # fmt: skip
    month = spans.range_of("month", 1405, 5)
    add(ActivityKind.VISIT, "بازدید از کوره‌ها", *month, precision=Precision.MONTH, times=3)
    add(ActivityKind.PUBLICATION, "خبرنامه شبکه", *SUMMER, precision=Precision.SEASON, times=None)
    add(
        ActivityKind.INTERVIEW,
        "گفت‌وگو با رادیو",
        from_jalali(1405, 6, 1),
        partners=[Partner(name="رادیو", part=Part.COOPERATING)],
    )
    add(ActivityKind.RESEARCH, "نیازسنجی کودکان کار.", first, from_jalali(1405, 6, 10), note="گام نخست")
    add(ActivityKind.EVENT_JOINED, "نشست سال نو تحصیلی", last)


def group_report(world: Any) -> Report:
    """A draft of the education group's on that summer."""
    return add_report(of_group(world.group), world.secretary, year=1405, part=2, from_on=SUMMER[0], to_on=SUMMER[1])


def hold_a_season(world: Any) -> None:
    """What the education group did and decided, and what its agencies did for children."""
    group = db.session.get_one(Group, world.group.id)
    seats = {seat.holder_id: seat for seat in db.session.scalars(select(Seat).where(Seat.group_id == group.id))}
    people = (world.chair, world.member, world.pouya_liaison)
    for number, month in enumerate((4, 5, 6), start=1):
        meeting = add_meeting(group, starts_at=_at(month, 10), state=MeetingState.CLOSED, number=number)
        for person in people[:number] if number < 3 else people:
            add_attendance(meeting, person, seat=seats[person.id])
    add_meeting(group, starts_at=_at(5, 24), state=MeetingState.CANCELLED, number=4, reason="سالن در دست تعمیر بود.")
    add_meeting(group, starts_at=_at(6, 24), state=MeetingState.NO_QUORUM, number=5)
    _decide(group, meeting, world)
    _count(world)
    add_activity(
        of_group(world.group), world.secretary, ActivityKind.MEETING_ATTENDED, title="نشست شورای شهر",
        from_on=from_jalali(1405, 5, 3), to_on=from_jalali(1405, 5, 3),
    )  # fmt: skip


def _at(month: int, day: int) -> datetime:
    return at(from_jalali(1405, month, day), time(10))


def _decide(group: Group, meeting: Any, world: Any) -> None:
    """Four resolutions, one of them confidential and one public; three actions, of two that were due one in time."""
    entry, on = add_entry(meeting), from_jalali(1405, 6, 10)
    days = {"adopted_on": on, "in_force_on": on}
    states = ResolutionState
    add_resolution(entry, states.IN_FORCE, text="ثبت‌نام موقت کودکان بی‌مدرک.", number="ED/1405/1", public=True, **days)
    done = add_resolution(
        entry, states.IMPLEMENTED, text="فهرست مدرسه‌ها به دستگاه‌ها داده شود.", number="ED/1405/2", **days
    )
    done.state_since = _at(6, 20)
    add_resolution(entry, states.IN_FORCE, text="متن محرمانه.", number="ED/1405/3", confidential=True, **days)
    add_resolution(entry, states.ADOPTED, text="هنوز موقت.", adopted_on=on)
    who = {"owner": world.pouya_worker, "agency": world.pouya, "verifier": world.secretary, "group": group}
    issued = {"issued_at": _at(4, 12)}
    add_action(ActionState.VERIFIED, due_on=from_jalali(1405, 5, 1), done_at=_at(4, 30), **who, **issued)
    add_action(ActionState.VERIFIED, due_on=from_jalali(1405, 5, 1), done_at=_at(5, 9), **who, **issued)
    add_action(ActionState.ISSUED, due_on=from_jalali(1405, 9, 1), title="محرمانه", confidential=True, **who, **issued)


def _count(world: Any) -> None:
    """Counts in the aggregates, as the records would have left them, of two agencies seated in the group."""
    counts = {
        (cells.ROUTE, Route.MOBILE_UNIT): (9, 8, 10),
        (cells.ROUTE, Route.NGO): (7, 6, 8),
        (cells.ROUTE, Route.SELF): (5, 6, 7),
        (cells.ROUTE, Route.POLICE): (1, 2, 0),
        (cells.STATE, "closed"): (15, 16, 12),
        (cells.STATE, "declined"): (4, 4, 5),
        (cells.STATE, "in_service"): (3, 2, 8),
        (cells.NATION, cells.IRANIAN): (11, 10, 9),
        (cells.NATION, cells.OTHERS): (9, 8, 10),
        (cells.SEX, "girl"): (8, 8, 9),
        (cells.SEX, "boy"): (12, 10, 10),
        (cells.BY_ROUTE, Route.NGO): (12, 10, 9),
        (cells.BY_ROUTE, Route.SELF): (8, 8, 10),
        (cells.SERVED, "education"): (210, 190, 240),
        (cells.SERVED, "social_work"): (80, 96, 101),
        (cells.SERVED, "legal"): (1, 0, 2),
        (cells.OUTCOME, "return_to_school.verified"): (6, 5, 7),
        (cells.OUTCOME, "return_to_school.claimed"): (1, 1, 1),
        (cells.STOPPED, "decide"): (20, 20, 20),
        (cells.TIME, "decide:80"): (12, 12, 12),
        (cells.TIME, "decide:90"): (8, 8, 8),
    }
    for (measure, key), months in counts.items():
        for month, number in zip(MONTHS, months, strict=True):
            for agency_id in (world.pouya.id, EVERYBODY):
                db.session.add(FigureCount(agency_id=agency_id, month=month, measure=measure, key=str(key), n=number))
    db.session.flush()
