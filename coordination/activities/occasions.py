"""Days that return each year: when one falls next, from when it is prepared, and which is coming."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from coordination.activities.models import Calendar, Occasion
from coordination.lang.jalali import from_jalali, jalali_year, month_length


@dataclass(frozen=True, slots=True)
class Coming:
    """An occasion on its next day; ``begun`` once its preparation should have started."""

    occasion: Occasion
    on: date
    prepares_from: date
    begun: bool
    days_left: int


def next_on(occasion: Occasion, today: date) -> date:
    """The day on which it falls next, today too; the last day of a month that is too short."""
    if occasion.calendar == Calendar.GREGORIAN:
        years = (today.year, today.year + 1)
        days = [date(year, occasion.month, min(occasion.day, monthrange(year, occasion.month)[1])) for year in years]
    else:
        first = jalali_year(today)
        days = [
            from_jalali(year, occasion.month, min(occasion.day, month_length(year, occasion.month)))
            for year in (first, first + 1)
        ]
    return next(day for day in days if day >= today)


def coming(occasion: Occasion, today: date) -> Coming:
    """The next day of an occasion and how far it is."""
    on = next_on(occasion, today)
    begins = on - timedelta(days=occasion.lead_days)
    return Coming(occasion, on, begins, begins <= today, (on - today).days)
