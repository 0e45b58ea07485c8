"""The agenda of one meeting: entries put on it, changed, ordered and taken off, and what it prepares by itself."""

from __future__ import annotations

from collections.abc import Sequence

from coordination import workflow
from coordination.access.actor import Actor
from coordination.audit import trail
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.kernel.errors import Invalid, WrongState
from coordination.kernel.messages import N_
from coordination.lang import say
from coordination.meetings.commands.preparing import coming_back, prepared_items
from coordination.meetings.models import AgendaEntry, AgendaItem, ItemKind, ItemState, Meeting, MeetingState, Purpose
from coordination.meetings.queries import list_entries
from coordination.meetings.queries.agenda import list_for_agenda
from coordination.meetings.queries.facts import facts_of_entry
from coordination.meetings.titles import title_of

UNPUBLISHED = (MeetingState.DRAFT, MeetingState.ANNOUNCED)
OPEN_AGENDA = (*UNPUBLISHED, MeetingState.AGENDA_PUBLISHED, MeetingState.IN_SESSION, MeetingState.RECESSED)
LONGEST = 600
RANKS = {ItemKind.MINUTES: 0, ItemKind.ACTIONS: 1}
"""Last minutes come first, then what was promised, then everything else in the order it stands."""


def add_entry(
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem,
    *,
    purpose: Purpose,
    minutes_planned: int,
    presenter: str,
    late_reason: str = "",
) -> AgendaEntry:
    """Put an open item at the end of the agenda; once published a reason is needed. Raises Invalid, WrongState."""
    _check_open(meeting)
    _check_minutes(minutes_planned)
    if item.group_id != meeting.group_id or item.state != ItemState.OPEN:
        raise Invalid(
            N_("The item was not put on the agenda: it is not an open item of this group."),
            field="item",
            advice=N_("Take the item up first, or open it again."),
        )
    if meeting.state not in UNPUBLISHED and not late_reason:
        raise Invalid(
            N_("The item was not put on the agenda: it is published already, and the reason is empty."),
            field="late_reason",
            advice=N_("Say in a few words why it comes late."),
        )
    entries = list_entries(meeting.id)
    if any(entry.item_id == item.id for entry in entries):
        raise Invalid(
            N_("The item was not put on the agenda: it stands there already, or was taken off."),
            field="item",
            advice=N_("Choose another item, or a later meeting."),
        )
    late = "" if meeting.state in UNPUBLISHED else late_reason
    last = max((entry.position for entry in entries), default=0)
    entry = _put(meeting, item, last + 1, purpose=purpose, minutes_planned=minutes_planned, presenter=presenter)
    entry.late_reason = late
    db.session.flush()
    trail.record(actor, "agenda.edit", meeting, detail={"added": item.id, "late": int(bool(late))}, note=late or None)
    return entry


def edit_entry(
    actor: Actor, entry: AgendaEntry, *, title: str, purpose: Purpose, minutes_planned: int, presenter: str
) -> None:
    """Change how an entry stands on this agenda. Raises Invalid, WrongState."""
    _check_open(entry.meeting)
    _check_minutes(minutes_planned)
    if entry.item.kind == ItemKind.TOPIC:
        if not title:
            raise Invalid(N_("The entry was not saved: it has no title."), field="title", advice=N_("Give it a title."))
        entry.title = title
    entry.purpose, entry.minutes_planned, entry.presenter = purpose, minutes_planned, presenter
    trail.record(actor, "agenda.edit", entry.meeting, detail={"entry": entry.id})


def take_off(actor: Actor, entry: AgendaEntry, *, reason: str) -> None:
    """Take an entry off the agenda. A topic of an agenda that nobody has seen simply goes; anything else stays there as
    taken off, with its reason, so that it is not prepared again."""
    plain = entry.item.kind == ItemKind.TOPIC and entry.item.not_before is None
    if plain and entry.meeting.state in UNPUBLISHED:
        trail.record(actor, "agenda.edit", entry.meeting, detail={"removed": entry.item_id}, note=reason or None)
        db.session.delete(entry)
        return
    withdraw_entry(actor, entry, reason=reason)


def withdraw_entry(actor: Actor, entry: AgendaEntry, *, reason: str) -> None:
    """Take an entry off the agenda with a reason; its item stays open for another meeting."""
    entry.outcome_note = reason[:400]
    workflow.perform(actor, entry, "withdraw", facts=facts_of_entry(entry, note=reason), note=reason)


def order(actor: Actor, meeting: Meeting, entry_ids: Sequence[str]) -> None:
    """Put the entries in the order of these public ids; those not named keep their order behind them. Raises
    WrongState once the meeting is over."""
    _check_open(meeting)
    wanted = {public_id: place for place, public_id in enumerate(entry_ids)}
    entries = list_entries(meeting.id)
    entries.sort(key=lambda entry: wanted.get(entry.public_id, len(wanted)))
    _number(entries)
    trail.record(actor, "agenda.edit", meeting, detail={"order": [entry.id for entry in entries]})


def shift(actor: Actor, meeting: Meeting, entry_id: str, *, by: int) -> None:
    """Move one entry ``by`` places (-1 is one up); beyond the ends it stays."""
    ids = [entry.public_id for entry in list_entries(meeting.id)]
    if entry_id not in ids:
        return
    place = ids.index(entry_id)
    ids.insert(max(0, place + by), ids.pop(place))
    order(actor, meeting, ids)


def prepare_agenda(actor: Actor, meeting: Meeting) -> int:
    """Put onto an unpublished agenda what belongs there by itself: last minutes, actions due, items put off to this
    day, referrals awaiting decision; how many came. Nothing comes twice, nor what stands on another agenda."""
    if meeting.state not in UNPUBLISHED:
        raise WrongState(
            N_("Nothing was prepared: the agenda is published."),
            N_("Put late entries onto it one by one, with a reason."),
        )
    db.session.flush()
    known = list_for_agenda(meeting)
    prepared = prepared_items(meeting, known)
    planned = {item.id: minutes for item, minutes in prepared}
    waiting = [item for item, _minutes in prepared]
    waiting += [item for item in known.items if item.id not in planned and coming_back(item, meeting)]
    entries = list_entries(meeting.id)
    taken = {entry.item_id for entry in entries} | known.elsewhere
    fresh = [
        _put(meeting, item, 0, purpose=_purpose(item), minutes_planned=planned.get(item.id, 15), presenter="")
        for item in waiting
        if item.id not in taken
    ]
    if not fresh:
        return 0
    _number(sorted([*entries, *fresh], key=lambda entry: RANKS.get(entry.item.kind, 2)))
    db.session.flush()
    trail.record(actor, "agenda.edit", meeting, detail={"prepared": [entry.item_id for entry in fresh]})
    return len(fresh)


def _put(
    meeting: Meeting, item: AgendaItem, position: int, *, purpose: Purpose, minutes_planned: int, presenter: str
) -> AgendaEntry:
    entry = AgendaEntry(
        meeting=meeting,
        item=item,
        position=position,
        title=say.message(title_of(item)) if item.kind != ItemKind.TOPIC else item.title,
        purpose=purpose,
        minutes_planned=minutes_planned,
        presenter=presenter,
        state_since=clock.now(),
    )
    db.session.add(entry)
    return entry


def _purpose(item: AgendaItem) -> Purpose:
    """Of a referral of a court the meeting is informed only: its ruling is the court liaison's."""
    if item.kind == ItemKind.ACTIONS:
        return Purpose.INFORMATION
    if item.referral is not None and item.referral.court_route:
        return Purpose.INFORMATION
    return Purpose.DECISION


def _number(entries: Sequence[AgendaEntry]) -> None:
    for position, entry in enumerate(entries, 1):
        if entry.position != position:
            entry.position = position


def _check_open(meeting: Meeting) -> None:
    if meeting.state not in OPEN_AGENDA:
        raise WrongState(
            N_("The agenda was not changed: the meeting is over."), N_("Put the item on the agenda of a later meeting.")
        )


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST:
        raise Invalid(
            N_("The entry was not saved: the minutes must lie between 1 and 600."),
            field="minutes_planned",
            advice=N_("Give how many minutes it may take."),
        )
