"""All reads of data calls, answer sheets, distributions and deliveries."""

from coordination.data_calls.queries.history import history
from coordination.data_calls.queries.lists import (
    find_case,
    list_asked,
    list_deliveries,
    list_distributions,
    list_households,
    list_issued,
    list_members,
    list_of_kind,
    list_waiting,
)
from coordination.data_calls.queries.one import (
    get_call,
    get_column,
    get_delivery,
    get_distribution,
    get_sent,
    get_sheet,
)

__all__ = [
    "find_case",
    "get_call",
    "get_column",
    "get_delivery",
    "get_distribution",
    "get_sent",
    "get_sheet",
    "history",
    "list_asked",
    "list_deliveries",
    "list_distributions",
    "list_households",
    "list_issued",
    "list_members",
    "list_of_kind",
    "list_waiting",
]
