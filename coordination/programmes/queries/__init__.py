"""All reads of programmes and memoranda."""

from coordination.programmes.queries.history import history, memorandum_history
from coordination.programmes.queries.links import find_activities, find_open_actions, get_linked, list_to_link
from coordination.programmes.queries.lists import Filters, list_programmes, list_programmes_of
from coordination.programmes.queries.memoranda import (
    ENDING_WITHIN,
    MemorandumFilters,
    Which,
    get_memorandum,
    get_scan,
    list_ended,
    list_ending,
    list_memoranda,
    list_scans,
    parties_of,
)
from coordination.programmes.queries.one import Around, Line, Linked, get_part, get_programme, list_around

__all__ = [
    "ENDING_WITHIN",
    "Around",
    "Filters",
    "Line",
    "Linked",
    "MemorandumFilters",
    "Which",
    "find_activities",
    "find_open_actions",
    "get_linked",
    "get_memorandum",
    "get_part",
    "get_programme",
    "get_scan",
    "history",
    "list_around",
    "list_ended",
    "list_ending",
    "list_memoranda",
    "list_programmes",
    "list_programmes_of",
    "list_scans",
    "list_to_link",
    "memorandum_history",
    "parties_of",
]
