"""An organisation applies by link on a phone, is registered and referred to; suspended it is not, restored it is."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import FilePayload
from sqlalchemy import select

from coordination.accounts.models import PostKind
from coordination.directory.models import Agency
from coordination.kernel.db import db
from coordination.referrals.receiving import SUSPENDED
from tests.browser.conftest import Arrive, hashed
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.referrals.stage import set_stage
from tests.world import Body, Somebody, World, add_person, add_post, get, somebody

pytestmark = pytest.mark.browser

NAME = "انجمن باغ نارنج"
ORGANISATION_ID = "۱۴۰۰۰۱۲۳۴۵۶"
MISSING = "نشانی دفتر نوشته نشده است."
WHY = "پروانه در دست بازنگری است."
LINK = re.compile(r"(/apply/\w+)")
PAPER: FilePayload = {
    "name": "اساسنامه.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n",
}
OVERFLOWS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def add_somebody(app: Flask, name: str, email: str, kind: PostKind, agency: Agency | Body, now: datetime) -> Somebody:
    """Somebody with a post and the password of the journeys."""
    with app.app_context():
        person = add_person(name, email, password_hash=hashed(), password_changed_at=now)
        add_post(person, agency, kind)
        db.session.commit()
        return somebody(person)


def invite(registrar: Visitor, site: Site) -> str:
    """The address in the mail that the organisation gets."""
    registrar.turn_to("Register of organisations")
    registrar.page.locator(".page-acts a").click()
    registrar.write("Name of the organisation in Persian", NAME)
    registrar.write("Name of the contact", "نازنین باغبان")
    registrar.write("E-mail of the contact", "contact@example.net")
    registrar.press("Send the invitation")
    registrar.is_told("The link of the application was mailed; it works for thirty days.")
    return mailed_link(site)


def mailed_link(site: Site) -> str:
    site.tell()
    found = [match[1] for mail in site.mails() if NAME in mail and (match := LINK.search(mail))]
    assert found
    return found[-1]


def apply(applicant: Visitor, link: str) -> None:
    """Step by step; what is missing is named, and a paper is attached."""
    assert applicant.go(link) == 200
    applicant.press("Hand in the application")
    applicant.is_told("The organisation id is missing. It has 11 digits and stands on the registration paper.")
    applicant.press("Go on writing")
    applicant.write("Organisation ID", ORGANISATION_ID)
    applicant.write("City", "سروستان")
    applicant.press("Save and go on")
    applicant.write("Number of the permit", "۱۲۳/الف")
    applicant.write("Date of the permit", "۱۴۰۲/۳/۱")
    applicant.write("Purpose", "کلاس‌های عصر برای کودکان بازمانده از تحصیل")
    applicant.press("Save and go on")
    applicant.write("Telephone of the organisation", "۰۷۱۳۲۲۲۱۱۰۰")
    applicant.press("Save and go on")
    applicant.field("Paper").set_input_files(PAPER)
    applicant.press("Attach")
    applicant.is_told("The paper is kept.")
    assert applicant.page.evaluate(OVERFLOWS) == 0
    hand_in(applicant)


def hand_in(applicant: Visitor) -> None:
    applicant.press("To the overview, to hand it in")
    applicant.press("Hand in the application")
    applicant.is_told("The application is handed in. You get a mail when it is decided.")


def complete(applicant: Visitor, site: Site) -> None:
    """By the link of the mail that says what is missing."""
    link = mailed_link(site)
    assert [mail for mail in site.mails() if MISSING in mail]
    assert applicant.go(link) == 200
    applicant.sees(MISSING)
    applicant.press("Contact")
    applicant.write("Address", "سروستان، خیابان باغ، شماره ۷")
    applicant.press("Save and go on")
    hand_in(applicant)


def register(registrar: Visitor) -> None:
    registrar.page.reload()
    registrar.press("Register")
    registrar.sees(PAPER["name"])
    registrar.press("Register")
    registrar.is_told("Say that you have checked the papers.")
    registrar.write("Registered until", "۱۴۰۶/۸/۳۰")
    registrar.tick("I have opened the papers and checked them")
    registrar.press("Register")
    registrar.is_told("The organisation is registered. Its head is invited next.")
    registrar.sees("۳۰ آبان ۱۴۰۶")


def open_draft(sender: Visitor, referral: str) -> None:
    """The page of a draft from which it is sent, looked at."""
    assert sender.go(f"/referrals/{referral}/send") == 200
    sender.tick("I have looked at what the recipient will see, and it is right.")


def drafts(app: Flask, town: World, agency: Agency) -> list[tuple[str, str]]:
    """Public id and code of two referrals to the agency that wait to be sent."""
    with app.app_context():
        stage = set_stage(town, db.session())
        made = [stage.drafted(recipient=get(Agency, agency)) for _number in range(2)]
        return [(referral.public_id, referral.code) for referral in made]


def test_from_a_link_to_a_referral(app: Flask, arrive: Arrive, site: Site, town: World, now: datetime) -> None:
    officer = add_somebody(app, "سیما دفتردار", "registrar@example.org", PostKind.REGISTRAR, town.municipality, now)
    registrar = arrive(officer)
    applicant = arrive(width=360, height=740)
    apply(applicant, invite(registrar, site))
    site.tell()
    registrar.turn_to("Notices")
    registrar.page.get_by_role("button").filter(has_text=NAME).first.click()
    registrar.press("Give back to complete")
    registrar.write("What is missing?", MISSING)
    registrar.press("Give back to complete")
    registrar.is_told("The application was given back to be completed.")
    complete(applicant, site)
    register(registrar)
    site.tell()
    applicant.page.reload()
    applicant.is_told("Registered")
    applicant.sees("۳۰ آبان ۱۴۰۶")

    with app.app_context():
        agency = db.session.scalars(select(Agency).where(Agency.name_fa == NAME)).one()
    add_somebody(app, "آوا نارنجی", "head@example.net", PostKind.HEAD, agency, now)
    person = add_somebody(app, "یکتا نارنجی", "liaison@example.net", PostKind.LIAISON, agency, now)
    (first, code), (second, later_code) = drafts(app, town, agency)
    sender = arrive(town.municipality_liaison)
    open_draft(sender, first)
    sender.press("Send")
    sender.is_told("The referral was sent.")
    liaison = arrive(person)
    liaison.turn_to("Referrals")
    liaison.sees(code)

    open_draft(sender, second)
    registrar.press("Suspend registration")
    registrar.write("Reason", WHY)
    registrar.press("Suspend registration")
    registrar.is_told("The registration is suspended.")
    sender.press("Send")
    sender.is_told(SUSPENDED, agency=NAME)
    liaison.page.reload()
    liaison.misses(later_code)

    registrar.press("Lift the suspension")
    registrar.press("Lift the suspension")
    registrar.is_told("The suspension is lifted.")
    open_draft(sender, second)
    sender.press("Send")
    sender.is_told("The referral was sent.")
    liaison.page.reload()
    liaison.sees(later_code)
