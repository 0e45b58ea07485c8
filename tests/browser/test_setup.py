"""An installation begins: from an empty database by the one-time code to the first administrator and the first head."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from coordination.accounts.setup import code_now
from coordination.kernel import clock
from tests.browser.conftest import Arrive
from tests.browser.site import Site

pytestmark = pytest.mark.browser

PASSWORDS = "ماه نو در چاه قدیمی", "سه درخت گردوی بلند"


def test_installation_is_set_up_and_the_head_accepts_the_invitation(app: Flask, arrive: Arrive, site: Site) -> None:
    with clock.at(site.now()):
        code = code_now(app.config["HAMAHANG"].secret_key)
    administrator = arrive()
    administrator.go("/setup")
    administrator.write("Code of the set-up", code.lower())
    administrator.write("Name of this installation in Persian", "هماهنگ سروستان")
    administrator.write("Host agency in Persian", "بهزیستی سروستان")
    administrator.field("Kind of the host agency").select_option("welfare")
    administrator.write("Name of the administrator", "رامین سامانی")
    administrator.write("E-mail address of the administrator", "ramin@example.org")
    administrator.write("Password of the administrator", PASSWORDS[0])
    administrator.write("Name of the host agency's head", "هما آریا")
    administrator.write("E-mail address of the head", "homa@example.org")
    administrator.press("Set up")
    administrator.is_told("The installation is set up and you are signed in as its administrator.")
    invitation = administrator.page.locator(".one-time-code").inner_text()

    head = arrive()
    head.go("/link")
    head.write("Code", invitation)
    head.press("Go on")
    head.sees("هما آریا")
    head.write("New password", PASSWORDS[1])
    head.press("Save and sign in")
    head.is_told("Your password is set and you are signed in.")
    expect(head.page.locator(".person")).to_contain_text(head.say("Head"))

    administrator.press("Done, to the person's page")
    administrator.sees("هما آریا")
    assert administrator.go("/setup") == 404
