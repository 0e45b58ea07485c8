"""All reads of activities and occasions."""

from coordination.activities.queries.one import get_activity, list_in_span

__all__ = ["get_activity", "list_in_span"]
