"""What an agenda item or entry is called: the typed title, or for what prepared itself a message."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from coordination.kernel.messages import N_, Message
from coordination.lang.zone import local_date
from coordination.meetings.models import AgendaEntry, AgendaItem, ItemKind

OF_MEETING = N_("Approval of the minutes of meeting %(number)s")
OF_LAST_MEETING = N_("Approval of the minutes of the last meeting")
OF_ACTIONS = N_("Actions that are due or overdue")
OF_REFERRAL = N_("Referral %(code)s awaiting decision")


def title_of(thing: AgendaEntry | AgendaItem) -> str | Message:
    """The stored title of a topic; for prepared kinds a message. ``item`` (of an entry), its ``referral`` and
    ``minutes_of`` must be loaded."""
    item = thing.item if isinstance(thing, AgendaEntry) else thing
    match item.kind:
        case ItemKind.MINUTES if item.minutes_of is not None and item.minutes_of.number is not None:
            return Message(OF_MEETING, number=item.minutes_of.number)
        case ItemKind.MINUTES:
            return Message(OF_LAST_MEETING)
        case ItemKind.ACTIONS:
            return Message(OF_ACTIONS)
        case ItemKind.REFERRAL if item.referral is not None:
            return Message(OF_REFERRAL, code=item.referral.code)
    return thing.title


def title_of_row(row: Any) -> str | Message:
    """The same for a row of the list of items (kind, title, minutes_number, referral_code)."""
    match row.kind:
        case ItemKind.MINUTES:
            return Message(OF_MEETING, number=row.minutes_number) if row.minutes_number else Message(OF_LAST_MEETING)
        case ItemKind.ACTIONS:
            return Message(OF_ACTIONS)
        case ItemKind.REFERRAL if row.referral_code:
            return Message(OF_REFERRAL, code=row.referral_code)
    return str(row.title)


def meeting_title(meeting: Any, on: date) -> str | Message:
    """What a meeting is called beside its group's name: its own title, its number, or its day while it has none; of a
    moment the local day alone."""
    if meeting.title:
        return str(meeting.title)
    if meeting.number is not None:
        return Message(N_("Meeting %(number)s"), number=meeting.number)
    return Message(N_("Meeting of %(day)s"), day=local_date(on) if isinstance(on, datetime) else on)


def listed_title(meeting: Any) -> str | Message:
    """The same in a list that shows the time beside it, where the day would stand twice."""
    if meeting.title or meeting.number is not None:
        return meeting_title(meeting, meeting.starts_at)
    return Message(N_("Planned meeting"))
