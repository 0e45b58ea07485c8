"""The records of which a report is made: activities, meetings, resolutions, actions, and the counts of figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select

from coordination.actions.models import Action, ActionState
from coordination.activities.issuers import Issuer
from coordination.activities.models import Activity
from coordination.activities.queries import list_in_span
from coordination.groups.models import Group, Seat
from coordination.kernel.db import db
from coordination.lang import zone
from coordination.meetings.hours import person_hours
from coordination.meetings.models import Attendance, Meeting, MeetingState, Presence
from coordination.meetings.queries.figures import HELD
from coordination.reports.models import Report
from coordination.resolutions.models import Resolution, ResolutionState

NOT_HELD = (MeetingState.CANCELLED, MeetingState.NO_QUORUM)
DONE = (ActionState.REPORTED_DONE, ActionState.VERIFIED)
NEVER_DUE = (ActionState.DRAFT, ActionState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Actions:
    """Of the issuer's actions: issued in the span, due in it, and of these done by their date."""

    issued: int = 0
    due: int = 0
    in_time: int = 0


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything a report's text and figures follow from, except the counts of ``figures``."""

    activities: Sequence[Activity] = ()
    meetings: Sequence[Any] = ()
    """Held, cancelled and without quorum, in order of time: id, group's id, names and confidentiality, title, number,
    starts_at, state, reason, how many attended."""
    hours: Mapping[int, timedelta] = field(default_factory=dict)
    attended: Sequence[Any] = ()
    """Meetings of others at which a delegate was present: group's id, names and
    confidentiality, starts_at."""
    resolutions: Sequence[Any] = ()
    actions: Actions = Actions()


def gather(report: Report) -> Sources:
    """The records of the report's span: six statements, one fewer for a group."""
    issuer = Issuer.of(report)
    first, last = report.from_on, report.to_on
    meetings = _meetings(issuer, first, last)
    return Sources(
        activities=list_in_span(issuer, first, last),
        meetings=meetings,
        hours=person_hours(row.id for row in meetings if row.state in HELD),
        attended=_attended(issuer.agency_id, first, last) if issuer.agency_id is not None else (),
        resolutions=_resolutions(issuer, first, last),
        actions=_actions(issuer, first, last),
    )


def moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The days as moments: from the first one's beginning to before the day after the last one begins."""
    return zone.at(first, time()), zone.at(last + timedelta(days=1), time())


def _own_groups(issuer: Issuer) -> ColumnElement[bool]:
    """A group itself; of an agency the groups that it hosts."""
    return Group.id == issuer.group_id if issuer.group_id is not None else Group.host_agency_id == issuer.agency_id


def _meetings(issuer: Issuer, first: date, last: date) -> Sequence[Any]:
    since, until = moments(first, last)
    came = (
        select(func.count(Attendance.id))
        .where(Attendance.meeting_id == Meeting.id, Attendance.presence == Presence.ATTENDED)
        .correlate(Meeting)
        .scalar_subquery()
    )
    return db.session.execute(
        select(
            Meeting.id,
            Meeting.group_id,
            Group.name_fa,
            Group.name_en,
            Group.confidential,
            Meeting.title,
            Meeting.number,
            Meeting.starts_at,
            Meeting.state,
            Meeting.reason,
            came.label("people"),
        )
        .join(Group, Group.id == Meeting.group_id)
        .where(
            _own_groups(issuer),
            Meeting.state.in_((*HELD, *NOT_HELD)),
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
        )
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def _attended(agency_id: int, first: date, last: date) -> Sequence[Any]:
    """One row a meeting, however many delegates were there."""
    since, until = moments(first, last)
    return db.session.execute(
        select(Meeting.id, Meeting.group_id, Group.name_fa, Group.name_en, Group.confidential, Meeting.starts_at)
        .join(Group, Group.id == Meeting.group_id)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .join(Seat, Seat.id == Attendance.seat_id)
        .where(
            Seat.agency_id == agency_id,
            Attendance.presence == Presence.ATTENDED,
            Group.host_agency_id != agency_id,
            Meeting.state.in_(HELD),
            Meeting.starts_at >= since,
            Meeting.starts_at < until,
        )
        .group_by(Meeting.id, Meeting.group_id, Group.name_fa, Group.name_en, Group.confidential, Meeting.starts_at)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def _resolutions(issuer: Issuer, first: date, last: date) -> Sequence[Any]:
    """Those adopted, in force or carried out within the span, in the order of their adoption."""
    since, until = moments(first, last)
    carried_out = (
        (Resolution.state == ResolutionState.IMPLEMENTED)
        & (Resolution.state_since >= since)
        & (Resolution.state_since < until)
    )
    return db.session.execute(
        select(
            Resolution.id,
            Resolution.number,
            Resolution.text,
            Resolution.confidential,
            Resolution.public,
            Resolution.referral_id,
            Resolution.adopted_on,
            Resolution.in_force_on,
            case((carried_out, True), else_=False).label("carried_out"),
            case((Resolution.adopted_on.between(first, last), True), else_=False).label("adopted"),
            case((Resolution.in_force_on.between(first, last), True), else_=False).label("in_force"),
        )
        .join(Group, Group.id == Resolution.group_id)
        .where(
            _own_groups(issuer),
            Resolution.outside_body == "",
            or_(Resolution.adopted_on.between(first, last), Resolution.in_force_on.between(first, last), carried_out),
        )
        .order_by(Resolution.adopted_on, Resolution.id)
    ).all()


def _actions(issuer: Issuer, first: date, last: date) -> Actions:
    since, until = moments(first, last)
    issued = (Action.issued_at >= since) & (Action.issued_at < until)
    due = Action.due_on.between(first, last) & Action.state.not_in(NEVER_DUE)
    done = due & Action.state.in_(DONE) & Action.done_at.is_not(None)
    of_issuer = (
        Action.group_id == issuer.group_id if issuer.group_id is not None else Action.agency_id == issuer.agency_id
    )
    counts = db.session.execute(
        select(Action.due_on, Action.done_at, issued.label("issued"), due.label("due"), done.label("done")).where(
            of_issuer, or_(issued, due)
        )
    ).all()
    return Actions(
        issued=sum(1 for row in counts if row.issued),
        due=sum(1 for row in counts if row.due),
        in_time=sum(1 for row in counts if row.done and zone.local_date(row.done_at) <= row.due_on),
    )
