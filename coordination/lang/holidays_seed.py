"""The public holidays of Iran with which the table of holidays begins; the only importer of ``holidays``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import holidays

from coordination.lang.jalali import jalali_year_range
from coordination.lang.text import clean, persian_digits

_ESTIMATED = {"fa_IR": " (تخمینی)", "en_US": " (estimated)"}


class SeedHoliday(NamedTuple):
    """One day; ``estimated`` when a name on it follows the moon and may move by a day."""

    day: date
    name_fa: str
    name_en: str
    estimated: bool


def seed(years: Iterable[int]) -> list[SeedHoliday]:
    """The holidays of the Jalali ``years`` in order of date, one row a day; lunar dates after 2026 are estimates."""
    ranges = [jalali_year_range(year) for year in years]
    gregorian = {year for first, last in ranges for year in (first.year, last.year)}
    in_persian = holidays.country_holidays("IR", years=gregorian, language="fa_IR")
    in_english = holidays.country_holidays("IR", years=gregorian, language="en_US")
    days = sorted(day for day in in_persian if any(first <= day <= last for first, last in ranges))
    return [
        SeedHoliday(
            day,
            persian_digits("؛ ".join(_names(in_persian, day, "fa_IR"))),
            "; ".join(_names(in_english, day, "en_US")),
            any(name.endswith(_ESTIMATED["fa_IR"]) for name in in_persian.get_list(day)),
        )
        for day in days
    ]


def _names(table: holidays.HolidayBase, day: date, language: str) -> list[str]:
    """The names of ``day`` without the word for an estimate, which is a column of its own."""
    return [clean(name.removesuffix(_ESTIMATED[language]).replace("؛", "؛ ")) for name in table.get_list(day)]
