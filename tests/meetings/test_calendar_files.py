"""Calendar files as RFC 5545 and 5546 want them, read back by ``icalendar``."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from icalendar import Calendar, Event

from coordination.meetings.calendar_files import Entry, Somebody, feed, invitation
from coordination.meetings.models import Answer

STARTS = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
ENTRY = Entry(
    uid="abcdefghijklmnop@hamahang",
    sequence=0,
    stamp=datetime(2026, 11, 21, 6, 30, 15, 999, tzinfo=UTC),
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=2),
    summary="کارگروه آموزش: جلسه ۲۳",
    place="تالار شهرداری، طبقه ۲",
    description="چهارشنبه ۴ آذر ۱۴۰۵\nساعت ۱۰:۰۰ تا ۱۲:۰۰",
    organizer=Somebody("هماهنگ", "hamahang@example.org"),
)
SARA = Somebody("سارا ملکی", "sara@example.org")
NIMA = Somebody("نیما فروغ", "nima@example.org", Answer.YES)


def only_event(file: bytes) -> Event:
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_an_invitation_is_a_request_of_one_event_in_utc() -> None:
    file = invitation(ENTRY, [SARA], "REQUEST")
    calendar, event = Calendar.from_ical(file), only_event(file)
    assert (calendar["METHOD"], calendar["VERSION"], event["UID"]) == ("REQUEST", "2.0", ENTRY.uid)
    assert b"DTSTART:20261125T063000Z\r\n" in file
    assert b"DTEND:20261125T083000Z\r\n" in file
    assert b"DTSTAMP:20261121T063015Z\r\n" in file
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")


def test_a_time_given_in_another_zone_is_written_in_utc() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    file = invitation(replace(ENTRY, starts_at=STARTS.astimezone(tehran)), [SARA], "REQUEST")
    assert b"DTSTART:20261125T063000Z\r\n" in file


def test_no_rule_of_recurrence_stands_in_an_invitation() -> None:
    event = only_event(invitation(ENTRY, [SARA], "REQUEST"))
    assert {"RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"} & set(event) == set()


def test_sequences_zero_one_two_and_the_cancelling_keep_one_uid() -> None:
    files = [
        invitation(ENTRY, [SARA], "REQUEST"),
        invitation(replace(ENTRY, sequence=1, place="مدرسه نمونه"), [SARA], "REQUEST"),
        invitation(replace(ENTRY, sequence=2, starts_at=STARTS + timedelta(minutes=30)), [SARA], "REQUEST"),
        invitation(replace(ENTRY, sequence=3, cancelled=True), [SARA], "CANCEL"),
    ]
    events = [only_event(file) for file in files]
    assert {event["UID"] for event in events} == {ENTRY.uid}
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2, 3]
    assert [Calendar.from_ical(file)["METHOD"] for file in files] == ["REQUEST"] * 3 + ["CANCEL"]
    assert [event["STATUS"] for event in events] == ["CONFIRMED"] * 3 + ["CANCELLED"]


def test_attendees_stand_with_name_address_and_answer() -> None:
    attendees = only_event(invitation(ENTRY, [SARA, NIMA], "REQUEST"))["ATTENDEE"]
    assert [(one.email, one.params["CN"], one.params["PARTSTAT"]) for one in attendees] == [
        ("sara@example.org", "سارا ملکی", "NEEDS-ACTION"),
        ("nima@example.org", "نیما فروغ", "ACCEPTED"),
    ]


def test_the_organizer_is_the_installations_address() -> None:
    organizer = only_event(invitation(ENTRY, [SARA], "REQUEST"))["ORGANIZER"]
    assert (organizer.email, organizer.params["CN"]) == ("hamahang@example.org", "هماهنگ")


@pytest.mark.parametrize(
    "text",
    [
        "دستور جلسه: ۱، ۲؛ ۳",
        "commas, semicolons; and a \\ stroke",
        "first line\nsecond line\n\nfourth",
        "می‌شود و نیم‌فاصله " * 30,
        "END:VEVENT\r\nBEGIN:VEVENT".replace("\r\n", "\n"),
        'a "quoted" word: and a colon',
    ],
)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    event = only_event(invitation(replace(ENTRY, summary=text, description=text, place=text), [SARA], "REQUEST"))
    assert [str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [text] * 3


def test_lines_end_with_crlf_and_have_at_most_75_octets() -> None:
    file = invitation(replace(ENTRY, description="ضبط صورت‌جلسه و پیگیری آن، " * 40), [SARA, NIMA], "REQUEST")
    lines = file.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    assert all(line.decode() or line == b"" for line in lines)


def test_a_name_with_signs_of_the_format_does_not_break_out_of_it() -> None:
    odd = Somebody('سارا "س"; م, ن:\r\nATTENDEE:mailto:x@example.org', "sara@example.org")
    attendee = only_event(invitation(ENTRY, [odd], "REQUEST"))["ATTENDEE"]
    assert attendee.email == "sara@example.org"
    assert attendee.params["CN"].startswith("سارا 's'".replace("s", "س"))


def test_a_feed_holds_every_meeting_and_names_nobody() -> None:
    other = replace(ENTRY, uid="other@hamahang", cancelled=True)
    calendar = Calendar.from_ical(feed([ENTRY, other], "جلسه‌های من"))
    events = calendar.walk("VEVENT")
    assert [(str(event["UID"]), event["STATUS"]) for event in events] == [
        (ENTRY.uid, "CONFIRMED"),
        ("other@hamahang", "CANCELLED"),
    ]
    assert (calendar["METHOD"], calendar["X-WR-CALNAME"]) == ("PUBLISH", "جلسه‌های من")
    assert all("ATTENDEE" not in event for event in events)


def test_an_empty_feed_is_a_calendar() -> None:
    assert Calendar.from_ical(feed([], "جلسه‌های من")).walk("VEVENT") == []
