"""The table of holidays begins with those of Iran."""

from __future__ import annotations

from coordination.lang.holidays_seed import seed
from coordination.lang.jalali import from_jalali, jalali_year, to_jalali

FIXED = [(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)]


def test_every_year_has_the_fixed_holidays() -> None:
    days = {to_jalali(holiday.day) for holiday in seed(range(1400, 1411))}
    assert {(year, *fixed) for year in range(1400, 1411) for fixed in FIXED} <= days


def test_ashura_of_1404() -> None:
    (ashura,) = [holiday for holiday in seed([1404]) if holiday.name_en == "Ashura"]
    assert (ashura.day, ashura.estimated) == (from_jalali(1404, 4, 15), False)


def test_lunar_days_after_2026_are_estimates_and_others_are_not() -> None:
    holidays = {holiday.name_en: holiday.estimated for holiday in seed([1406])}
    assert (holidays["Ashura"], holidays["Nowruz"]) == (True, False)


def test_each_day_has_one_row_in_order() -> None:
    days = [holiday.day for holiday in seed([1404, 1405, 1407])]
    assert days == sorted(set(days))


def test_only_the_years_asked_for() -> None:
    assert {jalali_year(holiday.day) for holiday in seed([1405])} == {1405}


def test_two_names_on_one_day_are_both_kept() -> None:
    (day,) = [holiday for holiday in seed([1405]) if holiday.day == from_jalali(1405, 1, 1)]
    assert (day.name_fa, day.name_en) == ("جشن نوروز؛ عید سعید فطر", "Eid al-Fitr; Nowruz")


def test_names_have_no_latin_digits_and_no_word_for_estimates() -> None:
    names = " ".join(holiday.name_fa + holiday.name_en for holiday in seed([1405, 1406]))
    assert "تخمینی" not in names
    assert "estimated" not in names
    assert not set("0123456789") & set("".join(holiday.name_fa for holiday in seed([1405])))
