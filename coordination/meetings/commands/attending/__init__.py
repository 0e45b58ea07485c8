"""All writes of the attendance sheet: who is there, from when to when, in whose place, and who is recused."""

from coordination.meetings.commands.attending.lines import add_guest, all_present, make_sheet, rest_absent, take_off
from coordination.meetings.commands.attending.presence import absent, arrive, excuse, leave, stand_in, unmark
from coordination.meetings.commands.attending.recusals import recuse, unrecuse
from coordination.meetings.commands.attending.rules import must_be_open
from coordination.meetings.commands.attending.stretches import (
    come_back,
    correct_interval,
    end_presence,
    remove_interval,
)

__all__ = [
    "absent",
    "add_guest",
    "all_present",
    "arrive",
    "come_back",
    "correct_interval",
    "end_presence",
    "excuse",
    "leave",
    "make_sheet",
    "must_be_open",
    "recuse",
    "remove_interval",
    "rest_absent",
    "stand_in",
    "take_off",
    "unmark",
    "unrecuse",
]
