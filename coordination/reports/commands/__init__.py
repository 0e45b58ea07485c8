"""All writes of reports, one function a verb; none of them commits."""

from coordination.reports.commands.editing import arrange, edit_section, take_made_text
from coordination.reports.commands.making import AlreadyThere, begin, new_edition
from coordination.reports.commands.publishing import close_to_public, open_to_public, publish, withdraw

__all__ = [
    "AlreadyThere",
    "arrange",
    "begin",
    "close_to_public",
    "edit_section",
    "new_edition",
    "open_to_public",
    "publish",
    "take_made_text",
    "withdraw",
]
