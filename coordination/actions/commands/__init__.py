"""All writes of actions and of requests for more time, one function per verb."""

from coordination.actions.commands.doing import (
    accept,
    ask_extension,
    block,
    dispute,
    note,
    report_done,
    set_contributors,
    start,
    unblock,
)
from coordination.actions.commands.issuing import (
    complete,
    issue,
    issue_left_over,
    issue_of_meeting,
    record,
    stands_alone,
)
from coordination.actions.commands.ruling import (
    cancel,
    dismiss_dispute,
    grant,
    name_verifier,
    refuse,
    send_back,
    transfer,
    verify,
)

__all__ = [
    "accept",
    "ask_extension",
    "block",
    "cancel",
    "complete",
    "dismiss_dispute",
    "dispute",
    "grant",
    "issue",
    "issue_left_over",
    "issue_of_meeting",
    "name_verifier",
    "note",
    "record",
    "refuse",
    "report_done",
    "send_back",
    "set_contributors",
    "stands_alone",
    "start",
    "transfer",
    "unblock",
    "verify",
]
