"""Agenda items: proposed by members, answered by the secretary, withdrawn, opened again; their papers."""

from __future__ import annotations

from typing import IO

from coordination import workflow
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.meetings import consequences
from coordination.meetings.models import AgendaItem, EntryState, Meeting
from coordination.meetings.queries.facts import facts_of_item
from coordination.outbox import events
from coordination.vault import files
from coordination.vault.models import Attachment, OwnerKind
from coordination.vault.seal import INSTALLATION


def propose(
    actor: Actor,
    group: Group,
    *,
    title: str,
    body: str = "",
    agency: Agency | None = None,
    confidential: bool = False,
) -> AgendaItem:
    """A topic put before the group, in the name of ``agency`` where one is named; the secretary answers it. Raises
    Invalid without a title."""
    if not title:
        raise Invalid(
            N_("The proposal was not sent: it has no title."),
            field="title",
            advice=N_("Say in a few words what it is."),
        )
    item = _new(actor, group, title=title, body=body, agency=agency, confidential=confidential)
    events.emit("agenda_item.propose", thing_id=item.id, by=actor.person_id or 0)
    return item


def _new(
    actor: Actor, group: Group, *, title: str, body: str = "", agency: Agency | None = None, confidential: bool = False
) -> AgendaItem:
    item = AgendaItem(
        group_id=group.id,
        group=group,
        title=title,
        body=body,
        state_since=clock.now(),
        proposer_id=actor.person_id,
        agency_id=agency.id if agency else None,
        proposed_at=clock.now(),
        confidential=confidential,
    )
    db.session.add(item)
    db.session.flush()
    trail.record(actor, "agenda_item.propose", item)
    return item


def new_topic(actor: Actor, meeting: Meeting, *, title: str, confidential: bool = False) -> AgendaItem:
    """A topic that the secretary puts on an agenda directly: proposed and taken up at once."""
    item = _new(actor, meeting.group, title=title, confidential=confidential)
    accept_item(actor, item)
    return item


def accept_item(actor: Actor, item: AgendaItem, *, answer: str = "") -> None:
    """Take the proposal up; it can stand on an agenda. ``answer`` is what the proposer reads."""
    item.answer = answer
    workflow.perform(actor, item, "accept", facts=facts_of_item(item, note=answer), note=answer)


def decline_item(actor: Actor, item: AgendaItem, *, reason: str) -> None:
    """Do not take the proposal up; the proposer reads the reason."""
    with db.session.no_autoflush:
        item.answer = reason
        workflow.perform(actor, item, "decline", facts=facts_of_item(item, note=reason), note=reason)


def withdraw_item(actor: Actor, item: AgendaItem, *, reason: str) -> None:
    """Take the item back, off every agenda that is not published yet."""
    workflow.perform(actor, item, "withdraw", facts=facts_of_item(item, note=reason), note=reason)
    for entry in [one for one in item.entries if one.state == EntryState.SCHEDULED]:
        item.entries.remove(entry)
        db.session.delete(entry)


def reopen_item(actor: Actor, item: AgendaItem, *, reason: str) -> None:
    """Open a closed item again, for a later agenda."""
    workflow.perform(actor, item, "reopen", facts=facts_of_item(item, note=reason), note=reason)


def edit_item(actor: Actor, item: AgendaItem, *, title: str, body: str, confidential: bool) -> None:
    """The secretary corrects the words of an item, or closes it to observers, with what came of it. Raises Invalid
    without a title."""
    if not title:
        raise Invalid(N_("The item was not saved: it has no title."), field="title", advice=N_("Give it a title."))
    changed = item.confidential != confidential
    item.title, item.body, item.confidential = title, body, confidential
    if changed:
        for follow in consequences.CLOSED:
            follow(item)
    trail.record(actor, "agenda.edit", item, detail={"confidential": int(confidential)})


def attach_paper(actor: Actor, item: AgendaItem, *, stream: IO[bytes], filename: str) -> Attachment:
    """Check, encrypt and keep a paper of the item. Raises Invalid in words for the one who uploads."""
    stored = files.store(stream, filename, INSTALLATION)
    paper = files.attach(stored, OwnerKind.AGENDA_ITEM, item.id, by_id=actor.person_id or 0)
    trail.record(actor, "agenda_item.attach", item)
    return paper
