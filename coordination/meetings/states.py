"""The machines of a meeting, an agenda item and an agenda entry: states with their looks, moves with their needs."""

from __future__ import annotations

from coordination.kernel.machine import Look, Machine, Move
from coordination.kernel.messages import N_
from coordination.meetings import needs as n
from coordination.meetings.models import EntryState as E
from coordination.meetings.models import ItemState as I
from coordination.meetings.models import MeetingState as M

MEETING = Machine(
    "meeting",
    M,
    looks={
        M.DRAFT: Look(N_("Planned"), "way", "ring"),
        M.ANNOUNCED: Look(N_("Announced"), "way", "eighth"),
        M.AGENDA_PUBLISHED: Look(N_("Agenda published"), "way", "quarter"),
        M.IN_SESSION: Look(N_("In session"), "work", "half"),
        M.RECESSED: Look(N_("In recess"), "still", "bars"),
        M.ENDED: Look(N_("Held, minutes open"), "work", "threequarter"),
        M.CLOSED: Look(N_("Minutes signed"), "ended", "tick"),
        M.NO_QUORUM: Look(N_("Without quorum"), "ended", "stroke"),
        M.CANCELLED: Look(N_("Cancelled"), "ended", "stroke"),
    },
    moves=(
        Move("announce", (M.DRAFT,), M.ANNOUNCED, (n.start_end_place, n.has_invitee),
             N_("Announce"), N_("%(who)s announced the meeting."), "main"),
        Move("publish_agenda", (M.ANNOUNCED,), M.AGENDA_PUBLISHED, (n.has_entry,),
             N_("Publish the agenda"), N_("%(who)s published the agenda."), "main"),
        Move("open", (M.ANNOUNCED, M.AGENDA_PUBLISHED), M.IN_SESSION, (n.attendance_sheet,),
             N_("Open the meeting"), N_("%(who)s opened the meeting."), "main"),
        Move("recess", (M.IN_SESSION,), M.RECESSED, (),
             N_("Recess"), N_("%(who)s called a recess.")),
        Move("resume", (M.RECESSED,), M.IN_SESSION, (),
             N_("Go on with the meeting"), N_("%(who)s went on with the meeting."), "main"),
        Move("end", (M.IN_SESSION, M.RECESSED), M.ENDED, (n.every_entry_has_outcome, n.attendance_complete),
             N_("End the meeting"), N_("%(who)s ended the meeting."), "main"),
        Move("reopen", (M.ENDED,), M.IN_SESSION, (n.within_24_hours, n.minutes_drafting),
             N_("Reopen the meeting"), N_("%(who)s reopened the meeting.")),
        Move("declare_no_quorum", (M.ANNOUNCED, M.AGENDA_PUBLISHED), M.NO_QUORUM, (n.attendance_shows_shortfall,),
             N_("Declare no quorum"), N_("%(who)s declared that there was no quorum."), "danger"),
        Move("cancel", (M.DRAFT, M.ANNOUNCED, M.AGENDA_PUBLISHED), M.CANCELLED, (n.reason,),
             N_("Cancel the meeting"), N_("%(who)s cancelled the meeting."), "danger"),
        Move("close", (M.ENDED,), M.CLOSED, (n.minutes_signed,),
             N_("Close the meeting"), N_("The minutes were signed and the meeting was closed.")),
    ),
)  # fmt: skip

AGENDA_ITEM = Machine(
    "agenda_item",
    I,
    looks={
        I.PROPOSED: Look(N_("Proposed"), "way", "ring"),
        I.OPEN: Look(N_("Open"), "work", "half"),
        I.DECLINED: Look(N_("Not taken up"), "ended", "stroke"),
        I.WITHDRAWN: Look(N_("Withdrawn"), "ended", "stroke"),
        I.CLOSED: Look(N_("Closed"), "ended", "tick"),
    },
    moves=(
        Move("accept", (I.PROPOSED,), I.OPEN, (),
             N_("Take up"), N_("%(who)s took the item up."), "main"),
        Move("decline", (I.PROPOSED,), I.DECLINED, (n.reason,),
             N_("Do not take up"), N_("%(who)s did not take the item up."), "danger"),
        Move("withdraw", (I.PROPOSED, I.OPEN), I.WITHDRAWN, (n.reason, n.not_on_a_published_agenda),
             N_("Withdraw the item"), N_("%(who)s withdrew the item.")),
        Move("close", (I.OPEN,), I.CLOSED, (n.entry_decided_noted_or_referred,),
             N_("Close the item"), N_("The item was closed.")),
        Move("reopen", (I.CLOSED,), I.OPEN, (n.reason,),
             N_("Open the item again"), N_("%(who)s opened the item again.")),
    ),
)  # fmt: skip

AGENDA_ENTRY = Machine(
    "agenda_entry",
    E,
    looks={
        E.SCHEDULED: Look(N_("To come"), "way", "ring"),
        E.DECIDED: Look(N_("Decided"), "ended", "tick"),
        E.NOTED: Look(N_("Noted"), "ended", "tick"),
        E.DEFERRED: Look(N_("To a later meeting"), "still", "bars"),
        E.REFERRED: Look(N_("Referred on"), "ended", "stroke"),
        E.NOT_REACHED: Look(N_("Not reached"), "ended", "stroke"),
        E.WITHDRAWN: Look(N_("Taken off the agenda"), "ended", "stroke"),
    },
    moves=(
        Move("decide", (E.SCHEDULED,), E.DECIDED, (n.resolution_ruled_on,),
             N_("Decided"), N_("%(who)s recorded: decided."), "main"),
        Move("note", (E.SCHEDULED,), E.NOTED, (),
             N_("Noted"), N_("%(who)s recorded: noted.")),
        Move("defer", (E.SCHEDULED,), E.DEFERRED, (n.to_meeting_or_date,),
             N_("To a later meeting"), N_("%(who)s put it off to a later meeting.")),
        Move("refer", (E.SCHEDULED,), E.REFERRED, (n.agency_or_group,),
             N_("To another body"), N_("%(who)s referred it to another body.")),
        Move("not_reached", (E.SCHEDULED,), E.NOT_REACHED, (),
             N_("Not reached"), N_("%(who)s recorded: not reached.")),
        Move("withdraw", (E.SCHEDULED,), E.WITHDRAWN, (n.reason,),
             N_("Take off the agenda"), N_("%(who)s took the entry off the agenda.")),
        Move("reopen", (E.DECIDED, E.NOTED, E.DEFERRED, E.REFERRED, E.NOT_REACHED), E.SCHEDULED,
             (n.meeting_in_session,),
             N_("Take the outcome back"), N_("%(who)s took the outcome back.")),
    ),
)  # fmt: skip
