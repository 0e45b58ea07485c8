"""Days as people say them in a meeting: every form of the table, on one Saturday."""

from __future__ import annotations

import random
from datetime import date

import pytest

from coordination.lang.dates_said import NoNextMeeting, add_months, as_said, begins_with_day, read_day
from coordination.lang.dates_typed import UnreadableDate
from coordination.lang.jalali import DateProblem, NoSuchDay, from_jalali

TODAY = from_jalali(1405, 8, 30)  # a Saturday
NEXT_MEETING = from_jalali(1405, 11, 6)

SAID = {
    "۱۵ دی": (1405, 10, 15),
    "15 دي": (1405, 10, 15),
    "۱۵ دی‌ماه": (1405, 10, 15),
    "۱۵ دی ماه": (1405, 10, 15),
    "۱۵ دی ۱۴۰۵": (1405, 10, 15),
    "۱۵ دی سال ۱۴۰۶": (1406, 10, 15),
    "۱۵دی": (1405, 10, 15),
    "پانزدهم دی": (1405, 10, 15),
    "پانزده دی": (1405, 10, 15),
    "بیست و یکم آذر": (1405, 9, 21),
    "اول بهمن": (1405, 11, 1),
    "نیمه دی": (1405, 10, 15),
    "سه‌شنبه ۱۵ دی": (1405, 10, 15),
    "روز ۱۵ دی": (1405, 10, 15),
    "۱۵ آبان": (1406, 8, 15),  # has passed this year
    "۳۰ آبان": (1405, 8, 30),  # today itself
    "۱ فروردین": (1406, 1, 1),
    "۱۴۰۵/۱۰/۱۵": (1405, 10, 15),
    "۱۴۰۵-۱۰-۱۵": (1405, 10, 15),
    "١٤٠٥/١٠/١٥": (1405, 10, 15),
    "2026-12-21": (1405, 9, 30),
    "۱۰/۱۵": (1405, 10, 15),
    "۸/۱": (1406, 8, 1),
    "امروز": (1405, 8, 30),
    "فردا": (1405, 9, 1),
    "پس‌فردا": (1405, 9, 2),
    "پس فردا": (1405, 9, 2),
    "دو هفته": (1405, 9, 14),
    "دو هفتهٔ دیگر": (1405, 9, 14),
    "۲ هفته آینده": (1405, 9, 14),
    "۱۰ روز": (1405, 9, 10),
    "ده روز دیگر": (1405, 9, 10),
    "یک ماه": (1405, 9, 30),
    "سه ماه": (1405, 11, 30),
    "چهار ماه": (1405, 12, 29),  # Esfand of 1405 has 29 days
    "یک سال": (1406, 8, 30),
    "شنبه": (1405, 9, 7),  # said on a Saturday: the next one
    "شنبه آینده": (1405, 9, 7),
    "یکشنبه": (1405, 9, 1),
    "سه‌شنبه": (1405, 9, 3),
    "سه شنبه": (1405, 9, 3),
    "پنج‌شنبه": (1405, 9, 5),
    "جمعه": (1405, 9, 6),
    "دوشنبه هفته بعد": (1405, 9, 9),
    "شنبه هفته آینده": (1405, 9, 7),
    "پایان دی": (1405, 10, 30),
    "پایان دی ماه": (1405, 10, 30),
    "پایان مهر": (1406, 7, 30),
    "پایان آبان": (1405, 8, 30),
    "آخر ماه": (1405, 8, 30),
    "پایان ماه آینده": (1405, 9, 30),
    "آخر هفته": (1405, 9, 5),
    "پایان هفته آینده": (1405, 9, 12),
    "پایان سال": (1405, 12, 29),
    "آخر اسفند": (1405, 12, 29),
    "جلسه بعد": (1405, 11, 6),
    "جلسهٔ بعدی": (1405, 11, 6),
    "جلسه آینده": (1405, 11, 6),
    "نشست بعد": (1405, 11, 6),
    "two weeks": (1405, 9, 14),
    "in 10 days": (1405, 9, 10),
    "a month": (1405, 9, 30),
    "tomorrow": (1405, 9, 1),
    "15 Dey": (1405, 10, 15),
    "15th of Dey": (1405, 10, 15),
    "Dey 15": (1405, 10, 15),
    "Dey 15, 1406": (1406, 10, 15),
    "15 Dey 1405": (1405, 10, 15),
    "Monday": (1405, 9, 2),
    "next Monday": (1405, 9, 2),
    "end of Dey": (1405, 10, 30),
    "the end of the month": (1405, 8, 30),
    "next meeting": (1405, 11, 6),
    "The next meeting": (1405, 11, 6),
    "۱۵ دی.": (1405, 10, 15),
}
NO_DAY = (
    "", " ", "مدرسه", "اطلاع ثانوی", "آن روز", "۱۵", "دی", "چند روز", "۱۵ دی فهرست را بفرستد", "۱۵ مرحله", "the school",
    "@", "روز", "پایان", "پایان کار", "تا", "۱۴۰۵/۱۰", "۱۲۳۴۵۶ روز", "هفته", "soon", "ماه", "۱۵ دی ۱۴۰۵ ۱۴۰۶",
)  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_day_is_understood(text: str) -> None:
    assert read_day(text, TODAY, next_meeting_on=NEXT_MEETING) == from_jalali(*SAID[text])


@pytest.mark.parametrize("text", NO_DAY)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(DateProblem):
        read_day(text, TODAY, next_meeting_on=NEXT_MEETING)


@pytest.mark.parametrize("text", ["۳۱ دی", "۳۰ اسفند", "۱۴۰۴/۱۲/۳۰", "۱۳/۱", "۳۲ خرداد", "۰ دی"])
def test_day_that_does_not_exist_is_told_from_what_is_no_day(text: str) -> None:
    with pytest.raises(NoSuchDay):
        read_day(text, TODAY)


def test_next_meeting_needs_one_that_is_planned() -> None:
    with pytest.raises(NoNextMeeting):
        read_day("جلسه بعد", TODAY)


def test_unreadable_day_names_a_sample() -> None:
    with pytest.raises(UnreadableDate) as refused:
        read_day("اطلاع ثانوی", TODAY)
    assert "sample" in refused.value.params


@pytest.mark.parametrize(
    ("text", "found"),
    [("۱۵ دی فهرست را بفرستد", 2), ("شنبه همه بیایند", 1), ("۱۴۰۵/۱۰/۱۵ فرستاده شود", 1), ("پایان دی ثبت شوند", 2)],
)
def test_day_at_the_beginning_of_a_sentence_is_found(text: str, found: int) -> None:
    day = begins_with_day(text.split(), TODAY)
    assert day is not None
    assert day[1] == found


@pytest.mark.parametrize("text", ["ده روز کار شود", "مدرسه برسند", "دو هفته آموزش ببینند", ""])
def test_span_at_the_beginning_of_a_sentence_is_no_day(text: str) -> None:
    assert begins_with_day(text.split(), TODAY) is None


@pytest.mark.parametrize("language", ["fa", "en"])
def test_what_is_written_into_a_line_is_read_again(language: str) -> None:
    for offset in range(800):
        day = date.fromordinal(TODAY.toordinal() + offset - 30)
        assert read_day(as_said(day, TODAY, language), TODAY) == day


def test_a_month_later_is_clipped_to_the_shorter_month() -> None:
    assert add_months(from_jalali(1405, 6, 31), 1) == from_jalali(1405, 7, 30)
    assert add_months(from_jalali(1405, 12, 1), 1) == from_jalali(1406, 1, 1)


def test_no_text_raises_anything_but_a_date_problem() -> None:
    pick = random.Random(7)
    pieces = [*SAID, *NO_DAY, "تا", "\u200c", "/", "۹۹۹۹", "\x00", "بعد", "1700", "۱۴۰۵/۹۹/۹۹", "س", "²", "๓", "٪"]
    for _ in range(10_000):
        text = pick.choice(["", " "]).join(pick.choices(pieces, k=pick.randint(1, 4)))
        try:
            assert isinstance(read_day(text, TODAY, next_meeting_on=NEXT_MEETING), date)
        except DateProblem:
            continue
