"""All reads of referrals."""

from coordination.referrals.queries.facts import (
    Held,
    facts_for,
    is_registered,
    load_held,
    may_receive,
    names_in_texts,
    texts_that_travel,
    was_declined,
)
from coordination.referrals.queries.history import history
from coordination.referrals.queries.lists import (
    COUNTED_TO,
    PAGE,
    Filters,
    Listed,
    list_drafts,
    list_of_agency,
    list_of_case,
    list_received,
    list_sent,
    list_to_rule,
)
from coordination.referrals.queries.one import (
    get_admission,
    get_attachment,
    get_referral,
    get_referral_to_move,
    get_saved_filter,
    get_service,
    list_saved_filters,
)
from coordination.referrals.queries.people import list_handlers, works_at
from coordination.referrals.queries.records import Records, get_records
from coordination.referrals.queries.rows import ReferralRow, Side
from coordination.referrals.queries.turn import count_my_turn, list_my_turn, my_turn_count

__all__ = [
    "COUNTED_TO",
    "PAGE",
    "Filters",
    "Held",
    "Listed",
    "Records",
    "ReferralRow",
    "Side",
    "count_my_turn",
    "facts_for",
    "get_admission",
    "get_attachment",
    "get_records",
    "get_referral",
    "get_referral_to_move",
    "get_saved_filter",
    "get_service",
    "history",
    "is_registered",
    "list_drafts",
    "list_handlers",
    "list_my_turn",
    "list_of_agency",
    "list_of_case",
    "list_received",
    "list_saved_filters",
    "list_sent",
    "list_to_rule",
    "load_held",
    "may_receive",
    "my_turn_count",
    "names_in_texts",
    "texts_that_travel",
    "was_declined",
    "works_at",
]
