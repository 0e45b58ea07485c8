"""All reads of outcomes: one, those a reader may see, who may verify, what is due, the funnel."""

from coordination.outcomes.queries.due import list_to_ask, list_without_verifier
from coordination.outcomes.queries.lists import Filters, list_outcomes
from coordination.outcomes.queries.one import (
    count_evidence,
    get_evidence,
    get_outcome,
    history,
    is_claimed,
    list_evidence,
)
from coordination.outcomes.queries.people import Candidate, default_of, list_candidates

__all__ = [
    "Candidate",
    "Filters",
    "count_evidence",
    "default_of",
    "get_evidence",
    "get_outcome",
    "history",
    "is_claimed",
    "list_candidates",
    "list_evidence",
    "list_outcomes",
    "list_to_ask",
    "list_without_verifier",
]
