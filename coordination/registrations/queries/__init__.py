"""All reads of the register of organisations."""

from coordination.registrations.queries.one import (
    facts_of,
    find_by_name,
    get_by_token,
    get_of_agency,
    get_of_agency_id,
    get_paper,
    get_registration,
    history,
    list_inviters,
    list_papers,
    list_resembling,
)
from coordination.registrations.queries.register import (
    Filters,
    list_ended,
    list_ending,
    list_register,
)

__all__ = [
    "Filters",
    "facts_of",
    "find_by_name",
    "get_by_token",
    "get_of_agency",
    "get_of_agency_id",
    "get_paper",
    "get_registration",
    "history",
    "list_ended",
    "list_ending",
    "list_inviters",
    "list_papers",
    "list_register",
    "list_resembling",
]
