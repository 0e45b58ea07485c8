"""All reads of watched points and rounds: lists, the map's marks, one of each, coverage, sightings for a referral."""

from coordination.points.queries.coverage import Covered, list_coverage, list_covered_cities
from coordination.points.queries.points import (
    Filters,
    code_taken,
    count_points,
    get_point,
    list_agencies_with_late,
    list_groups_with_late,
    list_marks,
    list_place_names,
    list_points,
    list_visits,
)
from coordination.points.queries.rounds import (
    get_round,
    get_running,
    get_sighting,
    get_visit,
    list_districts,
    list_next,
    list_rounds,
    list_units,
    names_a_child,
)

__all__ = [
    "Covered",
    "Filters",
    "code_taken",
    "count_points",
    "get_point",
    "get_round",
    "get_running",
    "get_sighting",
    "get_visit",
    "list_agencies_with_late",
    "list_coverage",
    "list_covered_cities",
    "list_districts",
    "list_groups_with_late",
    "list_marks",
    "list_next",
    "list_place_names",
    "list_points",
    "list_rounds",
    "list_units",
    "list_visits",
    "names_a_child",
]
