"""An objection goes before the lead group: tabled, on the next agenda by itself, overruled by a resolution."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import expect

from coordination.cases.models import Risk
from coordination.groups.models import SeatKind
from coordination.kernel.db import db
from tests.browser.acts import NAMES, made
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.conftest import MOMENT
from tests.gatherings import add_meeting, add_seat
from tests.world import World

pytestmark = pytest.mark.browser

OBJECTION = "مرکز ما برنامه‌ای برای این گروه سنی ندارد."
WORDS = "اعتراض وارد نیست؛ مرکز کودک را تا پایان هفته بپذیرد."


def called(app: Flask, town: World) -> str:
    """The page of the next meeting of the lead group, which has two members and an observer by now."""
    with app.app_context():
        add_seat(town.lead, town.chair)
        add_seat(town.lead, town.member)
        add_seat(town.lead, town.observer, SeatKind.OBSERVER)
        meeting = add_meeting(town.lead, starts_at=MOMENT + timedelta(minutes=5))
        db.session.commit()
        return f"/meetings/{meeting.public_id}"


def object_to(recipient: Visitor, code: str) -> None:
    recipient.find(code)
    recipient.take("Object")
    recipient.write("Why can you not take this child?", OBJECTION)
    recipient.press("Send the objection")
    recipient.is_told("The objection was sent to the reviewer.")


def announce(secretary: Visitor, meeting: str) -> None:
    """With this the agenda prepares itself."""
    secretary.go(meeting)
    secretary.press("Announce")
    secretary.press("Announce")
    secretary.is_told("The meeting was announced; the invitations are on their way.")


def begin(secretary: Visitor, meeting: str) -> None:
    """Opened, everybody in."""
    secretary.press("Open the meeting")
    secretary.press("Attendance")
    secretary.press("All present")
    expect(secretary.named("All present")).to_have_count(0)
    secretary.go(meeting)


def overrule(secretary: Visitor) -> None:
    """On the page of minutes: the words, what they do to the referral, and the outcome, which adopts them."""
    secretary.press("Write the minutes")
    page, record = secretary.page, secretary.page.locator(".rec")
    page.locator("#text").fill(f"{secretary.say('Decision')}: {WORDS}")
    expect(record).to_contain_text(WORDS)
    record.get_by_role("link").filter(has_text=secretary.say("Correct it")).click()
    secretary.tick("Overrules the objection to the referral")
    secretary.press("Save the correction")
    expect(record).to_contain_text(secretary.say("Overrules the objection to the referral"))
    secretary.press("Decided")
    expect(record).to_contain_text(secretary.say("Adopted, provisional"))


def test_objected_tabled_and_overruled_by_a_resolution(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    code = made(app, town, lambda stage: stage.received(risk=Risk.HIGH))
    meeting = called(app, town)
    recipient = arrive(town.welfare_liaison)
    object_to(recipient, code)
    site.tell()

    secretary = arrive(town.reviewer)
    secretary.press("Rule on it", of=code)
    secretary.sees(OBJECTION)
    secretary.press("Put it on the next agenda")
    secretary.is_told("The referral waits for the next agenda of the lead group.")
    announce(secretary, meeting)
    secretary.sees(code)
    secretary.misses(*NAMES)
    observer = arrive(town.observer)
    assert observer.go(meeting) == 200
    observer.misses(code)

    begin(secretary, meeting)
    overrule(secretary)
    number = secretary.page.locator(".rec .code").first.inner_text()
    site.tell()

    recipient.find(code)
    recipient.is_told("Received")
    past = recipient.part("What has happened")
    assert number in past
    assert WORDS in past
    recipient.take("Accept")

    secretary.page.locator(".rec header a").filter(has_text=number).click()
    followed = secretary.part("What became of it")
    performed = secretary.say("Performed or asked for on %(when)s").split("%(when)s")[0]
    for words in (secretary.say("Overrules the objection to the referral"), code, performed):
        assert words in followed
