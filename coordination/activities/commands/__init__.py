"""All writes of activities and occasions, one function per verb."""

from coordination.activities.commands.recording import Taking, edit, put_back, record, remove

__all__ = ["Taking", "edit", "put_back", "record", "remove"]
