"""All writes of data calls, answer sheets, distributions and deliveries, one function a verb."""

from coordination.data_calls.commands.asked import ask, leave_out
from coordination.data_calls.commands.calls import close, create, edit, facts_of, open_, reopen
from coordination.data_calls.commands.columns import add_column, arrange, edit_column
from coordination.data_calls.commands.deliveries import (
    confirm,
    confirm_all,
    dispatch,
    dispatch_all,
    divide,
    take_back,
)
from coordination.data_calls.commands.distributions import create as plan_distribution
from coordination.data_calls.commands.distributions import edit as edit_distribution
from coordination.data_calls.commands.distributions import plan, record_activity, replan
from coordination.data_calls.commands.sheets import accept, accept_all, fill, give_back, submit

__all__ = [
    "accept",
    "accept_all",
    "add_column",
    "arrange",
    "ask",
    "close",
    "confirm",
    "confirm_all",
    "create",
    "dispatch",
    "dispatch_all",
    "divide",
    "edit",
    "edit_column",
    "edit_distribution",
    "facts_of",
    "fill",
    "give_back",
    "leave_out",
    "open_",
    "plan",
    "plan_distribution",
    "record_activity",
    "reopen",
    "replan",
    "submit",
    "take_back",
]
