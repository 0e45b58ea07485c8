"""A browser that runs no script: every step is a page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.acts import FAMILY_NAME, NAMES, made
from tests.browser.conftest import Arrive
from tests.referrals.stage import Stage
from tests.world import World

pytestmark = pytest.mark.browser


def test_accepted_from_the_inbox_by_pages(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.sent)
    recipient = arrive(town.welfare_liaison, script=False)
    recipient.turn_to("Referrals")
    recipient.misses(*NAMES)
    recipient.press("Accept", of=code)
    recipient.press("Accept and open the name")
    recipient.is_told("You accepted the referral; the name is open.")
    recipient.sees(FAMILY_NAME)


def test_menus_open_and_lists_are_filtered(app: Flask, arrive: Arrive, town: World) -> None:
    code = made(app, town, Stage.sent)
    recipient = arrive(town.welfare_liaison, script=False)
    recipient.press("New")
    recipient.press("Referral")
    recipient.is_told("New referral")
    recipient.turn_to("Referrals")
    recipient.choose("Priority", "Urgent")
    recipient.press("Show")
    recipient.is_told("Nothing was found with these filters")
    recipient.press("Lift the filters")
    recipient.sees(code)
