"""All reads of meetings, their agendas and those who attend."""

from coordination.meetings.queries.agenda import (
    item_of_source,
    list_items,
    list_open_items,
)
from coordination.meetings.queries.facts import facts_of_entry, facts_of_item, facts_of_meeting
from coordination.meetings.queries.history import history
from coordination.meetings.queries.lists import Filters, cadence_of, list_meetings, list_planned
from coordination.meetings.queries.one import (
    OVER,
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
    second_call,
)

__all__ = [
    "OVER",
    "Filters",
    "cadence_of",
    "facts_of_entry",
    "facts_of_item",
    "facts_of_meeting",
    "get_entry",
    "get_item",
    "get_meeting",
    "get_meeting_by_number",
    "get_paper",
    "history",
    "item_of_source",
    "list_entries",
    "list_items",
    "list_meetings",
    "list_open_items",
    "list_planned",
    "may_see",
    "next_meeting",
    "on_agenda_for",
    "papers_of",
    "second_call",
]
