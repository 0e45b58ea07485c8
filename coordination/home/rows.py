"""What the home page says of each chore: its words, where it is done, and the button's word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from coordination.home.waiting import Row
from coordination.kernel.messages import N_, Message
from coordination.lang.filters import pick
from coordination.lang.zone import local_date
from coordination.outcomes.models import OUTCOME_LABELS, OutcomeKind, OutcomeState


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of chore: what is to be done (a msgid), the button, and the page with the name of its value."""

    duty: str
    button: str
    endpoint: str
    value: str = "meeting_id"


SORTS = {
    "record": Sort(N_("The meeting is in session: record its minutes"), N_("Record"), "minutes.record"),
    "hold": Sort(N_("Open the meeting"), N_("To the meeting"), "meetings.show"),
    "sign": Sort(N_("Sign the minutes"), N_("Sign"), "minutes.show"),
    "approve": Sort(N_("Approve the minutes"), N_("Approve"), "minutes.show"),
    "assent": Sort(N_("Say whether you assent to the minutes"), N_("Read"), "minutes.show"),
    "comments": Sort(N_("Answer the comments on the minutes"), N_("Answer"), "minutes.show"),
    "write": Sort(N_("Finish the minutes and circulate them"), N_("To the minutes"), "minutes.show"),
    "escalated": Sort(N_("Put the referral on an agenda"), N_("See it"), "meetings.item", "item_id"),
    "dispute": Sort(N_("Rule on a disputed action"), N_("Rule"), "actions.show", "action_id"),
    "extension": Sort(N_("Answer a request for more time"), N_("Answer"), "actions.show", "action_id"),
    "left_over": Sort(N_("Complete an action and issue it"), N_("Complete"), "actions.show", "action_id"),
    "proposal": Sort(N_("Answer a proposal"), N_("Answer"), "meetings.item", "item_id"),
    "prepare": Sort(N_("Prepare the agenda: items wait to come onto it"), N_("To the agenda"), "meetings.show"),
    "publish": Sort(N_("Publish the agenda"), N_("To the agenda"), "meetings.show"),
    "announce": Sort(N_("Announce the meeting"), N_("To the meeting"), "meetings.show"),
}
DUTIES = {
    "sheet": Sort(N_("Fill in the answer sheet"), N_("Fill in"), "data_calls.sheet", "answer_sheet_id"),
    "delivery": Sort(N_("Confirm what arrived"), N_("Confirm receipt"), "data_calls.delivery", "delivery_id"),
    "circular": Sort(N_("Read the circular"), N_("Read"), "circulars.show", "circular_id"),
    "outcome": Sort(N_("An outcome to verify"), N_("Verify the outcome"), "outcomes.show", "outcome_id"),
    "handed_in": Sort(N_("Look through the sheet handed in"), N_("Look"), "data_calls.sheet", "answer_sheet_id"),
    "registration": Sort(N_("Check the application"), N_("Check"), "registrations.show", "registration_id"),
}
HELD_ITS_DAYS = N_("Check whether the outcome held")
OF_A_THING = frozenset({"escalated", "dispute", "extension", "left_over", "proposal"})
"""Chores about one thing with a title of its own; the others are about a meeting."""


@dataclass(frozen=True, slots=True)
class Chore:
    """A row of the page, as ``lists.item`` draws it."""

    title: Message | str
    sub: Message
    url: str
    label: Message
    number: str


def chore(row: Row) -> Chore:
    """A row in words."""
    sort = SORTS[row.what]
    group = pick(row, "name")
    duty = Message(sort.duty)
    if row.what == "comments":
        duty = Message(N_("Answer the comments on the minutes: %(count)s"), count=row.count)
    values: dict[str, Any] = {sort.value: row.public_id}
    url = url_for(sort.endpoint, **values)
    if row.what in OF_A_THING:
        sub = Message(N_("%(duty)s · %(group)s"), duty=duty, group=group)
        return Chore(row.title, sub, url, Message(sort.button), row.other)
    sub = Message(N_("%(group)s · %(day)s"), group=group, day=row.at)
    return Chore(duty, sub, url, Message(sort.button), "")


def duty(row: Row) -> Chore:
    """A row of what is issued, in words."""
    sort = DUTIES[row.what]
    said = Message(HELD_ITS_DAYS if row.state == OutcomeState.VERIFIED else sort.duty)
    values: dict[str, Any] = {sort.value: row.public_id}
    url = url_for(sort.endpoint, **values)
    title: Message | str = Message(OUTCOME_LABELS[OutcomeKind(row.other)]) if row.what == "outcome" else row.title
    whose = pick(row, "name")
    sub = Message(N_("%(duty)s · %(whose)s"), duty=said, whose=whose) if whose else said
    return Chore(title, sub, url, Message(sort.button), row.other if row.what == "circular" else "")


def by_day(rows: Sequence[Row]) -> list[tuple[date, list[Row]]]:
    """Meetings under their local days."""
    days: dict[date, list[Row]] = {}
    for row in rows:
        if row.at is not None:
            days.setdefault(local_date(row.at), []).append(row)
    return list(days.items())
