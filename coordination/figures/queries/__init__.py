"""Figures of agencies, groups and everybody, read from the aggregates; all over whole Jalali months."""

from coordination.figures.queries.counts import (
    Admissions,
    Counted,
    Share,
    Times,
    answer_times,
    clock_times,
    count_admissions,
    count_by_need,
    count_by_route,
    count_by_state,
    count_outcomes,
    count_sent,
    count_services,
    is_stale,
    loop_closed,
)
from coordination.figures.queries.scopes import (
    EVERYBODY,
    Scope,
    scope_of_agency,
    scope_of_group,
)

__all__ = [
    "EVERYBODY",
    "Admissions",
    "Counted",
    "Scope",
    "Share",
    "Times",
    "answer_times",
    "clock_times",
    "count_admissions",
    "count_by_need",
    "count_by_route",
    "count_by_state",
    "count_outcomes",
    "count_sent",
    "count_services",
    "is_stale",
    "loop_closed",
    "scope_of_agency",
    "scope_of_group",
]
