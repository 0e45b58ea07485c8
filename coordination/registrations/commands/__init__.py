"""All writes of the register of organisations."""

from coordination.registrations.commands.applying import attach, remove_paper, save, submit
from coordination.registrations.commands.checking import approve, refuse, return_
from coordination.registrations.commands.inviting import edit, invite, send_link
from coordination.registrations.commands.lasting import lapse, renew, restore, suspend
from coordination.registrations.commands.taking_in import take_in

__all__ = [
    "approve",
    "attach",
    "edit",
    "invite",
    "lapse",
    "refuse",
    "remove_paper",
    "renew",
    "restore",
    "return_",
    "save",
    "send_link",
    "submit",
    "suspend",
    "take_in",
]
