"""What is understood of single lines and of lines below each other."""

from __future__ import annotations

import pytest

from coordination.activities.models import ActivityKind as K
from coordination.activities.models import Part
from tests.activities.pasted.known import items, partners, read


@pytest.mark.parametrize("mark", ["–", "*", "•", "-", "1-", "1ـ", "1.", "۱)", "(۱)", "١-", "①", "الف)", "a)", "-1"])
def test_marks_are_no_part_of_the_title(mark: str) -> None:
    assert [draft.title for draft in items(f"بازدیدها:\n{mark} بازدید از باغ")] == ["بازدید از باغ"]


@pytest.mark.parametrize(
    "heading", ["شرکت در جلسات", "الفشرکتدرجلسات:", "الف- شرکت در جلسات", "شـركت در جلسـات :", "بخش اول: شرکت در جلسات"]
)
def test_a_heading_gives_its_kind_however_it_is_written(heading: str) -> None:
    assert [draft.kind for draft in items(f"{heading}\n– بررسی بودجه\n– مرور کارها")] == [K.MEETING_ATTENDED] * 2


def test_a_heading_stands_beside_its_items() -> None:
    assert {draft.heading for draft in items("برگزاری جلسات:\n1- جلسه یک\n2- جلسه دو")} == {"برگزاری جلسات"}


def test_a_heading_is_no_item() -> None:
    assert [draft.kept for draft in read("بازدیدها\nبازدید از باغ")] == [False, True]


def test_children_have_the_body_and_kind_of_the_line_above_them() -> None:
    found = items("شرکت در جلسات:\n– جلسات یونیسف در موارد زیر:\n* سواد\n* تغذیه\n– جلسه یونسکو")
    assert [(draft.kind, partners(draft)) for draft in found] == [
        (K.MEETING_ATTENDED, {"unicef"}), (K.MEETING_ATTENDED, {"unicef"}), (K.MEETING_ATTENDED, {"unesco"}),
    ]  # fmt: skip


def test_children_say_what_stood_above_them() -> None:
    assert items("اطلاع به اعضا در زمینه های زیر:\n– نشانی‌ها")[0].note == "اطلاع به اعضا در زمینه های زیر"


def test_a_line_above_that_names_the_body_is_no_note_beside_the_body() -> None:
    found = items("شرکت در جلسات:\n– جلسات یونیسف در موارد زیر:\n* سواد")[0]
    assert (partners(found), found.note) == ({"unicef"}, "")


def test_a_line_without_a_mark_goes_on_with_the_item() -> None:
    found = items("جلسات:\n- جلسه درباره\nخانه کودک\n- جلسه دوم")
    assert [draft.title for draft in found] == ["جلسه درباره خانه کودک", "جلسه دوم"]


def test_a_sentence_under_an_item_is_its_note() -> None:
    found = items("جلسات:\n1- جلسه نخست.\nدر آن سه جلسه دیگر برنامه‌ریزی شد.\n2- جلسه دوم")
    assert (found[0].title, found[0].note) == ("جلسه نخست", "در آن سه جلسه دیگر برنامه‌ریزی شد.")


def test_a_number_in_the_note_counts() -> None:
    assert items("جلسات:\n1- جلسات مدرسه.\nدر بهار سه جلسه برگزار شد.")[0].times == 3


def test_several_items_of_one_line_come_apart() -> None:
    text = "کارگاه‌ها:\n1- کارگاه ایمنی   2-کارگاه رنگ\n* سفال * بافتنی *نجاری"
    assert [draft.title for draft in items(text)] == ["کارگاه ایمنی", "کارگاه رنگ", "سفال", "بافتنی", "نجاری"]


def test_a_dash_before_days_parts_nothing() -> None:
    assert [(draft.title, draft.days) for draft in items("کارگاه‌ها:\n1- کارگاه رنگ -2 روز")] == [("کارگاه رنگ", 2)]


@pytest.mark.parametrize(
    ("words", "days"),
    [("کارگاه رنگ، ۲ روز", 2), ("نمایشگاهی که به مدت 5 روز دایر بود", 5), ("اردوی سه روزه", 3),
     ("جشن روز جهانی کودک", None),
     ("جشن 16 مهر روز جهانی کودک", None), ("a two-day workshop", 2)],
)  # fmt: skip
def test_days_are_read_from_words(words: str, days: int | None) -> None:
    assert items(f"- {words}")[0].days == days


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("سه جلسه با مدرسه", 3),
        ("جلسات ماهانه", None),
        ("جلسه با مدرسه", 1),
        ("۱۲ بازدید از کوره‌ها", 12),
        ("two visits", 2),
    ],
)
def test_times_are_read_from_words(words: str, times: int | None) -> None:
    assert items(f"برگزاری جلسات:\n- {words}")[0].times == times


@pytest.mark.parametrize(
    ("words", "code"),
    [("دفتر آسیب های اجتماعی سازمان بهزیستی", "behzisti-harms"), ("معاونت آسیب‌های اجتماعی بهزیستی", "behzisti-harms"),
     ("بهزیستي", "behzisti"), ("معاونت رفاه و مشارکت های مردمی شهرداری", "tehran-welfare-deputy"),
     ("شهرداری قزوین", "qazvin-municipality"), ("شهرداری", "tehran-municipality"), ("وزارت رفاه", "labour-ministry"),
     ("وزارت تعاون، کارو رفاه اجتماعی", "labour-ministry"), ("موسسه پويش", "pouyesh"), ("موزهصلح", "peace-museum"),
     ("the Office of Social Harms of the Welfare Organisation", "behzisti-harms"), ("UNICEF", "unicef"),
     ("دفتر آسیب های اجتماعی وزارت رفاه", "labour-ministry"), ("معاونت عمرانی شهرداری تهران", "tehran-municipality")],
)  # fmt: skip
def test_bodies_are_found_by_names_aliases_and_parts(words: str, code: str) -> None:
    assert partners(items(f"شرکت در جلسات:\n- جلسه {words}")[0]) == {code}


@pytest.mark.parametrize(
    "words", ["شهرداری مشهد", "بهزیستی استان گیلان", "حقوق کودکان کار", "کودکان پویا", "شبکه یاری"]
)
def test_bodies_that_are_not_meant_are_not_found(words: str) -> None:
    assert partners(items(f"شرکت در جلسات:\n- جلسه درباره {words}")[0]) == set()


def test_the_subject_of_a_meeting_is_no_partner() -> None:
    assert partners(items("شرکت در جلسات:\n- جلسه یونیسف درباره طرح آموزش و پرورش")[0]) == {"unicef"}


@pytest.mark.parametrize(
    ("words", "part"),
    [("جشن با همکاری یونیسف", Part.COOPERATING), ("نمایشگاه از طرف یونیسف", Part.ORGANISER),
     ("نامه به یونیسف", Part.ADDRESSEE),
     ("کارگاه برای مربیان یونیسف", Part.AUDIENCE), ("جلسه یونیسف", Part.HOST)],
)  # fmt: skip
def test_the_part_of_a_body_is_guessed_from_the_words_before_it(words: str, part: Part) -> None:
    assert [found.part for found in items(f"- {words}")[0].partners] == [part]


@pytest.mark.parametrize(
    ("words", "kind"),
    [("شرکت در مراسم سالگرد", K.EVENT_JOINED), ("شرکت در نشست یونیسف", K.MEETING_ATTENDED), ("بازدید از باغ", K.VISIT),
     ("برگزاری جشن", K.EVENT_HELD), ("برگزاری کارگاه رنگ", K.WORKSHOP), ("توزیع کیف", K.DISTRIBUTION),
     ("مصاحبه با روزنامه", K.INTERVIEW), ("انتشار کتابچه", K.PUBLICATION), ("مکاتبه با مدرسه", K.CONTACT),
     ("پژوهش میدانی", K.RESEARCH), ("طرح خانه بازی", K.PROPOSAL), ("اطلاع رسانی به اعضا درباره ساعت", K.NOTICE),
     ("جلسه با خیّران", K.MEETING_HELD), ("در جلسه مدرسه شرکت کردیم", K.MEETING_ATTENDED), ("چیزی دیگر", None)],
)  # fmt: skip
def test_the_kind_is_guessed_from_words_where_no_heading_says_it(words: str, kind: K | None) -> None:
    assert items(f"- {words}\n- دیگر")[0].kind == kind


def test_months_as_headings_say_when() -> None:
    found = items("مهر ماه\n- جلسه نخست\nآبان ۱۴۰۴:\n- جلسه دوم")
    assert [draft.when for draft in found] == ["مهر ماه", "آبان ۱۴۰۴"]


def test_a_kind_within_a_month_ends_with_the_month() -> None:
    found = items("مهر:\nبازدیدها\n- باغ\nآبان:\n- جشن")
    assert [(draft.when, draft.kind) for draft in found] == [("مهر", K.VISIT), ("آبان", K.EVENT_HELD)]


def test_a_month_within_a_kind_leaves_the_kind() -> None:
    found = items("بازدیدها:\nمهر:\n- باغ\nآبان:\n- کوره")
    assert [(draft.when, draft.kind) for draft in found] == [("مهر", K.VISIT), ("آبان", K.VISIT)]


@pytest.mark.parametrize(
    ("words", "when"),
    [("در تاریخ ۱۲ مهر جلسه با مدرسه", "12 مهر"), ("جلسه با مدرسه (1403/7/12)", "1403/7/12"),
     ("جلسه در مهر ماه", "مهر"),
     ("جلسه به مناسبت 16 مهر روز کودک", "")],
)  # fmt: skip
def test_a_day_is_taken_from_an_item_but_not_that_of_its_occasion(words: str, when: str) -> None:
    assert items(f"- {words}")[0].when == when


def test_a_title_that_is_too_long_goes_on_in_the_note() -> None:
    draft = items("- " + "بازدید از باغ " * 60)[0]
    assert len(draft.title) <= 400
    assert draft.note


def test_kashida_within_a_word_is_no_letter_of_a_row() -> None:
    assert [draft.title for draft in items("برگزاری جلسات\nبـرگـزاری جلسـه با مدرسه")] == ["برگزاری جلسه با مدرسه"]


def test_a_few_words_above_a_new_list_are_its_heading() -> None:
    found = items("بازدیدها\n- بازدید از باغ\nخدمات\n• توزیع کیف\n• توزیع کفش")
    assert [(draft.heading, draft.kind) for draft in found] == [
        ("بازدیدها", K.VISIT), ("خدمات", K.DISTRIBUTION), ("خدمات", K.DISTRIBUTION),
    ]  # fmt: skip


def test_a_very_long_word_is_read_in_time() -> None:
    assert len(items("شرکتدرجلسات" * 5000)) <= 1
