"""What the needs of a move ask, loaded at once: counts of a meeting's agenda and sheet, and where its minutes are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, literal, select

from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.meetings import quorum
from coordination.meetings.consequences import minutes_state
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    Attendance,
    EntryState,
    Meeting,
    MeetingState,
    Presence,
)
from coordination.meetings.needs import EntryFacts, ItemFacts, MeetingFacts
from coordination.meetings.queries.agenda import waiting_for

PUBLISHED = (MeetingState.AGENDA_PUBLISHED, MeetingState.IN_SESSION, MeetingState.RECESSED)
BEFORE_THE_SHEET = (MeetingState.DRAFT, MeetingState.CANCELLED, MeetingState.NO_QUORUM)


def facts_of_meeting(
    meeting: Meeting, move: str = "", *, note: str = "", entries: Sequence[AgendaEntry] | None = None
) -> MeetingFacts:
    """Facts for one move, or for the page where none is named. ``entries`` are those already loaded. The page takes no
    count of the quorum: whether there is a shortfall is found out when it is declared."""
    ended = meeting.state in (MeetingState.ENDED, MeetingState.CLOSED)
    counted, open_ = _counted(meeting, entries)
    rows, unmarked, waiting = (0, 0, 0) if ended or meeting.state in BEFORE_THE_SHEET else _sheet(meeting)
    minutes = minutes_state(meeting.id) if ended else None
    return MeetingFacts(
        now=clock.now(),
        note=note,
        invitees=sum(one.removed_at is None for one in meeting.invitees),
        entries=counted,
        entries_without_outcome=open_,
        sheet_rows=rows,
        rows_unmarked=unmarked,
        items_waiting=waiting,
        quorum_met=move == "declare_no_quorum" and rows > 0 and quorum.now(meeting).met,
        minutes_drafting=minutes in (None, "drafting"),
        minutes_signed=minutes == "signed",
    )


def _counted(meeting: Meeting, entries: Sequence[AgendaEntry] | None) -> tuple[int, int]:
    """How many entries the agenda has, and how many of them still have no outcome."""
    if entries is not None:
        states = [entry.state for entry in entries]
    else:
        states = list(db.session.scalars(select(AgendaEntry.state).where(AgendaEntry.meeting_id == meeting.id)))
    return sum(state != EntryState.WITHDRAWN for state in states), states.count(EntryState.SCHEDULED)


def _sheet(meeting: Meeting) -> tuple[int, int, int]:
    """Rows of the attendance sheet, those not marked yet, and how many items wait for an agenda not published yet."""
    unmarked = func.count().filter(Attendance.presence == Presence.EXPECTED)
    waiting = waiting_for(meeting) if meeting.state == MeetingState.ANNOUNCED else literal(0)
    rows, open_, items = db.session.execute(
        select(func.count(), unmarked, waiting).select_from(Attendance).where(Attendance.meeting_id == meeting.id)
    ).one()
    return rows, open_, items


def facts_of_item(item: AgendaItem, *, note: str = "", outcome: EntryState | None = None) -> ItemFacts:
    """Facts for a move of an item; its entries and their meetings must be loaded."""
    published = any(one.state == EntryState.SCHEDULED and one.meeting.state in PUBLISHED for one in item.entries)
    return ItemFacts(note=note, on_published_agenda=published, outcome=outcome)


def facts_of_entry(entry: AgendaEntry, *, note: str = "", resolution_ruled_on: bool = False) -> EntryFacts:
    """Facts for a move of an entry; its meeting must be loaded."""
    return EntryFacts(note=note, resolution_ruled_on=resolution_ruled_on, meeting_state=entry.meeting.state)
