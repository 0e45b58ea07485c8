"""Whether a meeting has its quorum: the group's rule over the voting seats, counted now or for one entry."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from coordination.groups.models import Group, QuorumKind, Seat
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaEntry, Attendance, Interval, Meeting, MeetingState, Recusal

MORE_THAN_HALF = 50
OVER = (MeetingState.ENDED, MeetingState.CLOSED)


class SeatLine(NamedTuple):
    """A voting seat as the sheet shows it, vacant ones too: whose it is, and whether its holder or alternate is in."""

    seat_id: int
    agency_id: int | None
    present: bool


@dataclass(frozen=True, slots=True)
class Quorum:
    """What was counted: voting seats whose holder or alternate is in, of all voting seats, and how many are needed.
    ``missing_agencies`` are the ids of those without whose seat there is no quorum; ``seats`` are the cells of the bar,
    in the group's order."""

    present: int
    voting: int
    needed: int
    met: bool
    missing_agencies: tuple[int, ...] = ()
    seats: tuple[tuple[int, bool], ...] = ()

    def as_dict(self) -> dict[str, object]:
        """The count as a decision keeps it."""
        return {
            "present": self.present,
            "voting": self.voting,
            "needed": self.needed,
            "met": self.met,
            "missing_agencies": list(self.missing_agencies),
            "seats": [[seat_id, is_in] for seat_id, is_in in self.seats],
        }


def needed(group: Group, voting: int) -> int:
    """How many voting seats must be in. A number is that number. A share of 50 means strictly more than half of all
    voting seats; any other share means at least that part of them (67 of 9 seats is 7). Vacant seats count among all,
    and nobody in is never enough."""
    if group.quorum_kind == QuorumKind.NUMBER:
        return group.quorum_value
    if group.quorum_value == MORE_THAN_HALF:
        return voting // 2 + 1
    return max(1, -(-voting * group.quorum_value // 100))


def count(group: Group, rows: Iterable[SeatLine], *, recused: Collection[int] = ()) -> Quorum:
    """The quorum of ``group`` over the lines of all its voting seats. Of the ``recused`` seats nobody counts as in; the
    number that is needed stays, so that recusals never make it smaller."""
    lines = [line._replace(present=line.present and line.seat_id not in recused) for line in rows]
    present = sum(line.present for line in lines)
    here = {line.agency_id for line in lines if line.present}
    missing = tuple(agency_id for agency_id in group.quorum_agencies if agency_id not in here)
    wanted = needed(group, len(lines))
    return Quorum(
        present,
        len(lines),
        wanted,
        present >= wanted and not missing,
        missing,
        tuple((line.seat_id, line.present) for line in lines),
    )


def now(meeting: Meeting, entry: AgendaEntry | None = None) -> Quorum:
    """The quorum of the meeting at this moment, or as it was when it ended; for ``entry`` without those recused from
    it. ``meeting.group`` must be loaded; one statement."""
    ended_at = meeting.ended_at if meeting.state in OVER else None
    is_in = was_in(ended_at) if ended_at is not None else is_there(clock.now())
    recusal: ColumnElement[bool] = literal(False)
    if entry is not None:
        recusal = exists(select(Recusal.id).where(Recusal.entry_id == entry.id, Recusal.attendance_id == Attendance.id))
    found = db.session.execute(
        select(Seat, Attendance.votes, is_in.label("present"), recusal.label("recused"))
        .outerjoin(Attendance, and_(Attendance.seat_id == Seat.id, Attendance.meeting_id == meeting.id))
        .where(Seat.group_id == meeting.group_id, or_(Attendance.id.is_not(None), stood(meeting)))
        .order_by(Seat.position, Seat.id)
    ).all()
    group = meeting.group
    lines: dict[int, SeatLine] = {}
    recused: set[int] = set()
    for seat, votes, present, is_recused in found:
        if not (seat.votes(secretary_votes=group.secretary_votes) if votes is None else votes):
            continue
        before = lines.get(seat.id)
        lines[seat.id] = SeatLine(seat.id, seat.agency_id, bool(present) or (before is not None and before.present))
        if present and is_recused:
            recused.add(seat.id)
    return count(group, lines.values(), recused=recused)


def held_at(meeting: Meeting) -> datetime:
    """The moment whose seats count: when it was opened, else when it is to begin."""
    return meeting.opened_at or meeting.starts_at


def stood(meeting: Meeting) -> ColumnElement[bool]:
    """SQL: the seat stood on the meeting's day; one that ended since then still counts."""
    moment = held_at(meeting)
    day = local_date(moment)
    return and_(
        Seat.confirmed_at.is_not(None),
        or_(Seat.ended_at.is_(None), Seat.ended_at > moment),
        Seat.from_on <= day,
        or_(Seat.to_on.is_(None), Seat.to_on >= day),
    )


def is_there(moment: datetime) -> ColumnElement[bool]:
    """SQL: the line of the sheet has a stretch of presence that runs at ``moment``."""
    return _stretch(Interval.from_at <= moment, or_(Interval.to_at.is_(None), Interval.to_at > moment))


def was_in(moment: datetime) -> ColumnElement[bool]:
    """SQL: the line has a stretch that lasted to ``moment``, at which the meeting ended."""
    return _stretch(Interval.from_at <= moment, or_(Interval.to_at.is_(None), Interval.to_at >= moment))


def _stretch(*conditions: ColumnElement[bool] | Any) -> ColumnElement[bool]:
    return exists(select(Interval.id).where(Interval.attendance_id == Attendance.id, *conditions))
