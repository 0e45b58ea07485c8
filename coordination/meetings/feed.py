"""A person's meetings as the calendar file that a calendar program reads again and again, and the tag that says whether
it has changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from coordination.accounts.models import Person
from coordination.kernel.messages import N_
from coordination.lang import locale, say
from coordination.meetings import calendar_files
from coordination.meetings.calendar_files import Entry
from coordination.meetings.invitation_mails import entry_of, page_of
from coordination.meetings.models import Meeting, MeetingState
from coordination.meetings.queries.inviting import list_of_feed, stamps_of_feed


def tag_of(person: Person) -> str:
    """Changes with any meeting of the feed, its group, or the person's language; one cheap statement."""
    stamps = [tuple(row) for row in stamps_of_feed(person.id)]
    return hashlib.sha256(repr((person.id, person.language, stamps)).encode()).hexdigest()[:32]


def file_of(person: Person) -> bytes:
    """The calendar file, in the person's language; the same bytes as long as nothing has changed."""
    with locale.using(person.language):
        entries = [_entry(meeting) for meeting in list_of_feed(person.id)]
        return calendar_files.feed(entries, say.message(N_("My meetings")))


def _entry(meeting: Meeting) -> Entry:
    cancelled = meeting.state in (MeetingState.CANCELLED, MeetingState.NO_QUORUM)
    return replace(entry_of(meeting, url=page_of(meeting), cancelled=cancelled), stamp=meeting.state_since)
