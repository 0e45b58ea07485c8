"""On a phone the network's work is entered by keys alone, and in a browser that runs no script."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from playwright.sync_api import Locator, expect

from coordination.activities.models import ACTIVITY_LABELS, ActivityKind
from coordination.directory.models import CentreKind
from coordination.kernel.db import db
from tests.browser.conftest import Arrive
from tests.browser.visitor import catalogue
from tests.issuing import add_call, add_point, of_group
from tests.world import Somebody, World, add_centre

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
MOST_STEPS = 60
ON = """() => { const on = document.activeElement, label = on.labels && on.labels[0]
  return (on.ariaLabel || (label || on).innerText || "").replace("*", "").trim() }"""
CHOSEN = "() => document.activeElement.selectedOptions[0].label"
TITLE, CORRECTED = "کارگاه مهارت‌های زندگی", "بازدید از مرکز نسترن همراه مدرسه"
PASTED = "بازدیدها:\n- بازدید از مرکز نسترن\n- بازدید از خانه آفتاب"
POINT, SCHOOL = "چهارراه امید", "کودک"


class Keys:
    """With the keyboard alone, from the top of each page on."""

    def __init__(self, arrive: Arrive) -> None:
        self.arrive = arrive

    def come(self, person: Somebody) -> None:
        self.visitor = self.arrive(person, **PHONE)

    def go(self, path: str) -> None:
        self.visitor.go(path)
        self.reach(self.visitor.say("Skip to the page's content"))
        self.visitor.page.keyboard.press("Enter")

    def reach(self, name: str) -> None:
        """Tab until the focus is on what is called so."""
        seen = []
        for _step in range(MOST_STEPS):
            self.visitor.page.keyboard.press("Tab")
            seen.append(self.visitor.page.evaluate(ON))
            if seen[-1] == name:
                return
        raise AssertionError(f"no way to {name}: {seen}")

    def fill(self, label: str, text: str) -> None:
        self.reach(label)
        self.visitor.page.keyboard.press("Control+a")
        self.visitor.page.keyboard.type(text)

    def choose(self, label: str, option: str) -> None:
        self.reach(label)
        for _step in range(MOST_STEPS):
            if self.visitor.page.evaluate(CHOSEN) == option:
                return
            self.visitor.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{label} has no {option}")

    def press(self, name: str) -> None:
        self.reach(name)
        with self.visitor.page.expect_navigation():
            self.visitor.page.keyboard.press("Enter")


class Plain:
    """Without a script."""

    def __init__(self, arrive: Arrive) -> None:
        self.arrive = arrive

    def come(self, person: Somebody) -> None:
        self.visitor = self.arrive(person, script=False, **PHONE)

    def go(self, path: str) -> None:
        self.visitor.go(path)

    def field(self, label: str) -> Locator:
        return self.visitor.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\*?\s*$")).filter(visible=True).first

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def choose(self, label: str, option: str) -> None:
        self.field(label).select_option(label=option)

    def press(self, name: str) -> None:
        page = self.visitor.page
        page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first.click()


def enter_an_activity(hand: Keys | Plain) -> None:
    say = hand.visitor.say
    hand.go("/activities/new")
    hand.choose(say("Kind"), say(ACTIVITY_LABELS[ActivityKind.WORKSHOP]))
    hand.fill(say("What was it?"), TITLE)
    hand.fill(say("When?"), "آبان ۱۴۰۵")
    hand.fill(say("How many days?"), "۲")
    hand.press(say("Record the activity"))
    hand.visitor.is_told("The activity was recorded.")
    hand.visitor.sees(TITLE)


def paste_a_list(hand: Keys | Plain) -> None:
    say = hand.visitor.say
    hand.go("/activities/paste")
    hand.fill(say("Of what time?"), "پاییز ۱۴۰۵")
    hand.fill(say("The list"), PASTED)
    hand.press(say("Read the list"))
    hand.fill(say("What was it?"), CORRECTED)
    every = catalogue("fa").ngettext("Record %(count)s activity", "Record all %(count)s activities", 2)
    hand.press(every % {"count": "۲"})
    done = hand.visitor.page.locator(".draft-done")
    expect(done).to_have_count(2)
    expect(done.first).to_contain_text(CORRECTED)


def fill_the_sheet(hand: Keys | Plain, path: str) -> None:
    say = hand.visitor.say
    hand.go(path)
    for row, count in (("۱", "یازده"), ("۲", "۱۲")):
        hand.fill(say("Row %(row)s, %(column)s", row=row, column=SCHOOL), count)
    hand.press(say("Hand in the sheet"))
    expect(hand.visitor.page.locator("td.has-error")).to_have_count(1)
    hand.fill(say("Row %(row)s, %(column)s", row="۱", column=SCHOOL), "۱۱")
    hand.press(say("Hand in the sheet"))
    hand.visitor.is_told("The sheet was handed in.")


def make_a_round(hand: Keys | Plain) -> None:
    say = hand.visitor.say
    hand.go("/rounds")
    hand.press(say("Begin a round"))
    link = hand.visitor.page.get_by_role("link", name=POINT)
    hand.press(" ".join(link.inner_text().split()) if isinstance(hand, Plain) else link.inner_text().strip())
    for label, count in (("Girls seen", "۱"), ("Boys seen", "۳"), ("Spoken with", "۲")):
        hand.fill(say(label), count)
    hand.press(say("Save and next"))
    hand.visitor.is_told("Saved: %(point)s.", point=POINT)


@pytest.mark.parametrize("hand_of", [Keys, Plain])
def test_activities_a_sheet_and_a_round_are_entered_on_a_phone(
    app: Flask, arrive: Arrive, town: World, hand_of: type[Keys] | type[Plain]
) -> None:
    with app.app_context():
        add_centre(town.welfare, "واحد سیار", kind=CentreKind.MOBILE_UNIT)
        add_point(town.welfare, name=POINT)
        call = add_call(of_group(town.group), town.secretary, asked=(town.welfare,), many_rows=True)
        sheet = f"/sheets/{call.sheets[0].public_id}"
        db.session.commit()
    hand = hand_of(arrive)
    hand.come(town.welfare_liaison)
    enter_an_activity(hand)
    paste_a_list(hand)
    fill_the_sheet(hand, sheet)
    make_a_round(hand)
