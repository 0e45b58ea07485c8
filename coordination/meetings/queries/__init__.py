"""All reads of meetings, their agendas and those who attend."""

from coordination.meetings.queries.one import (
    get_entry,
    get_item,
    get_meeting,
    get_meeting_by_number,
    get_paper,
    list_entries,
    may_see,
    next_meeting,
    on_agenda_for,
    papers_of,
)

__all__ = [
    "get_entry",
    "get_item",
    "get_meeting",
    "get_meeting_by_number",
    "get_paper",
    "list_entries",
    "may_see",
    "next_meeting",
    "on_agenda_for",
    "papers_of",
]
