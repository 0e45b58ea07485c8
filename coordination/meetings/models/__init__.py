"""Columns of meetings, their agenda, who is invited and who attends."""

from coordination.meetings.models.agenda import (
    ENTRY_PURPOSE_LABELS,
    AgendaEntry,
    AgendaItem,
    EntryState,
    ItemKind,
    ItemState,
    Purpose,
)
from coordination.meetings.models.attendance import (
    CAPACITY_LABELS,
    PRESENCE_LABELS,
    Attendance,
    Capacity,
    Interval,
    Presence,
    Recusal,
)
from coordination.meetings.models.meeting import (
    ANSWER_LABELS,
    Answer,
    CalendarFeed,
    Invitee,
    Meeting,
    MeetingState,
)

__all__ = [
    "ANSWER_LABELS",
    "CAPACITY_LABELS",
    "ENTRY_PURPOSE_LABELS",
    "PRESENCE_LABELS",
    "AgendaEntry",
    "AgendaItem",
    "Answer",
    "Attendance",
    "CalendarFeed",
    "Capacity",
    "EntryState",
    "Interval",
    "Invitee",
    "ItemKind",
    "ItemState",
    "Meeting",
    "MeetingState",
    "Presence",
    "Purpose",
    "Recusal",
]
