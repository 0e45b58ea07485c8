"""What notices listen to, a module for each feature; importing the package registers the listeners."""

from coordination.notices.events import (
    circulars,
    data_calls,
    meetings,
    outcomes,
    people,
    points,
    programmes,
    referrals,
    registrations,
    seats,
    work,
)

__all__ = [
    "circulars",
    "data_calls",
    "meetings",
    "outcomes",
    "people",
    "points",
    "programmes",
    "referrals",
    "registrations",
    "seats",
    "work",
]
