"""Says numbers, dates, spans and messages in the current language; what the filters and the writers of mails call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, runtime_checkable

from babel.dates import format_date
from flask_babel import gettext, ngettext
from markupsafe import Markup, escape

from coordination.kernel.messages import N_, Message
from coordination.lang import jalali, zone
from coordination.lang.locale import Language, current, words
from coordination.lang.text import digits as ascii_digits
from coordination.lang.text import persian_digits

Number = int | float | Decimal

DAYS_KEPT = 2000
"""How many days a process keeps in words: a page names the same few over and over."""
NEAR = {-1: N_("yesterday"), 0: N_("today"), 1: N_("tomorrow")}

_paper: ContextVar[bool] = ContextVar("on_paper", default=False)

_ALM = "\u061c"
_LRM = "\u200e"
_KILO = 1024
_PERSIAN_MARKS = str.maketrans({",": "٬", ".": "٫", "-": f"{_LRM}−"})
_ENGLISH_MARKS = str.maketrans({"-": "−"})
_WORD_OR_GAP = re.compile(r"\S+|\s+")
_LATIN = re.compile(r"[A-Za-z]")
_CODE = re.compile(r"\b[A-Z]{1,2}-[0-9]{4}-[0-9]+\b")


@runtime_checkable
class Said(Protocol):
    """A parameter that knows its words in each language (``jalali.MonthName``)."""

    def said(self, language: str) -> str: ...


@contextmanager
def on_paper() -> Iterator[None]:
    """Within the block days are said in full, with the year: a sheet is read on another day than it was printed."""
    token = _paper.set(True)
    try:
        yield
    finally:
        _paper.reset(token)


def number(value: Number, places: int = 2) -> str:
    """۱۲٬۳۴۵ / 12,345; of a fraction at most ``places`` decimals, none that are nought: ۲٫۵."""
    plain = f"{value:,}" if isinstance(value, int) else f"{value:,.{places}f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if plain == "-0":
        plain = "0"
    return persian_digits(plain).translate(_PERSIAN_MARKS) if current() == "fa" else plain.translate(_ENGLISH_MARKS)


def percent(value: Number) -> str:
    """Per cent of a value out of 100: ۴۰٪ / 40%. The sign needs an Arabic letter mark before it to stand on
    its right side.
    """
    return f"{_ALM}{number(value)}٪" if current() == "fa" else f"{number(value)}%"


def day(value: date | datetime) -> str:
    """«سه‌شنبه ۸ دی» / "Tuesday 8 Dey", with the year when it is not this year; yesterday, today, tomorrow in words."""
    on, today = _date(value), zone.today()
    if _paper.get():
        return full_day(on)
    near = NEAR.get((on - today).days)
    return words(near) if near else _in_words(on, current(), with_year=_year(on) != _year(today))


def full_day(value: date | datetime, *, with_year: bool = True) -> str:
    """«سه‌شنبه ۸ دی ۱۴۰۵», never in words such as today: for papers and mails, which are read later."""
    return _in_words(_date(value), current(), with_year=with_year)


@lru_cache(maxsize=DAYS_KEPT)
def _in_words(on: date, language: Language, *, with_year: bool) -> str:
    year, month, of_month = jalali.to_jalali(on)
    parts = [jalali.weekday_name(on, language), str(of_month), jalali.month_name(month, language), str(year)]
    said = " ".join(parts if with_year else parts[:3])
    return persian_digits(said) if language == "fa" else said


@lru_cache(maxsize=DAYS_KEPT)
def _year(on: date) -> int:
    return jalali.jalali_year(on)


def day_title(value: date | datetime) -> str:
    """The Gregorian date, for a title: "Tuesday 29 December 2026"."""
    return _localise(format_date(_date(value), "EEEE d MMMM y", locale=current()))


def field_date(value: date | datetime) -> str:
    """۱۴۰۵/۱۰/۸ / 1405/10/8."""
    return jalali.written(_date(value), current())


def clock_time(value: datetime | time) -> str:
    """۱۴:۰۰ / 14:00; a moment in local time."""
    hour = zone.local(value).time() if isinstance(value, datetime) else value
    return _localise(f"{hour:%H:%M}")


def moment(value: datetime) -> str:
    """«سه‌شنبه ۸ دی، ساعت ۱۴:۰۰» / "Tuesday 8 Dey at 14:00"."""
    return words(N_("%(day)s at %(time)s")) % {"day": day(value), "time": clock_time(value)}


def duration(value: timedelta) -> str:
    """A span in one unit, rounded down: days, hours, minutes under an hour; of what is late, how late."""
    seconds = int(abs(value).total_seconds())
    if seconds >= 86400:
        return _counted_days(seconds // 86400)
    if seconds >= 3600:
        hours = seconds // 3600
        return str(ngettext("%(count)s hour", "%(count)s hours", hours, count=number(hours)))
    minutes = seconds // 60
    if not minutes:
        return str(gettext("less than a minute"))
    return str(ngettext("%(count)s minute", "%(count)s minutes", minutes, count=number(minutes)))


def ago(value: datetime) -> str:
    """How long ago: «۳ ساعت پیش»; within a minute "just now", after thirty days the day itself."""
    passed = zone.now() - value
    if passed < timedelta(minutes=1):
        return str(gettext("just now"))
    if passed >= timedelta(days=30):
        return day(value)
    return str(gettext("%(span)s ago", span=duration(passed)))


def filesize(size: int) -> str:
    """Bytes in words: «۱٫۲ مگابایت» / "1.2 MB"; a kB is 1024 bytes."""
    if size < _KILO:
        return str(gettext("%(size)s bytes", size=number(size)))
    if size < _KILO * _KILO:
        return str(gettext("%(size)s kB", size=number(size / _KILO, 1)))
    return str(gettext("%(size)s MB", size=number(size / _KILO / _KILO, 1)))


def message(value: object) -> str:
    """A ``Message`` or a plain msgid in the current language; numbers, dates and messages among its parameters
    likewise.

    Parameters that are plain text (names, codes) stay as they are; a word to be translated is given as a ``Message``.
    """
    if isinstance(value, Message | jalali.DateProblem):
        said = words(value.text)
        return said % {name: _param(param) for name, param in value.params.items()} if value.params else said
    msgid = str(value)
    # The msgid "" is the header of the catalogue.
    return words(msgid) if msgid else ""


def digits_for(value: str) -> str:
    """A text in the digits of the language, but words with Latin letters (codes, addresses) as they are."""
    change = persian_digits if current() == "fa" else ascii_digits
    return "".join(word if _LATIN.search(word) else change(word) for word in _WORD_OR_GAP.findall(value))


def with_codes(value: str) -> Markup:
    """A sentence for a page, in which codes such as R-1405-27 stay on one line and keep their direction."""
    return Markup(_CODE.sub(r'<bdi class="nowrap" dir="ltr">\g<0></bdi>', str(escape(value))))  # noqa: S704  (escaped here)


def _param(value: object) -> object:
    match value:
        case bool() | str():
            return value
        case Message():
            return message(value)
        case int() | float() | Decimal():
            return number(value)
        case datetime():
            return moment(value)
        case date():
            return day(value)
        case time():
            return clock_time(value)
        case timedelta():
            return duration(value)
        case Said():
            return value.said(current())
    return value


def _counted_days(days: int) -> str:
    return str(ngettext("%(count)s day", "%(count)s days", days, count=number(days)))


def _date(value: date | datetime) -> date:
    return zone.local_date(value) if isinstance(value, datetime) else value


def _localise(text: str) -> str:
    return persian_digits(text) if current() == "fa" else text
