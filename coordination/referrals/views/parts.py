"""The parts of the lists of referrals: the words of each, how it is read, and to whom it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coordination.kernel.messages import N_
from coordination.referrals import queries
from coordination.referrals.queries.lists import Listed


@dataclass(frozen=True, slots=True)
class Part:
    """One of the lists: its page, its words, how it is read and which columns it has."""

    name: str
    act: str
    label: str
    heading: str
    party: str
    empty_title: str
    empty_text: str
    read: Callable[..., Listed]
    filtered: bool = True


RECEIVED = Part(
    "inbox",
    "referral.list_received",
    N_("Inbox"),
    N_("Received referrals"),
    N_("Sender and route"),
    N_("No referral has arrived yet"),
    N_("When an agency refers a child to yours, it comes here with the time you have to decide."),
    queries.list_received,
)
SENT = Part(
    "outbox",
    "referral.list_sent",
    N_("Outbox"),
    N_("Sent referrals"),
    N_("Recipient and route"),
    N_("Nothing was sent yet"),
    N_("A referral begins with a case: draft it there, look at what the recipient will see, and send it."),
    queries.list_sent,
)
DRAFTS = Part(
    "drafts",
    "referral.list_sent",
    N_("Drafts"),
    N_("Drafts of referrals"),
    N_("Recipient and route"),
    N_("There is no draft"),
    N_("What you begin to write and do not send yet is kept here."),
    queries.list_drafts,
    filtered=False,
)
TO_RULE = Part(
    "to_rule",
    "referral.list_to_rule",
    N_("To rule on"),
    N_("Objections to rule on"),
    N_("Sender and route"),
    N_("No objection waits for you"),
    N_("When a recipient objects to a referral, it comes here for your decision."),
    queries.list_to_rule,
    filtered=False,
)
PARTS = (RECEIVED, SENT, DRAFTS, TO_RULE)
