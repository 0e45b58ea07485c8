"""Calendar files of RFC 5545 and 5546: one meeting as an invitation or its cancelling, many as a feed. Pure functions,
and the only importer of ``icalendar``.

Times are UTC, the Jalali date stands in the description, and no rule of recurrence is used: each meeting is its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from icalendar import Calendar, Event, vCalAddress

from coordination.meetings.models import Answer

PRODUCT = "-//Hamahang//Meetings//FA"
SAID = {
    Answer.NONE: "NEEDS-ACTION",
    Answer.YES: "ACCEPTED",
    Answer.NO: "DECLINED",
    Answer.PERHAPS: "TENTATIVE",
}
READ_AGAIN_AFTER = timedelta(hours=1)
"""How long a calendar program may wait before it reads a feed again."""

Method = Literal["REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Somebody:
    """An organizer or attendee: name, address, and what was answered."""

    name: str
    address: str
    answer: Answer = Answer.NONE


@dataclass(frozen=True, slots=True)
class Entry:
    """A meeting as a calendar shows it. ``stamp`` is when this was written; ``url`` may be empty."""

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    place: str
    description: str
    organizer: Somebody
    url: str = ""
    cancelled: bool = False


def invitation(entry: Entry, attendees: Iterable[Somebody], method: Method) -> bytes:
    """The file of one meeting for those it names. Answers go by the links of the mail, so none is asked of the calendar
    program."""
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(entry)
    for one in attendees:
        event.add("attendee", _attendee(one), encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(entries: Iterable[Entry], name: str) -> bytes:
    """The file of many meetings that a calendar program reads again and again; it names nobody."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", READ_AGAIN_AFTER, {"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", _whole_second(entry.stamp))
    event.add("dtstart", _whole_second(entry.starts_at))
    event.add("dtend", _whole_second(entry.ends_at))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.cancelled else "OPAQUE")
    event.add("organizer", vCalAddress.new(entry.organizer.address, cn=_parameter(entry.organizer.name)), encode=False)
    if entry.place:
        event.add("location", entry.place)
    if entry.url:
        event.add("url", entry.url)
    return event


def _attendee(one: Somebody) -> vCalAddress:
    return vCalAddress.new(
        one.address,
        cn=_parameter(one.name),
        cutype="INDIVIDUAL",
        role="REQ-PARTICIPANT",
        partstat=SAID[one.answer],
        rsvp=False,
    )


def _parameter(text: str) -> str:
    """A name as the value of a parameter, which has no way to write a quotation mark or a control character."""
    return "".join(sign for sign in text.replace('"', "'") if sign.isprintable() or sign == "\u200c")


def _whole_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
