"""Builders of groups, seats, meetings, agendas, minutes, resolutions and actions for the tests' world.

They write models directly, flush, commit nothing, and take only what a test cares about. People and agencies are rows
or the plain facts of ``tests.world`` (anything with an ``id``).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, Protocol

from coordination.actions.models import Action, ActionState
from coordination.groups.models import Group, GroupKind, Seat, SeatKind
from coordination.kernel.clock import now
from coordination.kernel.db import db
from coordination.lang.zone import local_date
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    Capacity,
    Interval,
    Invitee,
    ItemState,
    Meeting,
    MeetingState,
    Presence,
)
from coordination.minutes.models import Block, Minutes, MinutesState
from coordination.resolutions.models import Resolution, ResolutionState

LONG_AGO = date(2020, 3, 20)
_numbers = count(1)


class Numbered(Protocol):
    """Anything with a number: a row, or what the world says of one."""

    @property
    def id(self) -> int: ...


def add_group(name_fa: str, host: Numbered, *, code: str = "", **columns: Any) -> Group:
    """A working group with a half of its voting seats as quorum, approved by its chair."""
    number = next(_numbers)
    group = Group(
        code=code or f"group-{number}",
        number_prefix=columns.pop("number_prefix", f"G{number}"),
        name_fa=name_fa,
        name_en=columns.pop("name_en", f"Group {number}"),
        kind=columns.pop("kind", GroupKind.WORKING_GROUP),
        host_agency_id=host.id,
        **columns,
    )
    db.session.add(group)
    db.session.flush()
    return group


def add_seat(
    group: Numbered,
    holder: Numbered | None,
    kind: SeatKind = SeatKind.MEMBER,
    *,
    agency: Numbered | None = None,
    alternate: Numbered | None = None,
    **columns: Any,
) -> Seat:
    """A confirmed seat since long ago."""
    seat = Seat(
        group_id=group.id,
        kind=kind,
        holder_id=holder.id if holder else None,
        agency_id=agency.id if agency else None,
        alternate_id=alternate.id if alternate else None,
        from_on=columns.pop("from_on", LONG_AGO),
        confirmed_at=columns.pop("confirmed_at", now()),
        position=columns.pop("position", next(_numbers)),
        **columns,
    )
    db.session.add(seat)
    db.session.flush()
    return seat


def add_meeting(
    group: Numbered,
    *,
    starts_at: datetime | None = None,
    state: MeetingState = MeetingState.DRAFT,
    number: int | None = None,
    **columns: Any,
) -> Meeting:
    """A meeting of two hours, tomorrow unless said; opened and ended as its state needs."""
    starts = starts_at or now() + timedelta(days=1)
    held = state in (MeetingState.IN_SESSION, MeetingState.RECESSED, MeetingState.ENDED, MeetingState.CLOSED)
    over = state in (MeetingState.ENDED, MeetingState.CLOSED)
    meeting = Meeting(
        group_id=group.id,
        number=number or next(_numbers),
        state=state,
        state_since=now(),
        starts_at=starts,
        ends_at=columns.pop("ends_at", starts + timedelta(hours=2)),
        place=columns.pop("place", "تالار شهرداری"),
        created_at=now(),
        calendar_uid=f"meeting-{next(_numbers)}@example.org",
        opened_at=columns.pop("opened_at", starts if held else None),
        ended_at=columns.pop("ended_at", starts + timedelta(hours=2) if over else None),
        **columns,
    )
    db.session.add(meeting)
    db.session.flush()
    return meeting


def add_invitee(meeting: Meeting, person: Numbered, *, seat: Seat | None = None, **columns: Any) -> Invitee:
    """An invited person who has not answered."""
    invitee = Invitee(meeting_id=meeting.id, person_id=person.id, seat_id=seat.id if seat else None, **columns)
    db.session.add(invitee)
    db.session.flush()
    return invitee


def add_item(group: Numbered, title: str = "وضعیت ثبت‌نام کودکان", **columns: Any) -> AgendaItem:
    """An open agenda item."""
    item = AgendaItem(
        group_id=group.id,
        title=title,
        state=columns.pop("state", ItemState.OPEN),
        state_since=now(),
        proposed_at=now(),
        **columns,
    )
    db.session.add(item)
    db.session.flush()
    return item


def add_entry(meeting: Meeting, item: AgendaItem | None = None, **columns: Any) -> AgendaEntry:
    """An entry at the end of the meeting's agenda, of a new open item unless one is given."""
    item = item or add_item(type("Of", (), {"id": meeting.group_id})())
    entry = AgendaEntry(
        meeting_id=meeting.id,
        item_id=item.id,
        title=columns.pop("title", item.title),
        position=columns.pop("position", next(_numbers)),
        state_since=now(),
        **columns,
    )
    db.session.add(entry)
    db.session.flush()
    return entry


def add_attendance(
    meeting: Meeting, person: Numbered, *, seat: Seat | None = None, present: bool = True, **columns: Any
) -> Attendance:
    """A line of the sheet; present from the opening (or now) on, still there."""
    row = Attendance(
        meeting_id=meeting.id,
        person_id=person.id,
        seat_id=seat.id if seat else None,
        capacity=columns.pop("capacity", Capacity.MEMBER if seat else Capacity.GUEST),
        presence=Presence.ATTENDED if present else Presence.ABSENT,
        **columns,
    )
    db.session.add(row)
    db.session.flush()
    if present:
        db.session.add(Interval(attendance_id=row.id, from_at=meeting.opened_at or now(), to_at=meeting.ended_at))
        db.session.flush()
    return row


def add_minutes(meeting: Meeting, state: MinutesState = MinutesState.DRAFTING, **columns: Any) -> Minutes:
    """The minutes of a meeting, with the moments that their state needs."""
    approved = state in (MinutesState.APPROVED, MinutesState.SIGNED)
    minutes = Minutes(
        meeting_id=meeting.id,
        state=state,
        state_since=now(),
        circulated_at=None if state == MinutesState.DRAFTING else now(),
        approved_at=now() if approved else None,
        signed_at=now() if state == MinutesState.SIGNED else None,
        verify_code=f"code{next(_numbers):020d}",
        **columns,
    )
    db.session.add(minutes)
    db.session.flush()
    return minutes


def add_block(entry: AgendaEntry, text: str, *, revision: int = 1, by: Numbered | None = None) -> Block:
    """The saved text of an entry."""
    block = Block(entry_id=entry.id, text=text, revision=revision, saved_at=now(), saved_by_id=by.id if by else None)
    db.session.add(block)
    db.session.flush()
    return block


def add_resolution(
    entry: AgendaEntry, state: ResolutionState = ResolutionState.PROPOSED, *, text: str = "", **columns: Any
) -> Resolution:
    """A resolution of an entry, with day and number as its state needs."""
    early = (
        ResolutionState.PROPOSED,
        ResolutionState.PUT,
        ResolutionState.REJECTED,
        ResolutionState.DEFERRED,
        ResolutionState.WITHDRAWN,
    )
    today = local_date(now())
    resolution = Resolution(
        group_id=entry.meeting.group_id,
        meeting_id=entry.meeting_id,
        entry_id=entry.id,
        text=text or "مدرسه‌ها کودکان دارای معرفی‌نامه را ثبت‌نام موقت کنند.",
        state=state,
        state_since=now(),
        position=columns.pop("position", next(_numbers)),
        adopted_on=columns.pop("adopted_on", None if state in early else today),
        in_force_on=columns.pop("in_force_on", None if state in (*early, ResolutionState.ADOPTED) else today),
        number=columns.pop(
            "number", None if state in (*early, ResolutionState.ADOPTED) else f"X/1405/{next(_numbers)}"
        ),
        **columns,
    )
    db.session.add(resolution)
    db.session.flush()
    return resolution


def add_action(
    state: ActionState = ActionState.DRAFT,
    *,
    owner: Numbered | None = None,
    agency: Numbered | None = None,
    verifier: Numbered | None = None,
    group: Numbered | None = None,
    due_on: date | None = None,
    title: str = "فهرست کودکان بی‌معرفی‌نامه را بفرستید",
    **columns: Any,
) -> Action:
    """An action with number and moment as its state needs; due in a week unless said."""
    issued = state not in (ActionState.DRAFT, ActionState.CANCELLED)
    due = due_on or local_date(now()) + timedelta(days=7)
    action = Action(
        number=columns.pop("number", f"A-1405-{next(_numbers)}" if issued else None),
        title=title,
        state=state,
        state_since=now(),
        owner_id=owner.id if owner else None,
        agency_id=agency.id if agency else None,
        verifier_id=verifier.id if verifier else None,
        group_id=group.id if group else None,
        due_on=due,
        original_due_on=columns.pop("original_due_on", due if issued else None),
        issued_at=columns.pop("issued_at", now() if issued else None),
        **columns,
    )
    db.session.add(action)
    db.session.flush()
    return action
