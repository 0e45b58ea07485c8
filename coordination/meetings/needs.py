"""What each move of a meeting, an agenda item and an agenda entry needs, over facts loaded once (machines.csv)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coordination.kernel.machine import need
from coordination.kernel.messages import N_
from coordination.meetings.models import AgendaEntry, AgendaItem, EntryState, Meeting, MeetingState

REOPEN_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is known when a move of a meeting is tried: counts of its agenda and its sheet, and its minutes' state."""

    now: datetime
    note: str = ""
    invitees: int = 0
    entries: int = 0
    entries_without_outcome: int = 0
    sheet_rows: int = 0
    rows_unmarked: int = 0
    items_waiting: int = 0
    """Items that would come onto the agenda by themselves and do not stand there; counted once it is announced."""
    quorum_met: bool = True
    minutes_drafting: bool = False
    minutes_signed: bool = False


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known when a move of an agenda item is tried."""

    note: str = ""
    on_published_agenda: bool = False
    outcome: EntryState | None = None
    """The outcome of its entry that has just been given."""


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What is known when a move of an agenda entry is tried."""

    note: str = ""
    resolution_ruled_on: bool = False
    """One of its resolutions was adopted, rejected or deferred; or it is the minutes' own approval."""
    meeting_state: MeetingState = MeetingState.IN_SESSION


@need(N_("The place, the start or the end is missing. Fill them in before the meeting is announced."), cheap=True)
def start_end_place(_actor: Any, meeting: Meeting, _facts: Any) -> bool:
    return bool(meeting.place and meeting.starts_at and meeting.ends_at)


@need(N_("Nobody is invited yet. Add the members or guests who should come."))
def has_invitee(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.invitees > 0


@need(N_("The agenda is empty. Put at least one entry on it."))
def has_entry(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.entries > 0


@need(N_("There is no attendance sheet yet. Open it first, so that presence can be marked."))
def attendance_sheet(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.sheet_rows > 0


@need(N_("An entry of the agenda has no outcome yet. Give each one its outcome, or mark it as not reached."))
def every_entry_has_outcome(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.entries_without_outcome == 0


@need(N_("Somebody on the attendance sheet is neither present nor absent. Mark everybody first."))
def attendance_complete(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.sheet_rows > 0 and facts.rows_unmarked == 0


@need(N_("More than 24 hours have passed since the meeting ended."))
def within_24_hours(_actor: Any, meeting: Meeting, facts: MeetingFacts) -> bool:
    return meeting.ended_at is not None and facts.now - meeting.ended_at <= REOPEN_WITHIN


@need(N_("The minutes have left drafting. Take them back for revision first."))
def minutes_drafting(_actor: Any, _thing: Any, facts: Any) -> bool:
    return bool(facts.minutes_drafting)


@need(N_("The attendance sheet does not show a shortfall: mark who is absent first."))
def attendance_shows_shortfall(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.sheet_rows > 0 and not facts.quorum_met


@need(N_("The minutes are not signed yet."))
def minutes_signed(_actor: Any, _meeting: Meeting, facts: MeetingFacts) -> bool:
    return facts.minutes_signed


@need(N_("The reason is empty. Write it in a few words."), typed=True)
def reason(_actor: Any, _thing: Any, facts: Any) -> bool:
    return bool(facts.note)


@need(N_("It stands on a published agenda. Let that meeting deal with it, or take it off the agenda with a reason."))
def not_on_a_published_agenda(_actor: Any, _item: AgendaItem, facts: ItemFacts) -> bool:
    return not facts.on_published_agenda


@need(N_("No entry of this item was decided, noted or referred."))
def entry_decided_noted_or_referred(_actor: Any, _item: AgendaItem, facts: ItemFacts) -> bool:
    return facts.outcome in (EntryState.DECIDED, EntryState.NOTED, EntryState.REFERRED)


@need(N_("No resolution of this entry was voted on. Record one, or choose another outcome."))
def resolution_ruled_on(_actor: Any, _entry: AgendaEntry, facts: EntryFacts) -> bool:
    return facts.resolution_ruled_on


@need(N_("To when is missing. Choose a later meeting, or type a date."), typed=True)
def to_meeting_or_date(_actor: Any, entry: AgendaEntry, _facts: EntryFacts) -> bool:
    return entry.deferred_to_id is not None or entry.deferred_on is not None


@need(N_("To whom is missing. Name an agency or a group."), typed=True)
def agency_or_group(_actor: Any, entry: AgendaEntry, _facts: EntryFacts) -> bool:
    return entry.referred_agency_id is not None or entry.referred_group_id is not None


@need(N_("The meeting is not in session. Reopen the meeting first."))
def meeting_in_session(_actor: Any, _entry: AgendaEntry, facts: EntryFacts) -> bool:
    return facts.meeting_state in (MeetingState.IN_SESSION, MeetingState.RECESSED)
