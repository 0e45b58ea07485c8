"""Two who take the minutes of one meeting at once: each types his script at speed, is cut off, and loses nothing."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import cycle
from typing import Any

from flask import Flask
from playwright.sync_api import Locator, expect
from sqlalchemy import select

from coordination.accounts.models import SessionRow
from coordination.kernel.db import db
from coordination.meetings.models import AgendaEntry
from coordination.minutes.models import Block
from tests.browser.visitor import PASSWORD, Visitor
from tests.world import Somebody

LONG = os.environ.get("SOAK") == "1"
APART, TOGETHER = (40, 160) if LONG else (3, 13)
"""How many lines each types in an entry of his own, and in the entry that both write."""
CUTS = 3 if LONG else 1
SPOKEN = (
    "خانم امینی گفت فهرست مدرسه‌های منطقه آماده است",
    "نماینده بهزیستی از کلاس‌های جبرانی پرسید",
    "انجمن پویا شمار کودکان بازمانده را خواند",
    "درباره رفت‌وآمد کودکان گفت‌وگو شد",
    "قرار شد نامه‌ها یک‌جا فرستاده شود",
    "رئیس بر حضور مددکار در مدرسه تأکید کرد",
    "هزینه کتاب‌ها هنوز روشن نیست",
)
SILENCE = timedelta(hours=1)
CHUNK = 8
"""So many letters one types before the other goes on."""


def script(who: str) -> Iterator[str]:
    """What somebody types, line after line; no two lines are the same."""
    for number, words in enumerate(cycle(SPOKEN), start=1):
        yield f"{who} {number}، {words}".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Recorder:
    """One who writes, with the saves that the server has confirmed to him."""

    visitor: Visitor
    lines: Iterator[str]
    saves: int = 0
    typed: dict[str, list[str]] = field(default_factory=dict)
    """What he typed, by entry."""

    def __post_init__(self) -> None:
        # The page saves after a moment's silence: its clock must run.
        self.visitor.page.clock.resume()
        self.visitor.page.on("response", self._count)

    def _count(self, answer: Any) -> None:
        if answer.request.method == "POST" and answer.url.endswith("/text") and answer.status == 200:
            self.saves += 1

    @property
    def area(self) -> Locator:
        return self.visitor.page.locator("#text")

    @property
    def text(self) -> str:
        return self.area.input_value()

    def at(self, meeting: str, entry: str) -> None:
        """To the desk at this entry, the hand in its text."""
        self.visitor.go(f"{meeting}/record?entry={entry}")
        self.area.click()

    def hand(self, *keys: str) -> None:
        for key in keys:
            self.visitor.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Key by key."""
        self.visitor.page.keyboard.type(text)

    def next_line(self, entry: str) -> str:
        line = next(self.lines)
        self.typed.setdefault(entry, []).append(line)
        return line

    def is_saved(self) -> None:
        expect(self.visitor.page.locator("[data-saved]")).to_have_attribute("data-state", "on")

    def is_cut(self) -> None:
        expect(self.visitor.page.locator("[data-saved]")).to_have_attribute("data-state", "off")


def type_at_once(one: Recorder, first: str, other: Recorder, second: str) -> None:
    """Both type in turns of a few letters, as if at the same moment."""
    pieces = [[text[at : at + CHUNK] for at in range(0, len(text), CHUNK)] for text in (first, second)]
    while any(pieces):
        for who, left in zip((one, other), pieces, strict=True):
            if left:
                who.write(left.pop(0))


def saved_text(app: Flask, entry: str) -> str:
    """What the server holds of an entry."""
    with app.app_context():
        return db.session.scalar(select(Block.text).join(AgendaEntry).where(AgendaEntry.public_id == entry)) or ""


def end_sign_in(app: Flask, person: Somebody) -> None:
    """The sign-in of somebody runs out, as after too long a silence."""
    with app.app_context():
        rows = db.session.scalars(select(SessionRow).where(SessionRow.person_id == person.id))
        for row in rows:
            row.seen_at -= SILENCE
        db.session.commit()


def record_together(
    app: Flask, meeting: str, entries: list[str], one: Recorder, other: Recorder, other_person: Somebody
) -> dict[str, str]:
    """First each in an entry of his own, then both in the middle one. There the network of one is cut, and the sign-in
    of the other ends, as often as said. What was typed, by entry, is what the pages and the server hold."""
    mine, shared, theirs = entries
    one.at(meeting, mine)
    other.at(meeting, theirs)
    for number in range(APART):
        start = "\n" if number else ""
        type_at_once(one, start + one.next_line(mine), other, start + other.next_line(theirs))
        one.is_saved()
        other.is_saved()
    texts = {mine: "\n".join(one.typed[mine]), theirs: "\n".join(other.typed[theirs])}
    assert hashed(one.text) == hashed(saved_text(app, mine)) == hashed(texts[mine])
    assert hashed(other.text) == hashed(saved_text(app, theirs)) == hashed(texts[theirs])

    heads = "گزارش دبیر\n\nگزارش نمایندگان"
    one.at(meeting, shared)
    one.write(heads)
    one.is_saved()
    other.at(meeting, shared)
    one.hand("Control+Home", "End")
    other.hand("Control+End")
    cuts = {TOGETHER * (turn + 1) // (CUTS + 1): turn for turn in range(CUTS)}
    for number in range(TOGETHER):
        if number in cuts:
            cut_network(one, other, shared)
            cut_sign_in(app, one, other, shared, other_person)
        type_at_once(one, "\n" + one.next_line(shared), other, "\n" + other.next_line(shared))
        one.is_saved()
        other.is_saved()
    first, empty, second = heads.split("\n")
    texts[shared] = "\n".join([first, *one.typed[shared], empty, second, *other.typed[shared]])
    for who in (one, other):
        expect(who.area).to_have_value(texts[shared])
        assert hashed(who.text) == hashed(texts[shared])
    assert hashed(saved_text(app, shared)) == hashed(texts[shared])
    return texts


def cut_network(one: Recorder, other: Recorder, entry: str) -> None:
    """Both type on while one has no network; what he typed is kept, and goes out by itself when it is back."""
    one.visitor.page.context.set_offline(True)
    for _turn in range(2):
        type_at_once(one, "\n" + one.next_line(entry), other, "\n" + other.next_line(entry))
        one.is_cut()
        other.is_saved()
    one.visitor.page.context.set_offline(False)
    one.is_saved()


def cut_sign_in(app: Flask, one: Recorder, other: Recorder, entry: str, person: Somebody) -> None:
    """Both type on while the sign-in of the other has ended; he types his password in place and loses no letter."""
    end_sign_in(app, person)
    type_at_once(one, "\n" + one.next_line(entry), other, "\n" + other.next_line(entry))
    other.is_cut()
    one.is_saved()
    again = other.visitor.page.locator(".desk-again [name=again_password]")
    again.fill(PASSWORD)
    again.press("Enter")
    other.is_saved()
    expect(other.area).to_be_focused()
