"""All reads of actions: one, lists, what a meeting gave out, what a group still has open, whose turn."""

from coordination.actions.queries.lists import (
    counts,
    get_row,
    list_mine,
    list_of_agency,
    list_of_groups,
    list_to_verify,
    list_turn,
    turn_count,
)
from coordination.actions.queries.one import (
    get_action,
    get_attachment,
    get_extension,
    get_resolution,
    history,
    list_papers,
)
from coordination.actions.queries.open import list_of_meeting
from coordination.actions.queries.people import (
    list_agencies_of_groups,
    list_candidates,
    list_colleagues,
    list_verifiers,
)

__all__ = [
    "counts",
    "get_action",
    "get_attachment",
    "get_extension",
    "get_resolution",
    "get_row",
    "history",
    "list_agencies_of_groups",
    "list_candidates",
    "list_colleagues",
    "list_mine",
    "list_of_agency",
    "list_of_groups",
    "list_of_meeting",
    "list_papers",
    "list_to_verify",
    "list_turn",
    "list_verifiers",
    "turn_count",
]
