"""The outcome of an agenda entry; closing its item, or keeping it open for later, follows from it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from coordination import workflow
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.directory.models import Agency
from coordination.groups.models import Group
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid
from coordination.kernel.messages import N_
from coordination.lang import say
from coordination.lang.zone import local_date
from coordination.meetings import consequences
from coordination.meetings.commands.agenda import add_entry
from coordination.meetings.models import (
    AgendaEntry,
    AgendaItem,
    EntryState,
    ItemKind,
    ItemState,
    Meeting,
    MeetingState,
    Purpose,
)
from coordination.meetings.needs import ItemFacts
from coordination.meetings.queries.agenda import item_of_source
from coordination.meetings.queries.facts import facts_of_entry
from coordination.outbox import events

PUT_OFF = N_("Put off by the meeting before")
TAKEN_BACK = "its outcome was taken back"
"""What the system gives as its reason for opening an item again; never shown."""


def decide(actor: Actor, entry: AgendaEntry, *, resolution_ruled_on: bool, note: str = "") -> None:
    """A resolution was voted on; the minutes' own approval needs none. The item closes."""
    ruled = resolution_ruled_on or entry.item.kind == ItemKind.MINUTES
    _give(actor, entry, "decide", note=note, resolution_ruled_on=ruled)
    _close(entry)
    for follow in consequences.DECIDED:
        follow(actor, entry)


def note(actor: Actor, entry: AgendaEntry, *, note: str = "") -> None:
    """The meeting took note; the item closes."""
    _give(actor, entry, "note", note=note)
    _close(entry)


def defer(
    actor: Actor, entry: AgendaEntry, *, to_meeting: Meeting | None = None, on: date | None = None, note: str = ""
) -> None:
    """Put off to a later meeting or a day, when the item comes back by itself. Raises Invalid for a day that has passed
    or a meeting that is not a later one of the group."""
    if to_meeting is not None and (
        to_meeting.group_id != entry.meeting.group_id or to_meeting.starts_at <= entry.meeting.starts_at
    ):
        raise Invalid(
            N_("It was not put off: that is not a later meeting of this group."),
            field="to_meeting",
            advice=N_("Choose a meeting that is still to come, or type a date."),
        )
    if on is not None and on <= local_date(entry.meeting.starts_at):
        raise Invalid(
            N_("It was not put off: that day is not after the meeting."),
            field="on",
            advice=N_("Give a later day, or choose a coming meeting."),
        )
    with db.session.no_autoflush:
        entry.deferred_to, entry.deferred_on = to_meeting, on
        entry.deferred_to_id = to_meeting.id if to_meeting else None
        _give(actor, entry, "defer", note=note)
    entry.item.not_before = on or (local_date(to_meeting.starts_at) if to_meeting else None)
    if to_meeting is not None and to_meeting.state == MeetingState.AGENDA_PUBLISHED:
        _put_on_published(actor, entry, to_meeting)


def _put_on_published(actor: Actor, entry: AgendaEntry, meeting: Meeting) -> None:
    """A published agenda prepares nothing more by itself, so what is put off to it comes onto it at once."""
    if _entry_on(meeting, entry.item) is None:
        add_entry(
            actor,
            meeting,
            entry.item,
            purpose=Purpose(entry.purpose),
            minutes_planned=entry.minutes_planned,
            presenter=entry.presenter,
            late_reason=say.message(PUT_OFF),
        )


def _entry_on(meeting: Meeting, item: AgendaItem) -> AgendaEntry | None:
    return db.session.scalar(
        select(AgendaEntry).where(AgendaEntry.meeting_id == meeting.id, AgendaEntry.item_id == item.id)
    )


def refer(
    actor: Actor, entry: AgendaEntry, *, agency: Agency | None = None, group: Group | None = None, note: str = ""
) -> None:
    """Hand the matter to an agency, or to another group, which gets it as a proposal. The item closes here."""
    if group is not None and group.id == entry.meeting.group_id:
        raise Invalid(
            N_("It was not referred: that is this very group."),
            field="group",
            advice=N_("Name another group or an agency, or put it off to a later meeting."),
        )
    with db.session.no_autoflush:
        entry.referred_agency, entry.referred_group = agency, group
        entry.referred_agency_id = agency.id if agency else None
        entry.referred_group_id = group.id if group else None
        _give(actor, entry, "refer", note=note)
    _close(entry)
    if group is not None:
        _propose_to(actor, entry, group)


def not_reached(actor: Actor, entry: AgendaEntry) -> None:
    """The meeting did not come to it; the item stays open."""
    _give(actor, entry, "not_reached")


def reopen_entry(actor: Actor, entry: AgendaEntry) -> None:
    """Take the outcome back while the meeting is in session; an item that it closed opens again, and leaves the
    published agenda to which it was put off."""
    workflow.perform(actor, entry, "reopen", facts=facts_of_entry(entry))
    entry.outcome_note = ""
    if entry.deferred_to is not None and entry.deferred_to.state == MeetingState.AGENDA_PUBLISHED:
        later = _entry_on(entry.deferred_to, entry.item)
        if later is not None and later.state == EntryState.SCHEDULED and later.late_reason:
            entry.item.entries.remove(later)
            db.session.delete(later)
    entry.deferred_to = entry.deferred_on = entry.referred_agency = entry.referred_group = None
    if entry.item.state == ItemState.CLOSED:
        workflow.perform(
            Actor.system("agenda_item.reopen"), entry.item, "reopen", facts=ItemFacts(note=TAKEN_BACK), note=""
        )


def _give(actor: Actor, entry: AgendaEntry, move: str, *, note: str = "", resolution_ruled_on: bool = False) -> None:
    facts = facts_of_entry(entry, note=note, resolution_ruled_on=resolution_ruled_on)
    workflow.perform(actor, entry, move, facts=facts, note=note)
    entry.outcome_note = note[:400]


def _close(entry: AgendaEntry) -> None:
    """The system closes an item whose entry came to an end; one that somebody took back meanwhile is left."""
    if entry.item.state != ItemState.OPEN:
        return
    facts = ItemFacts(outcome=EntryState(entry.state))
    workflow.perform(Actor.system("agenda_item.close"), entry.item, "close", facts=facts)
    entry.item.not_before = None


def _propose_to(actor: Actor, entry: AgendaEntry, group: Group) -> None:
    """The other group's secretary finds it among the proposals, once however often the outcome is given."""
    item = entry.item
    source = f"entry:{entry.id}"
    if item_of_source(group.id, source) is not None:
        return
    proposal = AgendaItem(
        group_id=group.id,
        kind=ItemKind.REFERRAL if item.referral_id else ItemKind.TOPIC,
        title=entry.title,
        body=item.body,
        state_since=clock.now(),
        proposer_id=actor.person_id,
        proposed_at=clock.now(),
        confidential=item.confidential,
        referral_id=item.referral_id,
        source=source,
    )
    db.session.add(proposal)
    db.session.flush()
    trail.record(actor, "agenda_item.propose", proposal)
    events.emit("agenda_item.propose", thing_id=proposal.id, by=actor.person_id or 0)
