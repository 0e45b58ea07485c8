"""All reads of groups, their seats and phrases."""

from coordination.groups.queries.one import (
    get_group,
    get_group_by_number,
    get_seat,
    standing_seats,
)
from coordination.groups.queries.own import list_my_groups

__all__ = [
    "get_group",
    "get_group_by_number",
    "get_seat",
    "list_my_groups",
    "standing_seats",
]
