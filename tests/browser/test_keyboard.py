"""The keyboard alone is enough."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from coordination.actions.models import ActionState
from coordination.kernel.db import db
from coordination.meetings.models import MeetingState
from tests.browser.acts import FAMILY_NAME, made
from tests.browser.conftest import Arrive
from tests.browser.visitor import PASSWORD, Visitor
from tests.gatherings import add_action, add_invitee, add_meeting
from tests.referrals.stage import Stage
from tests.world import World

pytestmark = pytest.mark.browser

MOST_STEPS = 60
FOCUSED = "() => (document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"


def sign_in_by_keys(visitor: Visitor, email: str) -> None:
    visitor.go("/sign-in")
    keys = visitor.page.keyboard
    keys.type(email)
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    visitor.is_told("Today")


def tab_to(visitor: Visitor, name: str) -> None:
    """Tab until the focus is on what has the name."""
    seen = []
    for _step in range(MOST_STEPS):
        visitor.page.keyboard.press("Tab")
        seen.append(visitor.page.evaluate(FOCUSED))
        if seen[-1] == name:
            return
    raise AssertionError(f"no way to {name}: {seen}")


def test_signed_in_found_and_accepted_by_keys(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.received)
    recipient = arrive()
    sign_in_by_keys(recipient, town.welfare_liaison.email)
    keys = recipient.page.keyboard
    keys.press("/")
    keys.type(code)
    keys.press("Enter")
    recipient.sees(code)
    tab_to(recipient, recipient.say("Accept"))
    keys.press("Enter")
    recipient.page.wait_for_url("**/accept")
    tab_to(recipient, recipient.say("Accept and open the name"))
    keys.press("Enter")
    recipient.sees(FAMILY_NAME)


def test_row_of_the_inbox_opens_and_closes_by_keys(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.sent)
    recipient = arrive(town.welfare_liaison)
    recipient.turn_to("Referrals")
    tab_to(recipient, f"{recipient.say('Accept')} {code}")
    recipient.page.keyboard.press("Enter")
    expect(recipient.field("Handler")).to_be_focused()
    recipient.page.keyboard.press("Escape")
    expect(recipient.named("Accept", of=code)).to_be_visible()


def test_first_key_leads_past_the_menu(arrive: Arrive, town: World) -> None:
    reader = arrive(town.welfare_liaison)
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate(FOCUSED) == reader.say("Skip to the page's content")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("main")).to_be_focused()


def test_day_is_chosen_in_the_calendar_by_keys(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.accepted)
    recipient = arrive(town.welfare_liaison)
    recipient.find(code)
    recipient.take("Begin the service")
    tab_to(recipient, recipient.say("Choose a day: %(field)s", field=recipient.say("Day of the first contact")))
    keys = recipient.page.keyboard
    keys.press("Enter")
    keys.press("ArrowRight")  # to the day before, for the week runs from right to left
    keys.press("Enter")
    expect(recipient.field("Day of the first contact")).to_have_value("۱۴۰۵/۸/۲۹")


def test_invitation_is_answered_and_an_action_reported_done_by_keys(app: Flask, arrive: Arrive, town: World) -> None:
    with app.app_context():
        meeting = add_meeting(town.group, state=MeetingState.ANNOUNCED)
        add_invitee(meeting, town.member)
        columns = {"agency": town.welfare, "verifier": town.secretary, "group": town.group}
        number = add_action(ActionState.IN_PROGRESS, owner=town.member, **columns).number
        db.session.commit()
    member = arrive()
    sign_in_by_keys(member, town.member.email)
    keys = member.page.keyboard
    tab_to(member, member.say("I come"))
    keys.press("Enter")
    member.is_told("Your answer is with the secretary.")

    tab_to(member, member.say("Hamahang"))
    keys.press("Enter")
    member.page.wait_for_url(f"{member.site.url}/")
    tab_to(member, f"{member.say('Report done')} {number}")
    keys.press("Enter")
    expect(member.field("What was done?")).to_be_focused()
    keys.type("فهرست فرستاده شد.")
    tab_to(member, member.say("Report done"))
    keys.press("Enter")
    member.is_told("You reported the action done; it went to the verifier.")
