"""A child's way from the street to a closed referral, as the people of both sides go it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Arrive
from tests.browser.site import Site
from tests.browser.visitor import Visitor
from tests.world import World

pytestmark = pytest.mark.browser

GIVEN, FAMILY, FATHER = "سهراب", "کیانی‌فر", "داریوش"
NAMES = (GIVEN, FAMILY, FATHER)
REASON = "از صبح تا شب سر چهارراه کار می‌کند و مدرسه نمی‌رود."
ASKED = "دو بازدید از خانه"
BEFORE, AFTER = "Before acceptance: the card without a name", "After acceptance: what opens"
TODAY, YESTERDAY_EVENING = "۱۴۰۵/۸/۳۰", "۱۴۰۵/۸/۲۹ ۱۸:۳۰"


def open_case(sender: Visitor) -> None:
    sender.press("New")
    sender.press("Case")
    sender.write("Given name", GIVEN)
    sender.write("Family name", FAMILY)
    sender.write("Father's name", FATHER)
    sender.write("Birth or age", "۱۱")
    sender.field("Sex").select_option("boy")
    sender.write("District", "محله باغ انار")
    sender.press("Open the case")
    sender.sees(GIVEN)


def record_consent(sender: Visitor, agency: str) -> None:
    sender.press("Record a consent")
    sender.choose("Ground", "Consent of the guardian")
    sender.write("Find an agency", agency[:8])
    sender.press("Find")
    sender.box(agency).check()
    sender.tick("Identity and contact")
    sender.tick("Family")
    sender.write("Who gave it", "مادر کودک")
    sender.write("Given on", TODAY)
    sender.press("Record a consent")
    sender.is_told("The consent or basis was recorded.")


def write_draft(sender: Visitor, agency: str) -> None:
    sender.press("Refer the child")
    sender.press("Found by a mobile social services unit")
    sender.write("Recipient", agency)
    sender.press("Show the centres of this agency")
    sender.field("Centre").select_option(index=1)
    sender.write("Watched point or district", "چهارراه امید")
    sender.write("When the child was seen", YESTERDAY_EVENING)
    sender.write("Work seen", "دستمال‌فروشی")
    sender.write("With whom the child was", "تنها")
    sender.write("Number of this attempt", "۲")
    need = "Social work" if sender.language == "en" else "مددکاری اجتماعی"
    sender.box(need).check()
    sender.write("What should they do for: %(need)s", ASKED, need=need)
    sender.tick("Normal")
    sender.tick("High")
    sender.write("Why do you refer the child?", REASON)
    sender.tick("Consent of the guardian")
    sender.tick("Identity and contact")
    sender.press("Save and look at the preview")


@pytest.mark.parametrize(("language", "width"), [("fa", 1280), ("en", 1280), ("fa", 360)])
def test_from_the_mobile_unit_to_the_day_centre_and_back(
    arrive: Arrive, site: Site, town: World, language: str, width: int
) -> None:
    agency = town.welfare.name_fa if language == "fa" else town.welfare.name_en
    sender = arrive(town.municipality_liaison, language=language, width=width)
    open_case(sender)
    record_consent(sender, agency)
    write_draft(sender, agency)

    sender.is_told(BEFORE)
    shown = {when: sender.part(when) for when in (BEFORE, AFTER)}
    assert not [name for name in NAMES if name in shown[BEFORE]]
    assert not [name for name in NAMES if name not in shown[AFTER]]
    sender.tick("I have looked at what the recipient will see, and it is right.")
    sender.press("Send")
    sender.is_told("The referral was sent.")
    site.tell()

    recipient = arrive(town.welfare_liaison, language=language, width=width)
    recipient.misses(*NAMES)
    recipient.turn_to("Referrals")
    code = recipient.code()
    recipient.misses(*NAMES)
    recipient.pressed = 0
    recipient.press("Accept", of=code)
    recipient.press("Accept and open the name")
    recipient.is_told("You accepted the referral; the name is open.")
    assert recipient.pressed == 2
    recipient.sees(FAMILY)

    recipient.press("Record an admission")
    recipient.field("Centre").select_option(index=0)
    recipient.write("Day of admission", TODAY)
    recipient.write("Who brought the child?", "واحد سیار")
    recipient.press("Record the admission")
    recipient.is_told("The admission was recorded.")
    recipient.take("Begin the service")
    recipient.press("Begin the service")
    recipient.is_told("The service has begun.")
    for note in ("بازدید نخست", "بازدید دوم"):
        recipient.press("Record a service")
        recipient.write("Day", TODAY)
        recipient.write("Note (not required)", note)
        recipient.press("Record the service")
        recipient.is_told("The service was recorded.")
    recipient.press("Discharge")
    recipient.write("Day of discharge", TODAY)
    recipient.write("To whom or where did the child go?", "مادر")
    recipient.press("Record the discharge")
    recipient.is_told("The discharge was recorded.")
    recipient.take("Report delivered")
    recipient.choose("Result", "Met")
    recipient.press("Report delivered")
    recipient.is_told("The delivery was reported to the sender.")
    recipient.sees(FAMILY)
    site.tell()

    sender.turn_to("Notices")
    sender.page.get_by_role("button").filter(has_text=code).first.click()
    sender.take("Confirm the result")
    sender.press("Confirm and close")
    sender.is_told("The result was confirmed; the referral is closed.")
    recipient.page.reload()
    recipient.is_told("Closed")
    recipient.misses(*NAMES)

    site.tell()
    assert [mail for mail in site.mails() if code in mail]
    assert not [name for mail in site.mails() for name in NAMES if name in mail]
