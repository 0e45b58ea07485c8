"""The thirteen meetings of six committees whose attendance comes to exactly 463 person-hours (published figures)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from coordination.demo.agendas import Goes, Held, Topic

MEETINGS, PERSON_HOURS = 13, 463
ATTENDED = (17, 19, 16, 20, 18, 18, 17, 19, 15, 21, 18, 18)
"""Twelve meetings of two hours with 216 people in all: 432 hours. The thirteenth has fifteen for two hours and one who
leaves after the first: 31."""
LAST = 16
DAYS = (
    (1402, 5, 10), (1402, 6, 21), (1402, 8, 9), (1402, 9, 28), (1402, 11, 18), (1402, 12, 9), (1403, 2, 5),
    (1403, 3, 2), (1403, 4, 20), (1403, 5, 17), (1403, 7, 11), (1403, 8, 23), (1403, 10, 12),
)  # fmt: skip
TOPICS = (
    (
        "همکاری شرکت‌ها در تجهیز مراکز روزانه",
        "شرکت‌های داوطلب",
        "فهرست نیاز مراکز روزانه هر فصل برای شرکت‌ها فرستاده شود.",
    ),
    ("بسته‌های لوازم‌التحریر کودکان", "واحد مشارکت", "لوازم‌التحریر پیش از آغاز مهر به مراکز برسد."),
    ("کارآموزی مادران", "آموزش", "جای کارآموزی برای مادران مراکز در کارگاه‌های شهر در نظر گرفته شود."),
)


def committee_meetings() -> Iterator[Held]:
    """The meetings one after another, each committee in its turn; of most the minutes wait for their signatures."""
    for number, day in enumerate(DAYS):
        title, presenter, decision = TOPICS[number % len(TOPICS)]
        last = number == MEETINGS - 1
        yield Held(
            f"csr-committee-{number % 6 + 1}",
            goes=Goes.SIGNED if last else Goes.APPROVED,
            on=day,
            hour=time(9),
            present=LAST if last else ATTENDED[number],
            leaves_early=last,
            topics=(
                Topic(
                    title,
                    f"گزارش وضعیت داده شد و اعضا نظر دادند.\nمصوبه: {decision}",
                    ("adopt",),
                    "decide",
                    presenter=presenter,
                ),
            ),
        )
