"""A whole meeting: from the group's cadence to signed, frozen minutes and a closed meeting, as its people go it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask
from icalendar import Calendar
from playwright.sync_api import expect

from coordination.groups.models import SeatKind
from coordination.kernel.db import db
from coordination.lang import zone
from tests.browser.conftest import Arrive
from tests.browser.recorders import LONG, Recorder, record_together, script
from tests.browser.site import Site
from tests.browser.visitor import PASSWORD, Visitor
from tests.gatherings import add_seat
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.faults]

PLACE = "تالار شهرداری"
SCHOOLS, CLASSES = "ثبت‌نام کودکان بی‌شناسنامه", "کلاس‌های جبرانی یونیسف"
PROPOSED, LATE = "سرویس رفت‌وآمد کودکان", "نامه تازه آموزش و پرورش"
WHY_LATE = "نامه دیروز رسید."
GUEST = "پروانه مهمان‌زاده"
DECISION = "مدرسه‌های منطقه ۱۲ کودکان دارای معرفی‌نامه را ثبت‌نام موقت کنند"
ACTION, LOST = "فهرست کودکان بی‌معرفی‌نامه فرستاده شود", "گزارش هزینه کتاب‌ها"
VOTED = "سرویس رفت‌وآمد از آغاز دی راه بیفتد"
NOTE = "یونیسف برای سی کودک کلاس جبرانی می‌گذارد"
COMMENT, ANSWER = "شمار کودکان منطقه ۱۲ چهل‌وشش است.", "شمار در متن درست شد."
UNTIL_WEDNESDAY = timedelta(days=4)
LEAST = 400 if LONG else 40
"""So many saves the two recorders make."""


def plan(secretary: Visitor, site: Site, group: str) -> None:
    """The first Wednesday of each Jalali month; a year of meetings stands on the list at once."""
    secretary.go(f"/groups/{group}/cadence")
    secretary.tick("By months, on a certain weekday: the first Wednesday")
    secretary.write("Every how many", "۱")
    secretary.choose("Which one of the month", "first")
    secretary.field("Day of the week").select_option(label="چهارشنبه")
    secretary.write("Hour of the start", "۱۰:۰۰")
    secretary.write("Length in minutes", "۱۲۰")
    secretary.write("Place of the meeting", PLACE)
    secretary.tick("The next working day")
    secretary.press("Save the cadence")
    secretary.is_told("The cadence is saved. The meetings of the year ahead are being planned.")
    site.tell()
    secretary.turn_to("Meetings")
    expect(secretary.page.locator("tbody tr")).to_have_count(12)


def propose(member: Visitor) -> None:
    member.turn_to("Meetings")
    member.press("Items and proposals")
    member.press("Propose an item")
    member.write("Title", PROPOSED)
    member.write("What it is about", "کودکان منطقه ۱۲ راهی به مدرسه ندارند.")
    member.press("Send the proposal")


def take_up(secretary: Visitor) -> None:
    secretary.press("Items and proposals")
    secretary.page.get_by_role("link", name=PROPOSED).click()
    secretary.write("Answer to the proposer", "در نخستین جلسه بررسی می‌شود.")
    secretary.press("Take up")
    secretary.is_told("Answer to the proposer")


def add_topic(secretary: Visitor, title: str, *, late: str = "") -> None:
    secretary.press("Put an entry on the agenda")
    secretary.write("Or a new topic", title)
    fill_entry(secretary, late)


def fill_entry(secretary: Visitor, late: str = "") -> None:
    secretary.write("Minutes planned", "۲۰")
    if late:
        secretary.write("Why it comes late", late)
    secretary.page.locator("main form .buttons .btn-main").click()
    expect(secretary.page.locator("[data-agenda]")).to_be_visible()


def titles(secretary: Visitor) -> list[str]:
    return secretary.page.locator(".agenda-row .title").all_inner_texts()


def order_by_keyboard(secretary: Visitor) -> None:
    """The proposal goes up one place with Alt and an arrow key; the hand stays on its row."""
    before = titles(secretary)
    place = next(number for number, title in enumerate(before) if PROPOSED in title)
    secretary.page.locator(".agenda-row").nth(place).get_by_role("button").first.focus()
    secretary.page.keyboard.press("Alt+ArrowUp")
    expect(secretary.page.locator(".agenda-row .title").nth(place - 1)).to_contain_text(PROPOSED)
    expect(secretary.page.locator(".agenda-row").nth(place - 1).locator("button:focus")).to_have_count(1)


def calendars(site: Site, to: str) -> list[Any]:
    """The events of the calendar files in the mails to an address, oldest first."""
    found = []
    for file in sorted((Path(site.app.config["HAMAHANG"].var_dir) / "mail").glob("*.eml")):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
        if to in mail["To"]:
            found += [Calendar.from_ical(part.get_content()) for part in parts]
    return found


def call(secretary: Visitor, site: Site, town: World) -> str:
    """One of the planned meetings gets its agenda, is announced and published; its address."""
    secretary.turn_to("Meetings")
    secretary.page.locator("tbody th a").first.click()
    secretary.page.wait_for_url("**/meetings/*")
    meeting = urlsplit(secretary.page.url).path
    for title in (SCHOOLS, CLASSES):
        add_topic(secretary, title)
    secretary.press("Put an entry on the agenda")
    secretary.field("Open item").select_option(label=PROPOSED)
    fill_entry(secretary)
    order_by_keyboard(secretary)
    secretary.press("Announce")
    secretary.press("Announce")
    secretary.is_told("The meeting was announced; the invitations are on their way.")
    site.tell()
    (invitation,) = calendars(site, town.member.email)
    (event,) = invitation.walk("VEVENT")
    assert (invitation["METHOD"], int(event["SEQUENCE"]), event["LOCATION"]) == ("REQUEST", 0, PLACE)
    assert zone.local(event["DTSTART"].dt).isoformat() == "2026-11-25T10:00:00+03:30"
    secretary.press("Publish the agenda")
    secretary.is_told("The agenda was published.")
    add_topic(secretary, LATE, late=WHY_LATE)
    secretary.sees(WHY_LATE)
    return meeting


def mark(secretary: Visitor, town: World, meeting: str) -> None:
    """One tap each: two on their own seats, one by the alternate, one away; a guest, and a recusal."""
    secretary.go(f"{meeting}/attendance")
    here = [town.chair, town.secretary, town.reviewer, town.pouya_liaison]
    taps = [("Present", person) for person in here]
    taps += [("The alternate came", town.member), ("Absent", town.observer)]
    secretary.pressed = 0
    for word, person in taps:
        secretary.press(word, of=person.name)
        expect(secretary.named(word, of=person.name)).to_have_count(0)
    assert secretary.pressed == len(taps)
    secretary.sees(town.alternate.name)
    secretary.write("Name of the guest", GUEST)
    secretary.press("Put on the sheet, present")
    secretary.sees(GUEST)
    secretary.press("Recusals")
    for field, words in (("Entry of the agenda", CLASSES), ("Who", town.pouya_liaison.name)):
        option = secretary.field(field).locator("option").filter(has_text=words)
        secretary.field(field).select_option(option.get_attribute("value"))
    secretary.press("Recuse")
    expect(secretary.page.locator(".item").filter(has_text=CLASSES)).to_contain_text(town.pouya_liaison.name)


def rule(recorder: Recorder, town: World, meeting: str, entries: list[str]) -> None:
    """Typed lines become records, a vote is counted, and every entry gets its outcome; nearly all by keys."""
    secretary, page = recorder.visitor, recorder.visitor.page
    cards = page.locator("[data-cards] .rec")
    recorder.at(meeting, entries[0])
    recorder.hand("Control+End")
    recorder.write(f"\nمصوبه: {DECISION}")
    recorder.write(f"\nاقدام: {ACTION} @{town.pouya.name_fa} تا ۱۵ دی")
    recorder.write(f"\nاقدام: {LOST} @ناشناس تا ۳۰ آذر")
    expect(cards).to_have_count(3)
    for words in (ACTION, town.pouya.name_fa, town.pouya_liaison.name, "۱۵ دی"):
        expect(cards.nth(1)).to_contain_text(words)
    expect(cards.nth(2).locator("mark")).to_have_text("@ناشناس")
    expect(page.locator("[data-bands] .band")).to_have_count(3)
    recorder.is_saved()
    outcome(recorder, "Decided")

    recorder.hand("Alt+ArrowDown")
    expect(page.locator("#entry-title")).to_contain_text(PROPOSED)
    recorder.hand("Control+End")
    recorder.write(f"\nمصوبه: {VOTED}")
    expect(cards).to_have_count(1)
    secretary.press("Count the votes")
    for label, votes in (("Votes for", "۲"), ("Votes against", "۱"), ("Abstentions", "۰")):
        secretary.write(label, votes)
    secretary.press("Adopted")
    expect(cards).to_contain_text(
        secretary.say("%(for)s for, %(against)s against, %(abstained)s abstained")
        % {"for": "۲", "against": "۱", "abstained": "۰"}
    )
    outcome(recorder, "Decided")

    recorder.hand("Alt+ArrowDown")
    expect(page.locator("#entry-title")).to_contain_text(CLASSES)
    recorder.hand("Control+End")
    recorder.write(f"\nنکته: {NOTE}")
    expect(cards).to_contain_text(NOTE)
    secretary.press("Noted")
    expect(page.locator(".desk-end .chip")).to_have_text(secretary.say("Noted"))
    page.locator("#text").click()
    recorder.hand("Alt+ArrowDown")
    expect(page.locator("#entry-title")).to_contain_text(LATE)
    secretary.press("To the next meeting")
    expect(page.locator(".desk-end .chip")).to_have_text(secretary.say("To a later meeting"))


def outcome(recorder: Recorder, word: str) -> None:
    recorder.area.click()
    recorder.hand("Control+Enter")
    expect(recorder.visitor.page.locator(".desk-end .chip")).to_have_text(recorder.visitor.say(word))
    recorder.area.click()


def end_and_circulate(secretary: Visitor) -> None:
    """From the end to circulated minutes in three presses at most; the unknown name is let pass."""
    secretary.pressed = 0
    secretary.press("End the meeting")
    secretary.sees("ناشناس")
    secretary.press("Let all pass")
    secretary.press("Circulate")
    secretary.is_told("The minutes are circulated.")
    assert secretary.pressed <= 3


def review(secretary: Visitor, member: Visitor, alternate: Visitor, minutes: str) -> None:
    """A member comments, the secretary answers, and others who attended read both."""
    member.go(minutes)
    member.page.locator(".minutes-entry").first.get_by_text(member.say("Comment on this entry")).click()
    member.field("What should be different?").filter(visible=True).fill(COMMENT)
    member.press("Send the comment")
    member.is_told("Your comment is with the secretary.")
    secretary.go(minutes)
    secretary.sees(COMMENT)
    secretary.write("Answer", ANSWER)
    secretary.press("Answer")
    secretary.is_told("The comment is answered.")
    for reader in (member, alternate):
        reader.go(minutes)
        reader.sees(COMMENT)
        reader.sees(ANSWER)


def sign(person: Visitor, minutes: str) -> None:
    person.go(minutes)
    person.press("Sign")
    person.write("Your password", PASSWORD)
    person.press("Sign")
    person.is_told("You have signed the minutes.")


def check_papers(person: Visitor, minutes: str) -> str:
    """What is downloaded has the hashes that the page says; the code of the papers."""
    person.go(minutes)
    said = set(person.page.locator(".hash").all_inner_texts())
    got = set()
    for kind in ("PDF", "DOCX"):
        with person.page.expect_download() as download:
            person.page.get_by_role("link", name=kind, exact=True).click()
        got.add(hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest())
    assert len(got) == 2
    assert got == said
    return urlsplit(person.page.locator("a[href*='/verify/']").get_attribute("href") or "").path


def test_from_a_cadence_to_signed_minutes(app: Flask, arrive: Arrive, site: Site, town: World) -> None:
    with app.app_context():
        add_seat(town.group, town.reviewer, SeatKind.SECRETARY)
        db.session.commit()
    secretary = arrive(town.secretary)
    plan(secretary, site, town.group.public_id)
    propose(arrive(town.member))
    take_up(secretary)
    meeting = call(secretary, site, town)

    site.later(UNTIL_WEDNESDAY)
    secretary = arrive(town.secretary)
    secretary.go(meeting)
    secretary.press("Open the meeting")
    secretary.is_told("The meeting is open. Mark who is here, and write the minutes.")
    mark(secretary, town, meeting)

    secretary.go(f"{meeting}/record")
    entries = [str(one.get_attribute("id")).removeprefix("entry-")
               for one in secretary.page.locator(".desk-agenda li").all()]  # fmt: skip
    one, other = Recorder(secretary, script("دبیر")), Recorder(arrive(town.reviewer), script("همکار"))
    record_together(app, meeting, entries[:3], one, other, town.reviewer)
    rule(one, town, meeting, entries)
    assert one.saves + other.saves >= LEAST

    minutes = f"{meeting}/minutes"
    end_and_circulate(secretary)
    member, alternate = arrive(town.pouya_liaison), arrive(town.alternate)
    review(secretary, member, alternate, minutes)

    chair = arrive(town.chair)
    chair.go(minutes)
    chair.press("Approve the minutes")
    chair.is_told("The minutes are approved. Resolutions are in force, actions are issued.")
    for number in ("CE/1405/1", "CE/1405/2"):
        chair.sees(number)
    site.tell()
    member.turn_to("Notices")
    member.sees(ACTION)
    member.turn_to("Actions")
    member.sees(ACTION)

    sign(chair, minutes)
    sign(secretary, minutes)
    site.tell()
    code = check_papers(member, minutes)
    stranger = arrive()
    stranger.go(code)
    stranger.is_told("Valid")
    secretary.go(meeting)
    expect(secretary.page.locator(".page-meta .chip")).to_have_text(secretary.say("Minutes signed"))
