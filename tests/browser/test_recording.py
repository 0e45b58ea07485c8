"""The page of minute-taking by itself: in English, without a script, on the wall, and under hands that do not rest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from coordination.groups.models import SeatKind
from coordination.groups.queries import standing_seats
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang.zone import today
from coordination.meetings.models import MeetingState
from tests.browser.conftest import Arrive
from tests.browser.recorders import Recorder, end_sign_in, saved_text, script
from tests.browser.visitor import PASSWORD
from tests.conftest import MOMENT
from tests.gatherings import add_attendance, add_entry, add_item, add_meeting, add_minutes, add_seat
from tests.world import World

pytestmark = pytest.mark.browser

OPEN, CLOSED = "ثبت‌نام کودکان", "پرونده کارکنان مرکز"


@pytest.fixture
def held(app: Flask, town: World) -> tuple[str, list[str]]:
    """A running meeting with everybody in and two recorders: its address and its entries, of which the last is
    confidential."""
    with app.app_context(), clock.at(MOMENT):
        begun = clock.now() - timedelta(minutes=30)
        meeting = add_meeting(town.group, state=MeetingState.IN_SESSION, number=23, starts_at=begun)
        add_minutes(meeting)
        items = [add_item(town.group, OPEN), add_item(town.group, CLOSED, confidential=True)]
        entries = [add_entry(meeting, item) for item in items]
        for seat in standing_seats(town.group.id, today()):
            if seat.holder:
                add_attendance(meeting, seat.holder, seat=seat)
        add_seat(town.group, town.reviewer, SeatKind.SECRETARY)
        db.session.commit()
        return f"/meetings/{meeting.public_id}", [entry.public_id for entry in entries]


def test_english_lines_become_records(arrive: Arrive, town: World, held: tuple[str, list[str]]) -> None:
    meeting, (entry, _other) = held
    recorder = Recorder(arrive(town.secretary, language="en"), script(""))
    recorder.at(meeting, entry)
    recorder.write("The report was given.\nDecision: schools enrol the children for now\n")
    recorder.write(
        f"Action: send the list @{town.pouya.name_en} by 15 Dey\nAction: find a room @Nobody Here by tomorrow"
    )
    cards = recorder.visitor.page.locator("[data-cards] .rec")
    expect(cards).to_have_count(3)
    expect(recorder.visitor.page.locator("[data-cards] h2")).to_contain_text("1 decision, 2 actions")
    expect(cards.nth(0)).to_contain_text("schools enrol the children for now")
    for words in ("send the list", town.pouya.name_en, "15 Dey"):
        expect(cards.nth(1)).to_contain_text(words)
    expect(cards.nth(2).locator("mark")).to_have_text("@Nobody Here")
    recorder.is_saved()
    recorder.hand("Control+Enter")
    expect(recorder.visitor.page.locator(".desk-end .chip")).to_have_text("Decided")


def test_without_a_script_the_text_is_saved_by_its_button(
    app: Flask, arrive: Arrive, town: World, held: tuple[str, list[str]]
) -> None:
    meeting, (entry, _other) = held
    secretary = arrive(town.secretary, script=False)
    secretary.go(f"{meeting}/record?entry={entry}")
    secretary.page.locator("#text").fill(f"گزارش داده شد.\nاقدام: فهرست فرستاده شود @{town.pouya.name_fa} تا ۱۵ دی")
    secretary.press("Save the text")
    secretary.sees(town.pouya_liaison.name)
    expect(secretary.page.locator(".flash-done")).to_have_text(secretary.say("The text was saved."))
    assert saved_text(app, entry).startswith("گزارش داده شد.\nاقدام: ")


def test_wall_shows_what_is_written_and_nothing_confidential(
    arrive: Arrive, town: World, held: tuple[str, list[str]]
) -> None:
    meeting, (entry, confidential) = held
    recorder = Recorder(arrive(town.secretary), script("دبیر"))
    recorder.at(meeting, confidential)
    secret = recorder.next_line(confidential)
    recorder.write(f"مصوبه: {secret}")
    recorder.is_saved()
    wall = arrive(town.reviewer)
    wall.go(f"{meeting}/project")
    recorder.at(meeting, entry)
    said = recorder.next_line(entry)
    recorder.write(f"مصوبه: {said}")
    wall.sees(OPEN)
    wall.sees(said)
    wall.misses(CLOSED, secret)
    recorder.hand("Alt+ArrowDown")
    wall.is_told("A confidential entry")
    wall.misses(CLOSED, secret)


def hold_next_save(page: Page) -> list[Route]:
    """The next save waits here until it is let go."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/text", hold, times=1)
    return waiting


def test_keys_pressed_while_the_sign_in_ends_belong_to_the_text(
    app: Flask, arrive: Arrive, town: World, held: tuple[str, list[str]]
) -> None:
    meeting, (entry, _other) = held
    recorder = Recorder(arrive(town.secretary), script("دبیر"))
    page = recorder.visitor.page
    recorder.at(meeting, entry)
    waiting = hold_next_save(page)
    end_sign_in(app, town.secretary)
    with page.expect_request("**/text"):
        recorder.write("آغاز")
    recorder.write(" میانه")
    waiting[0].continue_()
    password = page.locator(".desk-again [name=again_password]")
    recorder.write(" و پایان" * 12)
    expect(password).to_be_focused()
    expect(recorder.area).to_have_value("آغاز میانه" + " و پایان" * 12)
    expect(password).to_have_value("")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    recorder.is_saved()
    assert saved_text(app, entry) == "آغاز میانه" + " و پایان" * 12


def test_two_texts_are_shown_once_the_hands_rest_with_every_letter(
    arrive: Arrive, town: World, held: tuple[str, list[str]]
) -> None:
    meeting, (entry, _other) = held
    one, other = Recorder(arrive(town.secretary), script("دبیر")), Recorder(arrive(town.reviewer), script("همکار"))
    one.at(meeting, entry)
    one.write("آغاز")
    one.is_saved()
    other.at(meeting, entry)
    page = one.visitor.page
    waiting = hold_next_save(page)
    with page.expect_request("**/text"):
        one.write(" از من")
    other.hand("Control+End")
    other.write(" از او")
    other.is_saved()
    one.write(" هنوز")
    waiting[0].continue_()
    one.write(" می‌نویسم" * 12)
    expect(page.locator(".desk-clash .conflict-mine mark")).to_have_text("آغاز از من هنوز" + " می‌نویسم" * 12)
    page.locator(".desk-clash button[value=mine]").click()
    one.is_saved()
    expect(one.area).to_have_value("آغاز از من هنوز" + " می‌نویسم" * 12)
