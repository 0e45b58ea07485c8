"""A member's action on his phone: from the notice, through more time and a report with a paper, to verified."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, expect

from coordination.kernel.db import db
from coordination.minutes import commands as minutes
from coordination.minutes.models import MinutesState
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.minutes.held import hold
from tests.world import World, acting

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
FIRST_DATE, LATER_DATE = "۱۴۰۵/۹/۷", "۱۴۰۵/۹/۲۰"
NOTE = "دو مدرسه پاسخ داده‌اند؛ سومی شنبه پاسخ می‌دهد."
WHY = "مدرسه سوم تا پایان هفته تعطیل است."
RESULT = "فهرست هر سه مدرسه فرستاده شد."
PAPER = "فهرست.pdf"
FILE: FilePayload = {
    "name": PAPER,
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n",
}
MOST_PRESSES = 3
OVERFLOWS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def issued(app: Flask, town: World) -> tuple[str, str]:
    """Number and title of the member's action, issued as the chair approves the minutes; the chair verifies it."""
    with app.app_context():
        held = hold(town, MinutesState.IN_REVIEW)
        held.action.verifier_id, held.action.resolution_id = town.chair.id, held.resolution.id
        db.session.commit()
        minutes.approve(acting(town.chair), held.again())
        db.session.commit()
        assert held.action.number
        return held.action.number, held.action.title


def fits(visitor: Visitor) -> None:
    """What was put into the page since it was loaded does not let it be scrolled sideways."""
    assert visitor.page.evaluate(OVERFLOWS) == 0


def take(visitor: Visitor, move: str) -> None:
    """A move of the action's page; on a phone most of them lie behind a button."""
    visitor.press("Other moves")
    visitor.press(move)


def test_from_the_notice_to_verified_on_a_phone(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    number, title = issued(app, town)
    site.tell()

    member = arrive(town.member, **PHONE)
    member.turn_to("Notices")
    member.page.get_by_role("button").filter(has_text=title).click()
    member.sees(number)
    member.press("Accept the action")
    member.is_told("You accepted the action.")
    take(member, "Start")
    member.is_told("The action is in progress.")
    member.write("How far is it?", NOTE)
    member.press("Save the note")
    member.is_told("The note was saved.")
    member.sees(NOTE)
    take(member, "Ask for more time")
    member.write("Until which day?", LATER_DATE)
    member.write("Why cannot the date be kept?", WHY)
    member.press("Ask for more time")
    member.is_told("More time was asked. The date stays until it is granted.")
    site.tell()

    secretary = arrive(town.secretary, **PHONE)
    secretary.turn_to("Notices")
    secretary.page.get_by_role("button").filter(has_text=title).first.click()
    secretary.press("Answer the request for more time")
    secretary.sees(WHY)
    secretary.press("Grant more time")
    secretary.is_told("More time was granted; the owner was told.")

    member.page.reload()
    facts = member.page.get_by_role("region", name=member.say("Facts"))
    for name, day in (("Due", "۲۰ آذر"), ("First date", "۷ آذر")):
        fact = facts.locator("div").filter(has=member.page.get_by_text(member.say(name), exact=True))
        expect(fact).to_contain_text(day)

    member.turn_to("Actions")
    member.pressed = 0
    member.press("Report done", of=number)
    member.write("What was done?", RESULT)
    fits(member)
    with member.page.expect_file_chooser() as chooser:
        member.field("What shows it (not required)").click()
    member.pressed += 1
    chooser.value.set_files([FILE])
    member.press("Report done")
    member.is_told("You reported the action done; it went to the verifier.")
    assert member.pressed <= MOST_PRESSES
    site.tell()

    verifier = arrive(town.chair, **PHONE)
    verifier.turn_to("Actions")
    verifier.page.get_by_role("link").filter(has_text=verifier.say("I verify")).click()
    verifier.press("Verify", of=number)
    verifier.sees(RESULT)
    verifier.sees(PAPER)
    fits(verifier)
    verifier.press("Verify")
    verifier.is_told("The action is verified.")
    site.tell()

    member.turn_to("Notices")
    member.is_told("The action %(what)s was verified.", what=f"{number} «{title}»")


def test_list_of_actions_is_read_in_english_too(app: Flask, arrive: Arrive, town: World) -> None:
    number, title = issued(app, town)
    member = arrive(town.member, language="en", **PHONE)
    member.turn_to("Actions")
    member.is_told("My actions")
    member.sees(title)
    member.sees(number)
    member.press("Accept the action", of=number)
    member.is_told("You accepted the action.")
