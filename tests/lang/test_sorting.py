"""The stored key sorts as a Persian dictionary does, in any database."""

from __future__ import annotations

import itertools

import pytest

from coordination.lang.sorting import ALPHABET, sort_key

# Sorted by ICU 78 for fa.
ICU_ORDER = """
آمار ابلاغ‌شده اجتماعی اختلالات ارتباطات ارجاع ارجاع‌ها از استاندارد استانداری استفاده اعضای اقدام اقلام
انتشار انگیزه ایرانیان بازدید بازکردن بانک برای برگزاری برنامه‌ریزی برنامه‌ها بوستان بهداشتی بیستمین بی‌مدرک
پویا پیشگیری تحت تحویل‌شده تلفنی توزیع توسعه توضیح جلسه جمعیت جهانی چرا حقوقی حمایت خبری خطا خلاصه داد دبیر
دستگاه‌ها دفتر دوم دی دیگر ذکر رفاه روز زن ساخت سازمان سازماندهی سالگرد ساماندهی سمن‌ها سوادآموزی سه شاخص‌های
شد شورای شهری فرزندپروری فرستنده فرمان فرهنگی فعالیت‌ها قبلی کارگاه کارگاه‌های کرسی کنوانسیون کودکان گرامی
گروه گفت‌وگو لاجورد مجمع مددجو مددکاران مدیران مراکز مرجع مرکز مشارکت مشارکت‌های مشکلات مصوبات مصوبه مناسب
مناسبت‌ها موضوع مهارت‌های می‌شود نام نشست نقاشی‌های نقطه نگهداری نمایشگاه نمونه وزارت هر یادگیری
""".split()  # noqa: SIM905


def test_words_are_in_the_order_of_icu() -> None:
    keys = [sort_key(word) for word in ICU_ORDER]
    assert keys == sorted(set(keys))


def test_letters_are_in_the_order_of_the_alphabet() -> None:
    keys = [sort_key(letter) for letter in ALPHABET]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("علی رضا", "علیرضا"),
        ("۱۲", "ایران"),
        ("یاسر", "Ali"),
        ("آریا", "احمد"),
        ("پویا", "ترانه"),
        ("گلی", "لاله"),
    ],
)
def test_comes_before(first: str, second: str) -> None:
    assert sort_key(first) < sort_key(second)


@pytest.mark.parametrize(
    "spellings",
    [
        ("كاظمي", "کاظمی"),
        ("علی\u200cرضا", "علیرضا"),
        ("رضائی", "رضایی"),
        ("مُحَمَّد", "محمد"),
        ("Émile", "emile"),
        ("ﻋﻠﻲ", "علی"),
    ],
)
def test_spellings_sort_together(spellings: tuple[str, ...]) -> None:
    assert len({sort_key(spelling) for spelling in spellings}) == 1


def test_the_key_is_of_digits_alone() -> None:
    assert all(sort_key(a + b).isdecimal() and sort_key(a + b).isascii() for a, b in itertools.product(ALPHABET, "zآ9"))


def test_a_beginning_comes_before_its_longer_word() -> None:
    assert sort_key("رضا") < sort_key("رضایی")
