"""What notices listen to, a module for each feature; importing the package registers the listeners."""

from coordination.notices.events import (
    data_calls,
    meetings,
    outcomes,
    people,
    programmes,
    referrals,
    registrations,
    seats,
    work,
)

__all__ = ["data_calls", "meetings", "outcomes", "people", "programmes", "referrals", "registrations", "seats", "work"]
