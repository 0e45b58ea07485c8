"""What the filters say, in Persian and then in English on one application (Jinja computes constants once)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from coordination.kernel.messages import Message
from coordination.lang import say
from coordination.lang.filters import FILTERS
from coordination.lang.jalali import MonthName, YearName, from_jalali
from tests.lang.conftest import MOMENT

Render = Callable[..., str]


def both(render: Render, source: str, **context: object) -> tuple[str, str]:
    return render("fa", source, **context), render("en", source, **context)


@pytest.mark.parametrize(
    ("source", "fa", "en"),
    [
        ("{{ 1|n }}", "۱", "1"),
        ("{{ 12345|n }}", "۱۲٬۳۴۵", "12,345"),
        ("{{ 2.5|n }}", "۲٫۵", "2.5"),
        ("{{ 2.0|n }}", "۲", "2"),
        ("{{ 1234.567|n }}", "۱٬۲۳۴٫۵۷", "1,234.57"),
        ("{{ -3|n }}", "\u200e−۳", "−3"),
        ("{{ -0.001|n }}", "۰", "0"),
        ("{{ 0|n }}", "۰", "0"),
        ("{{ 40|percent }}", "\u061c۴۰٪", "40%"),
        ("{{ 500|filesize }}", "۵۰۰ بایت", "500 bytes"),
        ("{{ 1536|filesize }}", "۱٫۵ کیلوبایت", "1.5 kB"),
        ("{{ (3 * 1024 * 1024)|filesize }}", "۳ مگابایت", "3 MB"),
        ("{{ 'R-1405-2731 تا 15 دی'|digits_for }}", "R-1405-2731 تا ۱۵ دی", "R-1405-2731 تا 15 دی"),
        ("{{ '۱۵ دی'|digits_for }}", "۱۵ دی", "15 دی"),
        ("{{ 'today'|text }}", "امروز", "today"),
        ("{{ ''|text }}", "", ""),
    ],
)
def test_a_constant_is_said_in_each_language(render: Render, source: str, fa: str, en: str) -> None:
    assert both(render, source) == (fa, en)


def test_the_first_language_may_be_english(render: Render) -> None:
    assert [render(language, "{{ 98765|n }}") for language in ("en", "fa", "en")] == ["98,765", "۹۸٬۷۶۵", "98,765"]


def test_a_decimal_is_said_like_a_number(render: Render) -> None:
    assert both(render, "{{ x|n }}", x=Decimal("1234.50")) == ("۱٬۲۳۴٫۵", "1,234.5")


@pytest.mark.parametrize(
    ("day", "fa", "en"),
    [
        (from_jalali(1405, 10, 8), "سه‌شنبه ۸ دی", "Tuesday 8 Dey"),
        (from_jalali(1404, 10, 8), "دوشنبه ۸ دی ۱۴۰۴", "Monday 8 Dey 1404"),
        (from_jalali(1405, 8, 30), "امروز", "today"),
        (from_jalali(1405, 8, 29), "دیروز", "yesterday"),
        (from_jalali(1405, 9, 1), "فردا", "tomorrow"),
        (datetime(2026, 11, 21, 20, 45, tzinfo=UTC), "فردا", "tomorrow"),
    ],
)
def test_a_day(render: Render, day: date, fa: str, en: str) -> None:
    assert both(render, "{{ d|day }}", d=day) == (fa, en)


def test_a_day_on_paper_is_never_today(render: Render) -> None:
    assert both(render, "{{ d|full_day }}", d=MOMENT) == ("شنبه ۳۰ آبان ۱۴۰۵", "Saturday 30 Aban 1405")


def test_the_title_of_a_day_is_gregorian(render: Render) -> None:
    said = both(render, "{{ d|day_title }}", d=from_jalali(1405, 10, 8))
    assert said == ("سه‌شنبه ۲۹ دسامبر ۲۰۲۶", "Tuesday 29 December 2026")


def test_a_date_as_in_a_field(render: Render) -> None:
    assert both(render, "{{ d|field_date }}", d=from_jalali(1405, 10, 8)) == ("۱۴۰۵/۱۰/۸", "1405/10/8")


def test_a_time_of_day(render: Render) -> None:
    assert both(render, "{{ t|clock_time }}", t=time(9, 5)) == ("۰۹:۰۵", "09:05")


def test_a_moment_is_said_in_local_time(render: Render) -> None:
    said = both(render, "{{ m|moment }}|{{ m|clock_time }}", m=datetime(2026, 12, 29, 10, 30, tzinfo=UTC))
    assert said == ("سه‌شنبه ۸ دی، ساعت ۱۴:۰۰|۱۴:۰۰", "Tuesday 8 Dey at 14:00|14:00")


@pytest.mark.parametrize(
    ("span", "fa", "en"),
    [
        (timedelta(days=2, hours=23), "۲ روز", "2 days"),
        (timedelta(days=1), "۱ روز", "1 day"),
        (timedelta(hours=3, minutes=59), "۳ ساعت", "3 hours"),
        (timedelta(minutes=59, seconds=59), "۵۹ دقیقه", "59 minutes"),
        (timedelta(minutes=1), "۱ دقیقه", "1 minute"),
        (timedelta(seconds=59), "کمتر از یک دقیقه", "less than a minute"),
        (timedelta(days=-1, hours=-5), "۱ روز", "1 day"),
    ],
)
def test_a_span_has_one_unit_rounded_down(render: Render, span: timedelta, fa: str, en: str) -> None:
    assert both(render, "{{ s|duration }}", s=span) == (fa, en)


@pytest.mark.parametrize(
    ("passed", "fa", "en"),
    [
        (timedelta(seconds=20), "همین حالا", "just now"),
        (timedelta(minutes=5), "۵ دقیقه پیش", "5 minutes ago"),
        (timedelta(hours=26), "۱ روز پیش", "1 day ago"),
        (timedelta(days=30), "پنجشنبه ۳۰ مهر", "Thursday 30 Mehr"),
    ],
)
def test_how_long_ago(render: Render, passed: timedelta, fa: str, en: str) -> None:
    assert both(render, "{{ m|ago }}", m=MOMENT - passed) == (fa, en)


def test_a_message_is_translated_with_its_parameters(render: Render) -> None:
    message = Message(
        "The date was not taken: %(month)s %(year)s has %(length)s days. For example: %(sample)s",
        month=MonthName(7),
        year=YearName(1405),
        length=30,
        sample="R-1",
    )
    assert both(render, "{{ m|text }}", m=message) == (
        "تاریخ پذیرفته نشد: مهر ۱۴۰۵ تنها ۳۰ روز دارد. نمونه: R-1",
        "The date was not taken: Mehr 1405 has 30 days. For example: R-1",
    )


@pytest.mark.parametrize(
    ("param", "fa", "en"),
    [
        (1234, "۱٬۲۳۴ پیش", "1,234 ago"),
        (from_jalali(1405, 10, 8), "سه‌شنبه ۸ دی پیش", "Tuesday 8 Dey ago"),
        (MOMENT, "امروز، ساعت ۱۰:۰۰ پیش", "today at 10:00 ago"),
        (time(14, 30), "۱۴:۳۰ پیش", "14:30 ago"),
        (timedelta(hours=2), "۲ ساعت پیش", "2 hours ago"),
        (Message("today"), "امروز پیش", "today ago"),
        ("today", "today پیش", "today ago"),
    ],
)
def test_a_parameter_of_a_message_is_said(render: Render, param: object, fa: str, en: str) -> None:
    assert both(render, "{{ m|text }}", m=Message("%(span)s ago", span=param)) == (fa, en)


def test_a_percent_sign_in_a_message_without_parameters_stays(render: Render) -> None:
    assert render("fa", "{{ m|text }}", m=Message("100% here")) == "100% here"


def test_text_of_a_user_in_a_message_is_escaped(render: Render) -> None:
    said = render("en", "{% autoescape true %}{{ m|text }}{% endautoescape %}", m=Message("%(span)s ago", span="<b>"))
    assert said == "&lt;b&gt; ago"


@dataclass
class Agency:
    name_fa: str = "شبکه"
    name_en: str | None = "Network"


def test_a_field_is_picked_by_language(render: Render) -> None:
    assert both(render, "{{ a|pick('name') }}", a=Agency()) == ("شبکه", "Network")


def test_the_other_language_stands_in_for_an_empty_one(render: Render) -> None:
    assert both(render, "{{ a|pick('name') }}", a=Agency(name_en=None)) == ("شبکه", "شبکه")


def test_a_field_of_a_mapping_is_picked(render: Render) -> None:
    assert both(render, "{{ a|pick('name') }}", a={"name_fa": "الف", "name_en": "A"}) == ("الف", "A")


@pytest.mark.parametrize("name", FILTERS)
def test_nothing_is_said_of_none(render: Render, name: str) -> None:
    assert render("fa", f"{{{{ x|{name} }}}}", x=None) == ""


def test_templates_know_language_and_direction(render: Render) -> None:
    assert both(render, "{{ current_language() }} {{ direction() }}") == ("fa rtl", "en ltr")


def test_codes_in_a_sentence_stay_on_one_line(render: Render) -> None:
    template = "{{ value|with_codes }}"
    expected = 'ارجاع <bdi class="nowrap" dir="ltr">R-1405-27</bdi> &lt;b&gt;'
    assert render("fa", template, value="ارجاع R-1405-27 <b>") == expected


def test_days_on_paper_are_said_in_full(render: Render) -> None:
    template = "{{ value|day }}"
    today = date(2026, 11, 21)
    assert render("fa", template, value=today) == "امروز"
    with say.on_paper():
        assert render("fa", template, value=today) == "شنبه ۳۰ آبان ۱۴۰۵"
