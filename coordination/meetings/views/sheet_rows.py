"""What the attendance sheet shows: its lines in words, the buttons of each, the quorum and the hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from coordination.accounts.names import person_name
from coordination.groups.models import SEAT_LABELS
from coordination.kernel import clock
from coordination.kernel.machine import Look
from coordination.kernel.messages import N_, Message
from coordination.lang import say
from coordination.lang.filters import pick
from coordination.meetings import quorum
from coordination.meetings.commands.attending.presence import AT_THE_START
from coordination.meetings.hours import read_recesses, spent
from coordination.meetings.models import CAPACITY_LABELS, Attendance, Capacity, Interval, Meeting, Presence
from coordination.meetings.queries.attendance import list_sheet, names_of_agencies

IN = Look(N_("Present"), "work", "tick")
GONE = Look(N_("Has left"), "still", "bars")
LOOKS = {
    Presence.EXPECTED: Look(N_("Not marked yet"), "way", "ring"),
    Presence.EXCUSED: Look(N_("Excused"), "ended", "stroke"),
    Presence.ABSENT: Look(N_("Absent"), "ended", "stroke"),
    Presence.ATTENDED: Look(N_("Attended"), "ended", "tick"),
}


@dataclass(frozen=True, slots=True)
class Press:
    """A button of a line: what it does, its word, its look."""

    do: str
    label: str
    style: str = "bare"


ARRIVE = Press("arrive", N_("Present"), "quiet")
BACK = Press("arrive", N_("Is back"), "quiet")
CAME = Press("arrive", N_("Came after all"))
REMOTE = Press("remote", N_("Remotely"))
LEAVE = Press("leave", N_("Has left"), "plain")
EXCUSE = Press("excuse", N_("Excused"))
ABSENT = Press("absent", N_("Absent"))
STAND_IN = Press("stand_in", N_("The alternate came"))
UNMARK = Press("unmark", N_("Take back"))
TAKE_OFF = Press("take_off", N_("Take off the sheet"))


@dataclass(slots=True)
class Line:
    """A line of the sheet."""

    public_id: str
    name: str
    part: list[str]
    look: Look
    times: Message | None
    note: str
    alternate: str
    presses: list[Press] = field(default_factory=list)
    stretches: int = 0


@dataclass(slots=True)
class Sheet:
    """Everything that ``meetings/_attendance.html`` draws."""

    meeting: Meeting
    lines: list[Line]
    quorum: quorum.Quorum
    missing: list[str]
    hours: float
    unmarked: int
    is_open: bool


def draw(meeting: Meeting, *, is_open: bool) -> Sheet:
    """The sheet as it is now; three statements at most."""
    rows = list_sheet(meeting.id)
    counted = quorum.now(meeting)
    stood_in = {row.seat_id for row in rows if row.capacity == Capacity.ALTERNATE and row.intervals}
    return Sheet(
        meeting=meeting,
        lines=[_line(meeting, row, is_open, stood_in=row.seat_id in stood_in) for row in rows],
        quorum=counted,
        missing=names_of_agencies(counted.missing_agencies) if rows else [],
        hours=hours_of(meeting, rows),
        unmarked=sum(row.presence == Presence.EXPECTED for row in rows),
        is_open=is_open,
    )


def hours_of(meeting: Meeting, rows: Sequence[Attendance]) -> float:
    """Person-hours over the lines that are loaded, in hours with one decimal."""
    if meeting.opened_at is None:
        return 0.0
    held = (meeting.opened_at, meeting.ended_at or clock.now())
    recesses = read_recesses(meeting.recesses)
    total = sum((spent((one.from_at, one.to_at), held, recesses) for row in rows for one in row.intervals), timedelta())
    return round(total.total_seconds() / 3600, 1)


def name_of(row: Attendance) -> str:
    """Who the line is about."""
    return person_name(row.person) if row.person is not None else row.guest_name


def _line(meeting: Meeting, row: Attendance, is_open: bool, *, stood_in: bool) -> Line:
    is_in = any(one.to_at is None for one in row.intervals)
    alternate = row.seat.alternate if row.seat is not None and row.capacity == Capacity.MEMBER else None
    return Line(
        public_id=row.public_id,
        name=name_of(row),
        part=_part(row),
        look=_look(meeting, row, is_in),
        times=_times(meeting, row.intervals),
        note=row.note,
        alternate=person_name(alternate) if alternate is not None else "",
        presses=_presses(row, is_in, over=meeting.ended_at is not None, stood_in=stood_in) if is_open else [],
        stretches=len(row.intervals),
    )


def _part(row: Attendance) -> list[str]:
    """As what he is here: his seat, its agency, in whose place."""
    if row.seat is None:
        return [say.message(CAPACITY_LABELS[Capacity.GUEST])]
    words = [say.message(SEAT_LABELS[row.seat.kind])]
    if row.capacity == Capacity.ALTERNATE:
        words.insert(0, say.message(CAPACITY_LABELS[Capacity.ALTERNATE]))
    if row.seat.agency is not None:
        words.append(pick(row.seat.agency, "name"))
    return words


def _look(meeting: Meeting, row: Attendance, is_in: bool) -> Look:
    if is_in:
        return IN
    if row.intervals and meeting.ended_at is None:
        return GONE
    return LOOKS[Presence(row.presence)]


def _times(meeting: Meeting, intervals: Sequence[Interval]) -> Message | None:
    """From when to when, and how late."""
    if not intervals:
        return None
    first, last = intervals[0], intervals[-1]
    words: dict[str, Any] = {
        "from": say.clock_time(first.from_at),
        "to": say.clock_time(last.to_at) if last.to_at is not None else "",
        "late": _late(meeting, first.from_at),
    }
    if words["late"] is None:
        text = N_("%(from)s to %(to)s") if last.to_at is not None else N_("since %(from)s")
    else:
        text = (
            N_("%(from)s to %(to)s, %(late)s late") if last.to_at is not None else N_("since %(from)s, %(late)s late")
        )
    if any(one.remote for one in intervals):
        return Message(N_("%(times)s, remotely"), times=Message(text, **words))
    return Message(text, **words)


def _late(meeting: Meeting, came: datetime) -> timedelta | None:
    if meeting.opened_at is None or came - meeting.opened_at <= AT_THE_START:
        return None
    return came - meeting.opened_at


def _presses(row: Attendance, is_in: bool, *, over: bool, stood_in: bool) -> list[Press]:
    """What a tap may do; the alternate is not offered again once he ``stood_in`` for the holder."""
    if is_in:
        return [LEAVE, UNMARK]
    if row.intervals:
        return [UNMARK] if over else [BACK, UNMARK]
    can_take_off = row.capacity != Capacity.MEMBER
    stands_in = (
        [STAND_IN]
        if row.capacity == Capacity.MEMBER
        and row.seat is not None
        and row.seat.alternate_id is not None
        and not stood_in
        else []
    )
    if row.presence == Presence.EXPECTED:
        return [ARRIVE, REMOTE, EXCUSE, ABSENT, *stands_in, *([TAKE_OFF] if can_take_off else [])]
    return [CAME, *stands_in, UNMARK]
