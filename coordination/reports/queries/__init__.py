"""All reads of reports: one, the list, the public ones, and the records of which a report is made."""

from coordination.reports.queries.lists import Filters, get_public, list_public, list_reports
from coordination.reports.queries.one import find_of_span, get_report, history, replaced_by
from coordination.reports.queries.sources import Sources, gather

__all__ = [
    "Filters",
    "Sources",
    "find_of_span",
    "gather",
    "get_public",
    "get_report",
    "history",
    "list_public",
    "list_reports",
    "replaced_by",
]
