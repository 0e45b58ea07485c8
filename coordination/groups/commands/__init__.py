"""What is done to groups, seats, lead groups and phrases."""

from coordination.groups.commands.groups import create, edit
from coordination.groups.commands.leading import name_lead_group
from coordination.groups.commands.phrases import add_phrase, delete_phrase, edit_phrase, move_phrase
from coordination.groups.commands.seats import add_seat, confirm, delegate, edit_seat, end, refuse

__all__ = [
    "add_phrase",
    "add_seat",
    "confirm",
    "create",
    "delegate",
    "delete_phrase",
    "edit",
    "edit_phrase",
    "edit_seat",
    "end",
    "move_phrase",
    "name_lead_group",
    "refuse",
]
