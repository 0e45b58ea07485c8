"""Somebody is interrupted while writing: the sign-in runs out, or another person saves first. No text is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.browser.acts import made
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import PASSWORD
from tests.referrals.stage import Stage
from tests.world import World

pytestmark = pytest.mark.browser

QUESTION = "کودک از کدام راه به مدرسه می‌رود؟"
MINE, THEIRS = "با مادر و دو خواهر در یک اتاق زندگی می‌کند.", "مادر تازه کار پیدا کرده است."
IDLE = timedelta(minutes=20)


def test_text_goes_on_after_a_sign_in_that_ran_out(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    code = made(app, town, Stage.received)
    recipient = arrive(town.welfare_liaison)
    recipient.find(code)
    recipient.take("Ask the sender")
    recipient.write("Your question to the sender", QUESTION)
    site.later(IDLE)
    recipient.press("Send the question")
    recipient.is_told("For safety your sign-in was closed.")
    recipient.sees(QUESTION)
    recipient.write("Password", "نه این نیست")
    recipient.press("Continue")
    recipient.sees(QUESTION)
    recipient.write("Password", PASSWORD)
    recipient.press("Continue")
    recipient.is_told("The question was sent.")
    recipient.sees(QUESTION)


def test_form_of_another_browser_session_is_sent_once_more(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.received)
    recipient = arrive(town.welfare_liaison)
    recipient.find(code)
    recipient.take("Ask the sender")
    recipient.write("Your question to the sender", QUESTION)
    recipient.page.context.clear_cookies(name="hamahang_form")
    recipient.press("Send the question")
    recipient.is_told("This form is too old to be taken, so nothing was saved.")
    recipient.sees(QUESTION)
    recipient.press("Send what I wrote again")
    recipient.is_told("The question was sent.")


def test_page_that_was_wanted_opens_after_signing_in(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    code = made(app, town, Stage.received)
    recipient = arrive(town.welfare_liaison)
    recipient.find(code)
    site.later(IDLE)
    recipient.page.reload()
    recipient.write("E-mail address", town.welfare_liaison.email)
    recipient.write("Password", PASSWORD)
    recipient.press("Sign in")
    recipient.sees(code)


def test_two_people_who_write_at_once_both_keep_their_text(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.drafted)
    pages = {}
    for person in (town.municipality_liaison, town.municipality_worker):
        visitor = pages[person.name] = arrive(person)
        visitor.find(code)
        visitor.press("The child's case")
        visitor.page.get_by_role("region", name=visitor.say("Family"), exact=True).get_by_role("link").first.click()
    first, second = pages.values()
    first.write("The family and the home", THEIRS)
    first.press("Save")
    first.sees(THEIRS)
    second.write("The family and the home", MINE)
    second.press("Save")
    second.is_told("Two people wrote at the same time")
    second.sees(MINE)
    second.sees(THEIRS)
    second.write("The family and the home", f"{MINE} {THEIRS}")
    second.press("Save what I wrote")
    second.sees(f"{MINE} {THEIRS}")
