"""All reads of activities and occasions."""

from coordination.activities.queries.lists import Filters, known_bodies, list_activities, partners_of
from coordination.activities.queries.one import (
    get_activity,
    get_occasion,
    get_origin,
    history,
    list_actions,
    list_files,
    list_in_span,
    list_occasions,
)

__all__ = [
    "Filters",
    "get_activity",
    "get_occasion",
    "get_origin",
    "history",
    "known_bodies",
    "list_actions",
    "list_activities",
    "list_files",
    "list_in_span",
    "list_occasions",
    "partners_of",
]
