"""Which cells of the aggregates a record counts in: pure functions of its columns, for keeping up and for recounting.

A referral counts in the month in which it was sent, under its recipient (and as sent, under its sender); a draft and
what was made void count nowhere. A service counts as often as it was given, unless voided; an outcome by its state,
unless rejected. How long a clock ran counts in the month in which it stopped, in buckets 10 % wide.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from coordination.cases.models import Sex
from coordination.figures.models import EVERYBODY
from coordination.lang.jalali import to_jalali
from coordination.lang.text import fold
from coordination.lang.zone import local_date
from coordination.outcomes.models import OutcomeState
from coordination.referrals.models import State

ROUTE, NEED, STATE, SENT = "route", "need", "state", "sent"
NATION, SEX, BY_ROUTE = "admitted.nation", "admitted.sex", "admitted.route"
SERVED, OUTCOME = "served", "outcome"
STOPPED, LATE, TIME = "stopped", "late", "time"
STALE = "stale"
"""A cell of everybody in month 0: the rest was not counted since the tables were made."""

IRANIAN, OTHERS, UNKNOWN = "iranian", "others", "unknown"
IRANIAN_WORDS = ("ایرانی", "ایران", "Iranian", "Iran")
IRANIANS = frozenset(map(fold, IRANIAN_WORDS))
"""Nationality is typed: these words are the Iranian one."""

Cell = tuple[int, int, str, str]
"""Agency, month, measure, key."""

STEP = math.log(1.1)
SHORTEST = 60


@lru_cache(maxsize=8192)
def month_of(day: date) -> int:
    """The Jalali month of a day as the aggregates number it."""
    year, month, _day = to_jalali(day)
    return year * 100 + month


def nation(nationality: str) -> str:
    """``iranian``, ``others``, or ``unknown`` where nothing was written."""
    if not nationality.strip():
        return UNKNOWN
    return IRANIAN if fold(nationality) in IRANIANS else OTHERS


def bucket(seconds: float) -> int:
    """The bucket of a duration; up to a minute is the first."""
    return 0 if seconds <= SHORTEST else math.ceil(math.log(seconds / SHORTEST) / STEP - 1e-9)


def middle(number: int) -> timedelta:
    """What a duration of the bucket is taken to be: at most 5 % from what it was."""
    return timedelta(seconds=SHORTEST * math.exp(STEP * (number - 0.5))) if number else timedelta(seconds=SHORTEST)


def of_referral(row: Mapping[str, Any]) -> Counter[Cell]:
    """Cells of a referral."""
    found: Counter[Cell] = Counter()
    if row["sent_at"] is None or row["state"] in (State.DRAFT, State.VOID):
        return found
    month = month_of(local_date(row["sent_at"]))
    recipient = int(row["recipient_agency_id"])
    _both(found, recipient, month, ROUTE, str(row["route"]))
    _both(found, recipient, month, STATE, str(row["state"]))
    for code in row["need_codes"]:
        _both(found, recipient, month, NEED, code)
    found[int(row["sender_agency_id"]), month, SENT, str(row["state"])] += 1
    return found


def of_service(row: Mapping[str, Any]) -> Counter[Cell]:
    """Cells of a service."""
    found: Counter[Cell] = Counter()
    if row["voided_at"] is None:
        _both(found, int(row["agency_id"]), month_of(row["on"]), SERVED, row["kind"], int(row["times"]))
    return found


def of_admission(row: Mapping[str, Any]) -> Counter[Cell]:
    """Cells of an admission, with ``nationality`` and ``sex`` of its client."""
    found: Counter[Cell] = Counter()
    agency, month = int(row["agency_id"]), month_of(row["admitted_on"])
    _both(found, agency, month, NATION, nation(row["nationality"] or ""))
    _both(found, agency, month, SEX, str(row["sex"] or Sex.UNKNOWN.value))
    _both(found, agency, month, BY_ROUTE, str(row["route"]))
    return found


def of_outcome(row: Mapping[str, Any]) -> Counter[Cell]:
    """Cells of an outcome."""
    found: Counter[Cell] = Counter()
    if row["state"] != OutcomeState.REJECTED:
        _both(found, int(row["agency_id"]), month_of(row["on"]), OUTCOME, f"{row['kind']}.{row['state']}")
    return found


def of_stop(agency_id: int, clock: str, stopped_on: date, seconds: float, late: bool, times: int) -> Counter[Cell]:
    """Cells of a clock that stopped (``times`` is 1), or whose stop was taken back (−1)."""
    found: Counter[Cell] = Counter()
    month = month_of(stopped_on)
    _both(found, agency_id, month, STOPPED, clock, times)
    _both(found, agency_id, month, TIME, f"{clock}:{bucket(seconds)}", times)
    if late:
        _both(found, agency_id, month, LATE, clock, times)
    return found


def _both(found: Counter[Cell], agency: int, month: int, measure: str, key: str, times: int = 1) -> None:
    found[agency, month, measure, key] += times
    found[EVERYBODY, month, measure, key] += times
