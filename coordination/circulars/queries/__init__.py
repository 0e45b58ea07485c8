"""All reads of circulars."""

from coordination.circulars.queries.lists import Filters, list_circulars
from coordination.circulars.queries.one import (
    agencies_of_kinds,
    get_circular,
    history,
    list_files,
    list_groups,
    list_readers,
    readers_of,
    receipt_of,
)
from coordination.circulars.queries.reminding import get_told_circular, list_due, list_reminded, list_unanswered

__all__ = [
    "Filters",
    "agencies_of_kinds",
    "get_circular",
    "get_told_circular",
    "history",
    "list_circulars",
    "list_due",
    "list_files",
    "list_groups",
    "list_readers",
    "list_reminded",
    "list_unanswered",
    "readers_of",
    "receipt_of",
]
