"""The calendar files that arrive with the mails, from the announcement of a meeting to its cancelling, as its pages
bring them about."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.outbox import outbox, relay
from tests.gatherings import add_entry, add_meeting
from tests.pages import send
from tests.world import World, sign_in

pytestmark = pytest.mark.both

STARTS = "20261123T063000Z"
LATER = "20261123T073000Z"
REASON = "همایش کشوری"


def arrived(app: Flask, to: str) -> tuple[str, Any]:
    """Method and event of the newest calendar file mailed to an address; what waits in the outbox is sent before."""
    with app.app_context():
        for minutes in (2, 4):
            with clock.at(clock.now() + timedelta(minutes=minutes)):
                relay.step()
        files = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in outbox().mail_dir.glob("*")]
    texts = [
        part.get_content()
        for mail in files
        if to in mail["To"]
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    found = [Calendar.from_ical(text) for text in texts]
    newest = max(found, key=lambda one: int(one.walk("VEVENT")[0]["SEQUENCE"]))
    return str(newest["METHOD"]), newest.walk("VEVENT")[0]


def test_files_in_the_mails_of_a_meeting_that_is_moved_and_cancelled(
    app: Flask, world: World, client: FlaskClient
) -> None:
    with app.app_context():
        meeting = add_meeting(world.group, starts_at=clock.now() + timedelta(days=2))
        add_entry(meeting)
        db.session.commit()
        page = f"/meetings/{meeting.public_id}"
    sign_in(client, world.secretary)
    seen, uids = [], set()
    for step, typed in (
        ("announce", {}),
        ("edit", {"starts_at": "۱۴۰۵/۹/۲ ۱۱:۰۰", "ends_at": "۱۳:۰۰"}),
        ("edit", {"place": "مدرسه نمونه"}),
        ("cancel", {"reason": REASON}),
    ):
        assert send(client, f"{page}/{step}", typed).status_code == 303
        method, event = arrived(app, world.member.email)
        start = event["DTSTART"].dt.strftime("%Y%m%dT%H%M%SZ")
        seen.append((method, int(event["SEQUENCE"]), start, str(event["LOCATION"]), str(event.get("STATUS"))))
        uids.add(str(event["UID"]))
    assert seen == [
        ("REQUEST", 0, STARTS, "تالار شهرداری", "CONFIRMED"),
        ("REQUEST", 1, LATER, "تالار شهرداری", "CONFIRMED"),
        ("REQUEST", 2, LATER, "مدرسه نمونه", "CONFIRMED"),
        ("CANCEL", 3, LATER, "مدرسه نمونه", "CANCELLED"),
    ]
    assert len(uids) == 1
