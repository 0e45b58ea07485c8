"""The meetings that a cadence plans: a draft for every occurrence a year ahead, kept in step with cadence and holidays.

``planned_on`` is the cadence's own day and stays, wherever the meeting goes. What a person has touched is never
touched here: a draft counts as untouched while its row is as it was planned (version 1), nobody is invited to it,
nothing stands on its agenda and nothing was put off to it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import Select, delete, exists, or_, select, update

from coordination.directory import kept
from coordination.groups.cadences import Occurrence, list_cadences, list_occurrences
from coordination.groups.models import Cadence, Group, SkippedDay
from coordination.kernel import clock
from coordination.kernel.db import db, new_public_id
from coordination.lang import zone
from coordination.lang.jalali import weekday_name
from coordination.meetings.models import AgendaEntry, Invitee, Meeting, MeetingState
from coordination.outbox.events import Event, on
from coordination.outbox.jobs import periodic

AHEAD = timedelta(days=366)
"""How far meetings are planned, from today."""


def make_for(group: Group, today: date) -> None:
    """Plan the group's meetings from ``today`` for a year: make what is missing, move or take away untouched drafts
    where cadence or holidays now say otherwise, and keep the days left out with their reason.

    Doing it again changes nothing. Two at once wait for each other on the group's row."""
    db.session.execute(select(Group.id).where(Group.id == group.id).with_for_update())
    cadences = list_cadences(group.id)
    wanted = {one.on: one for one in list_occurrences(group, cadences if group.active else [], today, today + AHEAD)}
    there = {meeting.planned_on: meeting for meeting in _planned(group.id, today)}
    untouched = _untouched(group.id, today)
    for day, meeting in there.items():
        if meeting.id in untouched:
            _follow(meeting, wanted.get(day) if day is not None else None)
    now = clock.now()
    kept_days = {day for day, meeting in there.items() if meeting.id not in untouched}
    for day, one in wanted.items():
        if day not in there and one.at is not None and one.starts_at > now:
            db.session.add(_draft(group, one, now))
    _keep_skipped(group.id, today, {day: one for day, one in wanted.items() if one.at is None and day not in kept_days})
    db.session.flush()


@periodic("meetings.plan", every=timedelta(days=1))
def plan_all() -> None:
    """Plan the meetings of every active group, as the year ahead moves on by a day."""
    _plan(select(Group).where(Group.active.is_(True), exists(select(Cadence.id).where(Cadence.group_id == Group.id))))


@on("holiday.changed")
def plan_around_holidays(_event: Event) -> None:
    """A day off came or went: untouched drafts follow."""
    kept.forget()
    plan_all()


@on("agency.hours_changed")
def plan_around_hours(event: Event) -> None:
    """An agency works on other days: untouched drafts of the groups it hosts follow."""
    kept.forget()
    _plan(select(Group).where(Group.active.is_(True), Group.host_agency_id == event.payload["thing_id"]))


@on("cadence.changed")
def plan_by_cadence(event: Event) -> None:
    """A group meets in another rhythm from some day on."""
    _plan(select(Group).where(Group.id == event.payload["group"]))


def _plan(groups: Select[Group]) -> None:
    today = zone.local_date(clock.now())
    for group in db.session.scalars(groups.order_by(Group.id)).all():
        make_for(group, today)


def _planned(group_id: int, today: date) -> list[Meeting]:
    found = db.session.scalars(select(Meeting).where(Meeting.group_id == group_id, Meeting.planned_on >= today))
    return list(found)


def _untouched(group_id: int, today: date) -> set[int]:
    """Numbers of the drafts that nobody has touched since they were planned."""
    found = db.session.scalars(
        select(Meeting.id).where(
            Meeting.group_id == group_id,
            Meeting.planned_on >= today,
            Meeting.state == MeetingState.DRAFT,
            Meeting.version == 1,
            ~exists(select(Invitee.id).where(Invitee.meeting_id == Meeting.id)),
            ~exists(
                select(AgendaEntry.id).where(
                    or_(AgendaEntry.meeting_id == Meeting.id, AgendaEntry.deferred_to_id == Meeting.id)
                )
            ),
        )
    )
    return set(found)


def _follow(meeting: Meeting, one: Occurrence | None) -> None:
    """Bring an untouched draft to where it now belongs, quietly, so that it still counts as untouched; or take it
    away."""
    if one is None or one.at is None:
        db.session.execute(delete(Meeting).where(Meeting.id == meeting.id))
        return
    now = {"starts_at": one.starts_at, "ends_at": one.ends_at, "place": one.cadence.place}
    if any(getattr(meeting, name) != value for name, value in now.items()):
        db.session.execute(
            update(Meeting).where(Meeting.id == meeting.id).values(now).execution_options(synchronize_session="fetch")
        )


def _draft(group: Group, one: Occurrence, now: datetime) -> Meeting:
    public_id = new_public_id()
    return Meeting(
        public_id=public_id,
        group_id=group.id,
        state=MeetingState.DRAFT,
        state_since=now,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        place=one.cadence.place,
        planned_on=one.on,
        created_at=now,
        calendar_uid=f"{public_id}@hamahang",
    )


def _keep_skipped(group_id: int, today: date, skipped: dict[date, Occurrence]) -> None:
    """The days left out from today on, with the name of the holiday; earlier ones stay as they were."""
    rows = db.session.scalars(select(SkippedDay).where(SkippedDay.group_id == group_id, SkippedDay.on >= today)).all()
    for row in rows:
        if row.on not in skipped:
            db.session.delete(row)
        elif (found := _reason(skipped[row.on])) != row.reason:
            row.reason = found
    there = {row.on for row in rows}
    for day, one in skipped.items():
        if day not in there:
            db.session.add(SkippedDay(group_id=group_id, on=day, reason=_reason(one)))


def _reason(one: Occurrence) -> str:
    return one.holiday[0][:200] if one.holiday else weekday_name(one.on, "fa")
