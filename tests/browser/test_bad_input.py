"""What cannot be taken is answered in words beside the field, and nothing that was typed is lost."""

from __future__ import annotations

import pytest
from flask import Flask

from coordination.groups.models import SeatKind
from coordination.kernel.db import db
from tests.browser.conftest import Arrive
from tests.browser.visitor import Visitor
from tests.gatherings import add_meeting, add_seat
from tests.world import World

pytestmark = pytest.mark.browser

START, END, HALL = "Day and hour of the start", "Hour of the end", "تالار شورا، طبقه دوم"
NOTE = "فهرست مدرسه‌ها را همراه بیاورید."
MINE, THEIRS = "سالن کتابخانه مرکزی", "اتاق جلسه فرمانداری"


def plan(secretary: Visitor, town: World, start: str, end: str) -> None:
    """A meeting of the group with this time, and words that must not be lost."""
    secretary.go(f"/groups/{town.group.public_id}/meetings/new")
    secretary.write(START, start)
    secretary.write(END, end)
    secretary.write("Place", HALL)
    secretary.write("What those invited should know", NOTE)
    secretary.press("Plan the meeting")


def keeps(secretary: Visitor, start: str, end: str) -> None:
    typed = {START: start, END: end, "Place": HALL, "What those invited should know": NOTE}
    assert {label: secretary.field(label).input_value() for label in typed} == typed


def test_end_before_the_start(arrive: Arrive, town: World) -> None:
    secretary = arrive(town.secretary)
    plan(secretary, town, "۱۴۰۵/۹/۷ ۱۴:۰۰", "۱۲:۳۰")
    secretary.is_told("The meeting was not saved: its end is not after its start.")
    keeps(secretary, "۱۴۰۵/۹/۷ ۱۴:۰۰", "۱۲:۳۰")
    secretary.write(END, "۱۶:۰۰")
    secretary.press("Plan the meeting")
    secretary.is_told("The meeting was planned. Put its agenda together and announce it.")
    secretary.sees(HALL)


def test_day_that_does_not_exist(arrive: Arrive, town: World) -> None:
    secretary = arrive(town.secretary)
    plan(secretary, town, "۳۱ مهر ۱۴۰۶ ساعت ۱۴:۰۰", "۱۶:۰۰")
    secretary.is_told(
        "The date was not taken: %(month)s %(year)s has %(length)s days. For example: %(sample)s",
        month="مهر",
        year="۱۴۰۶",
        length="۳۰",
        sample="۱۴۰۶/۷/۳۰",
    )
    keeps(secretary, "۳۱ مهر ۱۴۰۶ ساعت ۱۴:۰۰", "۱۶:۰۰")
    secretary.write(START, "۳۰ مهر ۱۴۰۶ ساعت ۱۴:۰۰")
    secretary.press("Plan the meeting")
    secretary.is_told("The meeting was planned. Put its agenda together and announce it.")


def test_two_secretaries_who_change_one_meeting_both_keep_their_text(app: Flask, arrive: Arrive, town: World) -> None:
    with app.app_context():
        add_seat(town.group, town.reviewer, SeatKind.SECRETARY)
        meeting = add_meeting(town.group)
        db.session.commit()
        path = f"/meetings/{meeting.public_id}"
    first, second = (arrive(person) for person in (town.secretary, town.reviewer))
    for secretary, place in ((first, THEIRS), (second, MINE)):
        secretary.go(path)
        secretary.press("Change the meeting")
        secretary.write("Place", place)
    first.press("Save")
    first.is_told("The meeting was changed.")
    second.press("Save")
    second.is_told("Two people wrote at the same time")
    second.sees(MINE)
    second.sees(THEIRS)
    second.press("Save what I wrote")
    second.is_told("The meeting was changed.")
    second.sees(MINE)
