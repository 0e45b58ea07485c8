"""Everything that is read of minutes."""

from coordination.minutes.queries.one import (
    Part,
    Present,
    Whole,
    get_by_code,
    get_comment,
    get_minutes,
    get_minutes_by_number,
    get_minutes_of,
    get_signature,
    get_signed_paper,
    get_whole,
    list_present,
)

__all__ = [
    "Part",
    "Present",
    "Whole",
    "get_by_code",
    "get_comment",
    "get_minutes",
    "get_minutes_by_number",
    "get_minutes_of",
    "get_signature",
    "get_signed_paper",
    "get_whole",
    "list_present",
]
