"""All reads of the directory."""

from coordination.directory.queries.agencies import (
    agency_labels,
    find_matches,
    get_agency,
    get_centre,
    list_agencies,
    list_centres,
    search_agencies,
)
from coordination.directory.queries.lists import (
    find_holiday,
    get_holiday,
    get_installation,
    get_limit,
    get_need,
    list_holidays,
    list_limits,
    list_needs,
    list_service_kinds,
    need_labels,
)

__all__ = [
    "agency_labels",
    "find_holiday",
    "find_matches",
    "get_agency",
    "get_centre",
    "get_holiday",
    "get_installation",
    "get_limit",
    "get_need",
    "list_agencies",
    "list_centres",
    "list_holidays",
    "list_limits",
    "list_needs",
    "list_service_kinds",
    "need_labels",
    "search_agencies",
]
