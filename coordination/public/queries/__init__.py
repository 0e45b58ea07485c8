"""All reads of the public pages."""

from coordination.public.queries.directory import (
    Filters,
    get_agency,
    get_installation,
    list_agencies,
    list_all,
    list_cities,
    list_needs,
)
from coordination.public.queries.figures import Tables, count_half
from coordination.public.queries.overview import Overview, get_overview, get_public_side
from coordination.public.queries.resolutions import list_resolutions

__all__ = [
    "Filters",
    "Overview",
    "Tables",
    "count_half",
    "get_agency",
    "get_installation",
    "get_overview",
    "get_public_side",
    "list_agencies",
    "list_all",
    "list_cities",
    "list_needs",
    "list_resolutions",
]
