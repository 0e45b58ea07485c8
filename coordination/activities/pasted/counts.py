"""How often, how many days and when, read from an item's own words."""

from __future__ import annotations

import re
from typing import Final

from coordination.activities.pasted.letters import Letters, any_of, key, keys, letters, segments
from coordination.activities.pasted.words import MONTHS
from coordination.lang.jalali import MONTHS_EN, MONTHS_FA, SEASONS_EN, SEASONS_FA
from coordination.lang.text import ZWNJ, clean, digits

_SPOKEN: Final = {
    key(word): number
    for number, words in enumerate(
        (
            "یک one a single", "دو two", "سه three", "چهار four", "پنج five", "شش شیش six", "هفت seven", "هشت eight",
            "نه nine", "ده ten", "یازده eleven", "دوازده twelve", "سیزده", "چهارده", "پانزده fifteen", "شانزده",
            "هفده", "هجده هیجده", "نوزده", "بیست twenty",
        ),
        start=1,
    )
    for word in words.split()
    if word not in ("a", "single")
}  # fmt: skip
_NUMBER: Final = "(" + "|".join(sorted(_SPOKEN, key=len, reverse=True)) + r"|\d{1,3})"
_HELD: Final = any_of("جلسه", "جلسات", "نشست", "نوبت", "بار", "مرتبه", "دوره", "کارگاه", "بازدید", "همایش", "گشت",
         "meeting",
         "session", "time", "workshop", "visit", "round")  # fmt: skip
_TIMES: Final = re.compile(_NUMBER + f"(?:{_HELD})")
_DAYS: Final = re.compile(_NUMBER + "(?:روز|days?)(?:ه)?")
_NOT_DAYS: Final = tuple(keys("جهانی ملی پیش قبل گذشته آینده پس بعد مانده کودک اول ago later before"))
_DAYS_AT_END: Final = re.compile(
    r"[\s\-–—،,(]+(?:به مدت |طی |در |for )?[^\s\-–—،,()]{1,8}[\s\u200c-]?(?:روز|روزه|days?)[\s)]*$"
)
_PLURAL: Final = re.compile(any_of("جلسات", "نشست‌ها", "جلسه‌ها", "meetings", "sessions"))
_RETURNING: Final = re.compile(
    any_of("ماهیانه", "ماهانه", "هفتگی", "مستمر", "دوره‌ای", "monthly", "weekly", "regular", "چند جلسه")
)
_MONTHS: Final = "|".join((*MONTHS_FA, "امرداد", *MONTHS_EN))
_YEAR: Final = r"(?:1[34]\d{2})"
_SAID_DAY: Final = re.compile(
    rf"(?:^|(?:در |به )?(?:تاریخ|مورخه?|on)\s*|\()\s*(?P<when>{_YEAR}[/\-.]\d{{1,2}}[/\-.]\d{{1,2}}"
    rf"|\d{{1,2}} (?:{_MONTHS})(?: (?:ماه )?(?:سال )?{_YEAR})?)(?=[\s):،,؛.]|$)",
    re.IGNORECASE,
)
_ANY_DAY: Final = re.compile(rf"(?<!\d)(?P<when>{_YEAR}/\d{{1,2}}/\d{{1,2}})(?!\d)")
_SAID_MONTH: Final = re.compile(rf"(?<![^\W_])(?P<when>(?:{_MONTHS})) ?ماه(?P<year> (?:سال )?{_YEAR})?", re.IGNORECASE)
_TIME_WORDS: Final = frozenset(map(key, (*MONTHS_FA, "امرداد", *MONTHS_EN, *SEASONS_FA, "پائیز", *SEASONS_EN))) - {""}
_JOINTS: Final = keys("ماه ماه‌های سال فصل و تا در and to of in")
_HEADED: Final = _TIME_WORDS | MONTHS | _JOINTS
_LONGEST: Final = max(map(len, _HEADED))
_YEARS: Final = re.compile(r"1[34]\d{2}|20\d{2}|(?<!\d)[089]\d(?!\d)")


def times_of(line: Letters, note: str) -> int | None:
    """How often it was held: a number said here or in the note; nothing for "several"; once if nothing is said."""
    for told in (line, letters(note)):
        for found in _TIMES.finditer(told.text):
            if _begins(told, found.start()) and 0 < (number := _value(found[1])) <= 366:
                return number
    if _RETURNING.search(line.text) or _PLURAL.match(_without_verb(line.text)):
        return None
    return 1


def days_of(line: Letters) -> int | None:
    """How many days it lasted, if that is said («۲ روز», «دو روزه», "five-day")."""
    for found in _DAYS.finditer(line.text):
        after = line.text[found.end() :]
        if _begins(line, found.start()) and not after.startswith(_NOT_DAYS) and 0 < (days := _value(found[1])) <= 366:
            return days
    return None


def without_days(title: str) -> str:
    """A title without the days with which it ends («کارگاه … - ۲ روز»): they stand in their own column."""
    short = _DAYS_AT_END.sub("", title).rstrip(" -–—،,(")
    return short or title


def when_of(words: str) -> str:
    """The day or month that an item says for itself, as typed; nothing where none is said (the day of an occasion is
    not the day of the meeting for it)."""
    told = digits(clean(words)).replace(ZWNJ, " ")
    if found := _SAID_DAY.search(told) or _ANY_DAY.search(told):
        return found["when"]
    found = _SAID_MONTH.search(told)
    if found and not told[: found.start()].rstrip().endswith(("مناسبت", "روز")):
        return f"{found['when']}{(found['year'] or '').replace('سال ', '')}"
    return ""


def is_time_heading(line: Letters) -> bool:
    """Whether a line says a month or season alone, with or without its year."""
    text = _YEARS.sub("", line.text)
    named = any(word in text for word in _HEADED - _JOINTS)
    return named and len(text) < 60 and segments(text, _HEADED, _LONGEST)


def is_jalali(line: Letters) -> bool:
    """Whether a heading of time speaks of a month or season of this calendar."""
    return any(word in line.text for word in _TIME_WORDS)


def _value(number: str) -> int:
    return _SPOKEN.get(number) or (int(number) if number.isdecimal() else 0)


def _begins(line: Letters, place: int) -> bool:
    """Whether a number begins there: a word does, or digits after letters that ran into them."""
    return line.starts[place] or (line.text[place].isdecimal() and not line.text[place - 1].isdecimal())


def _without_verb(text: str) -> str:
    for verb in map(key, ("شرکت در نشست", "شرکت در", "حضور در", "مشارکت در", "برگزاری", "attended", "held")):
        if text.startswith(verb):
            return text[len(verb) :]
    return text
