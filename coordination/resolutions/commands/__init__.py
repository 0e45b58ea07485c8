"""All writes of resolutions: proposing and editing, ruling, entering into force, and what becomes of them."""

from coordination.resolutions.commands.following import give_up, implement, implement_partly
from coordination.resolutions.commands.force import enter_into_force
from coordination.resolutions.commands.outside import record_outside
from coordination.resolutions.commands.proposing import KEEP, edit, propose
from coordination.resolutions.commands.publishing import publish, unpublish
from coordination.resolutions.commands.ruling import adopt, defer, put, reject, reopen, settle, withdraw

__all__ = [
    "KEEP",
    "adopt",
    "defer",
    "edit",
    "enter_into_force",
    "give_up",
    "implement",
    "implement_partly",
    "propose",
    "publish",
    "put",
    "record_outside",
    "reject",
    "reopen",
    "settle",
    "unpublish",
    "withdraw",
]
