"""All writes of meetings: calling and holding them, items, agenda entries and their outcomes, attendance."""

from coordination.meetings.commands import attending
from coordination.meetings.commands.agenda import (
    UNPUBLISHED,
    add_entry,
    edit_entry,
    order,
    prepare_agenda,
    shift,
    take_off,
    withdraw_entry,
)
from coordination.meetings.commands.holding import (
    announce,
    cancel,
    close,
    declare_no_quorum,
    end,
    invite_members,
    open_,
    publish_agenda,
    recess,
    reopen,
    resume,
)
from coordination.meetings.commands.items import (
    accept_item,
    attach_paper,
    decline_item,
    edit_item,
    new_topic,
    propose,
    reopen_item,
    withdraw_item,
)
from coordination.meetings.commands.outcomes import decide, defer, not_reached, note, refer, reopen_entry
from coordination.meetings.commands.planning import call_again, create, edit
from coordination.meetings.commands.speaking import fall_silent, speak_of
from coordination.meetings.commands.tabling import table_referral

__all__ = [
    "UNPUBLISHED",
    "accept_item",
    "add_entry",
    "announce",
    "attach_paper",
    "attending",
    "call_again",
    "cancel",
    "close",
    "create",
    "decide",
    "declare_no_quorum",
    "decline_item",
    "defer",
    "edit",
    "edit_entry",
    "edit_item",
    "end",
    "fall_silent",
    "invite_members",
    "new_topic",
    "not_reached",
    "note",
    "open_",
    "order",
    "prepare_agenda",
    "propose",
    "publish_agenda",
    "recess",
    "refer",
    "reopen",
    "reopen_entry",
    "reopen_item",
    "resume",
    "shift",
    "speak_of",
    "table_referral",
    "take_off",
    "withdraw_entry",
    "withdraw_item",
]
