"""All writes of activities and occasions, one function per verb."""

from coordination.activities.commands.following import attach, give_action
from coordination.activities.commands.importing import take_in
from coordination.activities.commands.marking import add_occasion, edit_occasion
from coordination.activities.commands.pasting import correct, paste, record_rows, take_back
from coordination.activities.commands.recording import Facts, Taking, edit, put_back, record, remove

__all__ = [
    "Facts",
    "Taking",
    "add_occasion",
    "attach",
    "correct",
    "edit",
    "edit_occasion",
    "give_action",
    "paste",
    "put_back",
    "record",
    "record_rows",
    "remove",
    "take_back",
    "take_in",
]
