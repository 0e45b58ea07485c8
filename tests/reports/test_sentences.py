"""What a title says by itself is not said a second time by the sentence of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from coordination.activities.models import Activity, ActivityKind
from coordination.lang import locale
from coordination.reports.sentences import sentence

DAY = date(2026, 11, 21)
K = ActivityKind


@pytest.fixture(autouse=True)
def _in_persian(session: object) -> Iterator[None]:
    with locale.using("fa"):
        yield


def told(kind: ActivityKind, title: str) -> str:
    activity = Activity(kind=kind, title=title, from_on=DAY, to_on=DAY, precision="day", times=1, note="", audience="",
                        place="", asked="", asked_for="", answer_text="", partners=[])  # fmt: skip
    return sentence(activity, within=(DAY, DAY))


@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        (K.MEETING_ATTENDED, "شرکت درجلسات شورای شهر", "نمایندگان در «جلسات شورای شهر» شرکت کردند."),
        (K.MEETING_ATTENDED, "شرکت در کمیته ارزشیابی", "نمایندگان در «کمیته ارزشیابی» شرکت کردند."),
        (K.EVENT_JOINED, "مشارکت در نمایشگاه بازی", "نمایندگان در «نمایشگاه بازی» مشارکت کردند."),
        (K.WORKSHOP, "کارگاه آموزشی حقوق کودک", "کارگاه «حقوق کودک» برگزار شد."),
        (K.WORKSHOP, "برگزاری کارگاه ایدز", "کارگاه «ایدز» برگزار شد."),
        (K.WORKSHOP, "برگزاری کارگاه آموزشی برای مادران", "«کارگاه آموزشی برای مادران» برگزار شد."),
        (K.EVENT_HELD, "برگزارینشست خبری", "«نشست خبری» برگزار شد."),
        (K.MEETING_HELD, "برگزاری جلسات ماهانه", "«جلسات ماهانه» برگزار شد."),
    ],
)
def test_words_that_the_sentence_says_are_left_off_the_title(kind: ActivityKind, title: str, said: str) -> None:
    assert told(kind, title) == said


@pytest.mark.parametrize(
    ("kind", "title", "said"),
    [
        (K.MEETING_HELD, "گفت‌وگو با جامعه‌شناس", "جلسه «گفت‌وگو با جامعه‌شناس» برگزار شد."),
        (K.VISIT, "کوره‌های آجرپزی", "بازدید «کوره‌های آجرپزی» انجام شد."),
        (K.VISIT, "بازدید از کوره‌ها", "«بازدید از کوره‌ها» انجام شد."),
        (K.INTERVIEW, "حقوق کودک در رسانه", "مصاحبه «حقوق کودک در رسانه» انجام شد."),
        (K.DISTRIBUTION, "کتاب درسی", "توزیع «کتاب درسی» انجام شد."),
        (K.DISTRIBUTION, "تهیه کتاب درسی", "«تهیه کتاب درسی» انجام شد."),
        (K.NOTICE, "طرح کودکان بازمانده از تحصیل", "درباره «طرح کودکان بازمانده از تحصیل» اطلاع‌رسانی شد."),
        (K.NOTICE, "اطلاع طرح به اعضا", "«اطلاع طرح به اعضا» انجام شد."),
    ],
)
def test_a_title_that_does_not_say_what_was_done_has_it_said(kind: ActivityKind, title: str, said: str) -> None:
    assert told(kind, title) == said


@pytest.mark.parametrize("title", ["شرکت درمانگاه خیریه", "کارگاه و نشست", "کارگاه", "کارگاه آموزشی"])
def test_a_word_that_only_looks_like_it_stays(title: str) -> None:
    kind = K.WORKSHOP if title.startswith("کارگاه") else K.MEETING_ATTENDED
    assert f"«{title}»" in told(kind, title)
