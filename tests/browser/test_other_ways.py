"""Referrals that take another way: declined, asked about, objected to, forwarded, cancelled."""

from __future__ import annotations

from io import BytesIO

import pytest
from flask import Flask

from coordination.directory.models import Centre
from coordination.kernel.db import db
from coordination.referrals import commands
from coordination.referrals.models import Referral, Route
from tests.browser.acts import FAMILY_NAME, NAMES, made
from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.referrals.stage import Stage
from tests.world import World, get

pytestmark = pytest.mark.browser

QUESTION, ANSWER = "کودک شب‌ها کجا می‌خوابد؟", "شب‌ها نزد خاله‌اش می‌خوابد."
REASON = "گروه سنی کودک با برنامه مرکز ما نمی‌خواند."
RULING = "مرکز ظرفیت این گروه سنی را دارد؛ پرونده را بپذیرید."
HAND_OVER = "چهار نشست مشاوره انجام شد؛ کودک به مدرسه برگشته است."


def by_order_of_the_court(stage: Stage) -> Referral:
    """A referral on the court route, sent with the scanned order."""
    referral = stage.drafted(
        route=Route.JUDICIAL,
        route_data={"officer": "افسر نگهبان", "handover_at": "2026-11-20T12:00:00+00:00"},
        order=stage.order(),
    )
    commands.attach(stage.sender, referral, stream=BytesIO(b"order"), filename="order.txt")
    commands.send(stage.sender, referral, disclosure_confirmed=True)
    return stage.stored(referral)


def open_referral(visitor: Visitor, code: str, *, part: str = "") -> None:
    """From the list of referrals to the page of one."""
    visitor.turn_to("Referrals")
    if part:
        visitor.press(part)
    visitor.page.locator("tr").filter(has_text=code).get_by_role("link").first.click()
    visitor.sees(code)


def test_declined_for_capacity_and_the_centre_has_no_free_place(
    app: Flask, arrive: Arrive, site: Site, town: World
) -> None:
    with app.app_context():
        centre = get(Centre, town.day_centre)
        centre.capacity, centre.places_free = 20, 4
        db.session.commit()
    code = made(app, town, lambda stage: stage.sent(centre=stage.centre()))

    recipient = arrive(town.welfare_liaison)
    recipient.turn_to("Referrals")
    recipient.press("Decline", of=code)
    recipient.tick("We have no capacity")
    recipient.tick("Our agency")
    recipient.press("Decline the referral")
    recipient.is_told("The referral was declined and the sender told.")
    recipient.misses(*NAMES)
    recipient.go(f"/agencies/{town.welfare.public_id}")
    recipient.page.get_by_role("link", name="مرکز روزانه نسترن").click()
    recipient.is_told("%(free)s of %(capacity)s places free", free="۰", capacity="۲۰")
    site.tell()

    sender = arrive(town.municipality_liaison)
    sender.find(code)
    sender.is_told("Declined")
    sender.is_told("We have no capacity")


def test_asked_and_answered(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    code = made(app, town, Stage.sent)
    recipient = arrive(town.welfare_liaison)
    open_referral(recipient, code)
    recipient.take("Receive")
    recipient.press("Receive")
    recipient.is_told("The referral is received.")
    recipient.take("Ask the sender")
    recipient.write("Your question to the sender", QUESTION)
    recipient.press("Send the question")
    recipient.is_told("The question was sent.")

    sender = arrive(town.municipality_liaison)
    sender.press("Answer", of=code)
    sender.sees(QUESTION)
    sender.write("Your answer", ANSWER)
    sender.press("Send the answer")
    sender.is_told("The answer was sent.")

    recipient.page.reload()
    recipient.sees(ANSWER)
    recipient.misses(*NAMES)
    recipient.take("Accept")
    recipient.press("Accept and open the name")
    recipient.sees(FAMILY_NAME)


def test_objected_on_the_court_route_and_overruled_by_the_courts_liaison(
    app: Flask, arrive: Arrive, site: Site, town: World
) -> None:
    code = made(app, town, by_order_of_the_court)
    recipient = arrive(town.welfare_liaison)
    recipient.turn_to("Referrals")
    recipient.press("Object", of=code)
    recipient.write("Why can you not take this child?", REASON)
    recipient.press("Send the objection")
    recipient.is_told("The objection was sent to the reviewer.")
    site.tell()

    court = arrive(town.court_liaison)
    court.press("Rule on it", of=code)
    court.sees(REASON)
    court.misses(*NAMES)
    court.write("Your decision and its reason", RULING)
    court.press("Overrule: the recipient has it again")
    court.is_told("Received")

    recipient.turn_to("Referrals")
    recipient.press("Accept", of=code)
    recipient.press("Accept and open the name")
    recipient.sees(RULING)
    recipient.sees(FAMILY_NAME)


def test_forwarded_to_a_third_agency(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    code = made(app, town, Stage.received)
    recipient = arrive(town.welfare_liaison)
    open_referral(recipient, code)
    recipient.take("Forward")
    recipient.write("New recipient", "پویای مهر")
    recipient.write("Reason", REASON)
    recipient.press("Forward")
    recipient.is_told("The referral was forwarded.")
    site.tell()

    third = arrive(town.pouya_liaison)
    third.turn_to("Referrals")
    successor = third.code()
    assert successor != code
    third.misses(*NAMES)
    third.press("Accept", of=successor)
    third.press("Accept and open the name")
    third.sees(FAMILY_NAME)
    third.sees(code)

    sender = arrive(town.municipality_liaison)
    open_referral(sender, successor, part="Outbox")
    chain = sender.part("Chain of referrals")
    assert chain.index(code) < chain.index(successor)


def test_consent_withdrawn_in_service_and_the_service_cancelled(
    app: Flask, arrive: Arrive, site: Site, town: World
) -> None:
    code = made(app, town, Stage.served)
    sender = arrive(town.municipality_liaison)
    open_referral(sender, code, part="Outbox")
    sender.press("The child's case")
    sender.press("Consent of the guardian")
    sender.press("Withdraw the consent")
    sender.sees(code)
    sender.write("Reason", "مادر کودک رضایت خود را پس گرفت.")
    sender.press("Withdraw the consent")
    sender.is_told("The consent was withdrawn.")
    site.tell()

    recipient = arrive(town.welfare_liaison)
    open_referral(recipient, code)
    recipient.is_told("Cancelling asked")
    recipient.misses(*NAMES)
    recipient.take("Cancel the service")
    recipient.write("Reason", "رضایت پس گرفته شد.")
    recipient.write("Hand-over note: what was done, and what must the sender know?", HAND_OVER)
    recipient.press("Cancel the service")
    recipient.is_told("The service was cancelled and handed over.")
    recipient.misses(*NAMES)

    sender.find(code)
    sender.sees(HAND_OVER)
