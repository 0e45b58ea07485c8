"""Lines of the minutes become records: every start, owner and date of the table, and nothing raises."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.lang.dates_said import NoNextMeeting
from coordination.lang.jalali import NoSuchDay, from_jalali
from coordination.lang.text import fold
from coordination.minutes.lines import (
    STARTS,
    Line,
    LineKind,
    beginnings,
    kind_of,
    owner_and_rest,
    parse,
    rewrite,
    turned,
)

TODAY = from_jalali(1405, 8, 30)
NEXT_MEETING = from_jalali(1405, 11, 6)
DEY_15 = from_jalali(1405, 10, 15)


def read(text: str, *, next_meeting_on: date | None = NEXT_MEETING) -> Line:
    """The one line of a text."""
    (line,) = parse(text, today=TODAY, next_meeting_on=next_meeting_on)
    return line


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        ("مصوبه:", "resolution"),
        ("مصوبه :", "resolution"),
        ("  مصوبه:", "resolution"),
        ("مصوبه：", "resolution"),
        ("مصوبة:", "resolution"),
        ("مصو\u200cبه:", "resolution"),
        ("مـصوبه:", "resolution"),
        ("- مصوبه:", "resolution"),
        ("اقدام:", "action"),
        ("اقدام‌:", "action"),
        ("إقدام:", "action"),
        ("نکته:", "note"),
        ("نكته:", "note"),
        ("مخالف:", "dissent"),
        ("ارجاع:", "referral"),
        ("أرجاع:", "referral"),
        ("Decision:", "resolution"),
        ("DECISION :", "resolution"),
        ("action:", "action"),
        ("Note:", "note"),
        ("Dissent:", "dissent"),
        ("referral:", "referral"),
    ],
)
def test_start_of_a_line_is_recognised(start: str, kind: str) -> None:
    assert kind_of(f"{start} متن") == kind


@pytest.mark.parametrize(
    "text",
    [
        "",
        "مصوبه",
        "مصوبه متن",
        "این مصوبه: متن",
        "مصوبات: متن",
        "اقدامات: متن",
        "Actions: x",
        ":",
        "ساعت ۱۴:۳۰",
        "۱۴:۰۰ نکته",
    ],
)
def test_running_text_is_no_record(text: str) -> None:
    assert parse(text, today=TODAY) == []


ACTIONS = {
    "اقدام: فهرست تهیه شود @انجمن پویا تا ۱۵ دی": ("فهرست تهیه شود", "انجمن پویا", DEY_15),
    "اقدام: فهرست تهیه شود تا ۱۵ دی @انجمن پویا": ("فهرست تهیه شود", "انجمن پویا", DEY_15),
    "اقدام: فهرست تهیه شود @انجمن پویا تا ۱۵ دی.": ("فهرست تهیه شود", "انجمن پویا", DEY_15),
    "اقدام: فهرست تهیه شود، @انجمن پویا، تا ۱۵ دی": ("فهرست تهیه شود", "انجمن پویا", DEY_15),
    "اقدام: فهرست تهیه شود @انجمن پویا": ("فهرست تهیه شود", "انجمن پویا", None),
    "اقدام: فهرست تهیه شود تا ۱۵ دی": ("فهرست تهیه شود", "", DEY_15),
    "اقدام: از مدرسه تا خانه بررسی شود تا دو هفته": ("از مدرسه تا خانه بررسی شود", "", from_jalali(1405, 9, 14)),
    "اقدام: از شنبه تا چهارشنبه آمار گرفته شود": ("از شنبه تا چهارشنبه آمار گرفته شود", "", None),
    "اقدام: تا مدرسه برسند راهی پیدا شود": ("تا مدرسه برسند راهی پیدا شود", "", None),
    "اقدام: استان‌ها آمار بدهند": ("استان‌ها آمار بدهند", "", None),
    "اقدام: تابلو نصب شود": ("تابلو نصب شود", "", None),
    "اقدام: فهرست را تا ۱۵ دی بفرستد @پویا": ("فهرست را بفرستد", "پویا", DEY_15),
    "اقدام: مدرسه‌ها تا پایان دی ثبت‌نام کنند": ("مدرسه‌ها ثبت‌نام کنند", "", from_jalali(1405, 10, 30)),
    "اقدام: متن @رؤیا صالحی تا جلسه بعد": ("متن", "رؤیا صالحی", NEXT_MEETING),
    "اقدام: متن @رؤیا صالحی تا فردا": ("متن", "رؤیا صالحی", from_jalali(1405, 9, 1)),
    "اقدام: متن @آموزش و پرورش تا ۱۴۰۵/۱۰/۱۵": ("متن", "آموزش و پرورش", DEY_15),
    "Action: send the list @Pouya Society by 15 Dey": ("send the list", "Pouya Society", DEY_15),
    "Action: send the list @Pouya Society until next meeting": ("send the list", "Pouya Society", NEXT_MEETING),
    "action: go by bus @Pouya": ("go by bus", "Pouya", None),
    "Action: write to a@b.example @Pouya by two weeks": (
        "write to a@b.example",
        "Pouya",
        from_jalali(1405, 9, 14),
    ),
    "اقدام:": ("", "", None),
    "اقدام: @": ("", "", None),
}


@pytest.mark.parametrize("text", ACTIONS)
def test_action_has_its_words_owner_and_date(text: str) -> None:
    line = read(text)
    assert (line.text, line.owner_text, line.due) == ACTIONS[text]


def test_last_date_of_a_line_counts() -> None:
    assert read("اقدام: پیش‌نویس تا ۱ دی و متن نهایی @پویا تا ۱۵ دی").due == DEY_15


def test_agency_and_person_may_both_be_named() -> None:
    line = read("اقدام: متن @انجمن پویا @رؤیا صالحی تا ۱۵ دی")
    assert line.owners == ("انجمن پویا", "رؤیا صالحی")


def test_day_that_does_not_exist_is_kept_as_text_with_its_problem() -> None:
    line = read("اقدام: متن @پویا تا ۳۱ دی")
    assert (line.due, line.due_text, line.owner_text) == (None, "۳۱ دی", "پویا")
    assert isinstance(line.problem, NoSuchDay)


def test_words_after_the_owner_that_are_no_day_are_kept_with_their_problem() -> None:
    line = read("اقدام: متن @انجمن پویا تا اطلاع ثانوی")
    assert (line.owner_text, line.due_text, line.due) == ("انجمن پویا", "اطلاع ثانوی", None)
    assert line.problem is not None


def test_next_meeting_that_is_not_planned_is_a_problem() -> None:
    line = read("اقدام: متن @پویا تا جلسه بعد", next_meeting_on=None)
    assert isinstance(line.problem, NoNextMeeting)
    assert line.due_text == "جلسه بعد"


@pytest.mark.parametrize("text", ["ارجاع: R-1405-2698 پیگیری شود", "ارجاع: r-۱۴۰۵-۲۶۹۸", "Referral: R-1405-02698"])
def test_code_of_a_referral_is_found_in_any_digits(text: str) -> None:
    assert read(text).code == "R-1405-2698"


def test_place_of_a_line_counts_lines_of_the_text() -> None:
    lines = parse("متن\n\nمصوبه: یک\nمتن\nنکته: دو", today=TODAY)
    assert [(line.index, line.kind) for line in lines] == [(2, LineKind.RESOLUTION), (4, LineKind.NOTE)]


def test_longest_known_name_wins() -> None:
    names = {fold("انجمن"), fold("انجمن پویا"), fold("انجمن پویا مهر")}
    found = owner_and_rest("انجمن پویا مهر شرق", dict.fromkeys(names))
    assert found == ("انجمن پویا مهر", "شرق")


def test_unknown_name_is_not_found() -> None:
    assert owner_and_rest("انجمن ناشناس", {fold("انجمن پویا"): 1}) is None


def test_beginnings_of_a_stretch_are_its_words_from_the_front() -> None:
    assert beginnings("انجمن پویا مهر") == ["انجمن پویا مهر", "انجمن پویا", "انجمن"]


@pytest.mark.parametrize(
    ("text", "changes", "written"),
    [
        ("اقدام: متن @پویا تا ۱ دی", {"due": "۱۵ دی"}, "اقدام: متن @پویا تا ۱۵ دی"),
        ("اقدام: متن @پویا", {"due": "۱۵ دی"}, "اقدام: متن @پویا تا ۱۵ دی"),
        ("اقدام: متن تا ۱۵ دی", {"owner": "رؤیا صالحی"}, "اقدام: متن @رؤیا صالحی تا ۱۵ دی"),
        ("اقدام: متن @پویا تا ۱۵ دی", {"text": "متن دیگر"}, "اقدام: متن دیگر @پویا تا ۱۵ دی"),
        ("اقدام: متن @پویا تا ۱۵ دی", {"owner": "", "due": ""}, "اقدام: متن"),
        ("Action: text @Pouya", {"due": "15 Dey"}, "Action: text @Pouya by 15 Dey"),
        ("مصوبه: متن", {"text": "متن\nدیگر"}, "مصوبه: متن دیگر"),
    ],
)
def test_correction_is_written_into_the_line(text: str, changes: dict[str, str], written: str) -> None:
    assert rewrite(read(text), **changes) == written


def test_note_becomes_an_action_by_its_start() -> None:
    assert turned("نکته: یونیسف کلاس بگذارد", LineKind.ACTION) == "اقدام: یونیسف کلاس بگذارد"
    assert turned("Note: hold a class", LineKind.RESOLUTION) == "Decision: hold a class"


def test_every_start_of_the_buttons_is_recognised() -> None:
    assert {kind_of(start): kind for starts in STARTS.values() for kind, start in starts.items()} == {
        kind: kind for kind in LineKind
    }


PIECES = st.sampled_from(
    [
        *ACTIONS,
        "مصوبه:",
        "اقدام:",
        "@",
        "تا",
        "by",
        " ",
        "\n",
        "\u200c",
        ":",
        "：",
        "۱۵ دی",
        "R-1405-1",
        "۳۲ دی",
        "\x00",
        "@@",
        "تا تا",
    ]
)


@settings(max_examples=10_000, deadline=None)
@given(st.lists(PIECES | st.text(max_size=12), max_size=8).map("".join))
def test_no_text_raises(text: str) -> None:
    for line in parse(text, today=TODAY, next_meeting_on=NEXT_MEETING):
        assert line.source == text.split("\n")[line.index]
        rewrite(line, owner="پویا", due="۱۵ دی")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([text for text in ACTIONS if ACTIONS[text][0] and "از شنبه" not in text]), st.integers(0, 700))
def test_date_written_into_a_line_is_read_from_it(text: str, ahead: int) -> None:
    from_there = date.fromordinal(TODAY.toordinal() + ahead)
    year, month, day = (str(part) for part in (from_there.year, from_there.month, from_there.day))
    assert read(rewrite(read(text), due=f"{year}-{month}-{day}")).due == from_there
