"""All reads of indicators: the list, one with its figures, what the program counts."""

from coordination.indicators.queries.counted import NOW, Month, count_by_month, count_now
from coordination.indicators.queries.lists import Filters, list_indicators, list_of_programme, list_standings
from coordination.indicators.queries.one import get_indicator, list_figures

__all__ = [
    "NOW",
    "Filters",
    "Month",
    "count_by_month",
    "count_now",
    "get_indicator",
    "list_figures",
    "list_indicators",
    "list_of_programme",
    "list_standings",
]
