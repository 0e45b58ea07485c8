"""All writes of programmes and memoranda, one function a verb."""

from coordination.programmes.commands.links import link, unlink
from coordination.programmes.commands.memoranda import (
    MemorandumFacts,
    attach_scan,
    draft_memorandum,
    edit_memorandum,
    expire,
    sign,
    terminate,
)
from coordination.programmes.commands.parts import (
    add_line,
    add_partner,
    add_phase,
    change_line,
    change_partner,
    change_phase,
    remove_part,
)
from coordination.programmes.commands.programmes import Plan, create, edit, finish, start

__all__ = [
    "MemorandumFacts",
    "Plan",
    "add_line",
    "add_partner",
    "add_phase",
    "attach_scan",
    "change_line",
    "change_partner",
    "change_phase",
    "create",
    "draft_memorandum",
    "edit",
    "edit_memorandum",
    "expire",
    "finish",
    "link",
    "remove_part",
    "sign",
    "start",
    "terminate",
    "unlink",
]
