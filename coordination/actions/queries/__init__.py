"""All reads of actions: one, lists, what a meeting gave out, what a group still has open, whose turn."""

from coordination.actions.queries.open import list_of_meeting, list_of_resolution, list_open_of_group

__all__ = ["list_of_meeting", "list_of_resolution", "list_open_of_group"]
