"""All reads of resolutions: one, the register, the history, and the counts that moves ask for."""

from coordination.resolutions.queries.history import history
from coordination.resolutions.queries.one import (
    count_numbered,
    entry_ruled_on,
    find_by_number,
    find_referral,
    get_resolution,
    get_scan,
    list_adopted,
    list_of_meeting,
    list_scans,
    replaced_by,
)
from coordination.resolutions.queries.register import Filters, list_register, list_years

__all__ = [
    "Filters",
    "count_numbered",
    "entry_ruled_on",
    "find_by_number",
    "find_referral",
    "get_resolution",
    "get_scan",
    "history",
    "list_adopted",
    "list_of_meeting",
    "list_register",
    "list_scans",
    "list_years",
    "replaced_by",
]
