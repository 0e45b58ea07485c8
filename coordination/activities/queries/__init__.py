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
from coordination.activities.queries.pastes import code_of_issuer, get_paste, known_by_name, list_pastes, list_recorded

__all__ = [
    "Filters",
    "code_of_issuer",
    "get_activity",
    "get_occasion",
    "get_origin",
    "get_paste",
    "history",
    "known_bodies",
    "known_by_name",
    "list_actions",
    "list_activities",
    "list_files",
    "list_in_span",
    "list_occasions",
    "list_pastes",
    "list_recorded",
    "partners_of",
]
