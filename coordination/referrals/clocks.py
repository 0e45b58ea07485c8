"""The clocks of a referral: which one runs in a state, on whose side, when it ends, and what a pause leaves of it.

Rules: domain.md, Clocks. Limits come from ``directory.limits``, working time from ``directory.working``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from sqlalchemy import Table, update
from sqlalchemy.orm.attributes import set_committed_value

from coordination.directory.limits import Limit, limit_for
from coordination.directory.working import work_calendar
from coordination.kernel import clock
from coordination.kernel.db import db
from coordination.lang import worktime, zone
from coordination.lang.worktime import WorkCalendar
from coordination.referrals.models import Referral, State
from coordination.referrals.states import ENDED, RECIPIENTS_TURN, REVIEWERS_TURN, SENDERS_TURN

RUNS: dict[str, str] = {
    State.SENT: "acknowledge",
    State.RECEIVED: "decide",
    State.NEEDS_INFO: "answer",
    State.WAITLISTED: "waitlist",
    State.OBJECTED: "review",
    State.ACCEPTED: "intake",
    State.IN_SERVICE: "update",
    State.ON_HOLD: "resume",
    State.CANCEL_REQUESTED: "cancel_answer",
    State.DELIVERED: "confirm",
}
"""State → the clock that runs in it; drafts and ended referrals have none."""

PAUSING = frozenset({State.NEEDS_INFO, State.OBJECTED})
"""While the sender answers or the reviewer rules, the recipient's time to decide stands still."""

YOURS, ELSEWHERE, OVER, UNSEEN = 0, 1, 2, 9
"""Ranks: a list shows one's own turn first, then what runs elsewhere, then what has ended; a draft is its sender's."""

TOLD_AT, EXPIRES_AT = 2, 3
"""How many times the limit until the one who is told is told, and until what nobody answered expires."""

ONE_DAY = timedelta(days=1)

_listening: list[Callable[[Referral, str], None]] = []


def on_stopped(listener: Callable[[Referral, str], None]) -> Callable[[Referral, str], None]:
    """Let ``listener`` hear of every move, and of every note during the service, with the state before it, while the
    clock columns are still those of that state. What counts times stands further right."""
    _listening.append(listener)
    return listener


def restart(referral: Referral, before: str) -> None:
    """Set every clock column for the state the referral has come to from ``before``, as of now."""
    now = clock.now()
    _tell(referral, before)
    _decide_on(referral, before, now)
    for name, value in _columns(referral, now).items():
        setattr(referral, name, value)


def run(referral: Referral, before: str) -> None:
    """Set only which clock runs now, since when and until when: enough to tell afterwards how long each ran."""
    now = clock.now()
    _decide_on(referral, before, now)
    referral.clock = RUNS.get(referral.state)
    referral.clock_started_at, referral.due_at = _span(referral, referral.clock, now)


def _decide_on(referral: Referral, before: str, now: datetime) -> None:
    """The recipient's time to decide begins, stands still, goes on, or is given back."""
    state = referral.state
    if state == State.SENT and referral.decide_due_at is None:
        referral.decide_started_at = now
        referral.decide_due_at = _counted(referral, "decide", now)
    elif state in PAUSING and before == State.WAITLISTED:
        referral.decide_started_at, referral.decide_due_at = referral.clock_started_at, referral.due_at
    elif state == State.RECEIVED and before in PAUSING:
        _go_on(referral, now)
    elif state == State.RECEIVED and before == State.ACCEPTED:
        referral.decide_due_at = max(referral.decide_due_at or now, _one_working_day(referral, now))


def pass_on(referral: Referral, successor: Referral) -> None:
    """Give a successor, before it is relayed, the time left of the forwarded referral: one working day at least."""
    now = clock.now()
    successor.decide_started_at = referral.decide_started_at or now
    successor.decide_due_at = max(referral.decide_due_at or now, _one_working_day(successor, now))


def touch(referral: Referral) -> None:
    """A note or a service was written: the clock of updates begins again. The version stays as it is, so that nobody's
    open form becomes stale."""
    if referral.state == State.IN_SERVICE:
        _tell(referral, State.IN_SERVICE)
        write_quietly(referral, _columns(referral, clock.now()))


def recount(referral: Referral) -> bool:
    """Count the end of the running clock anew after holidays or hours changed; whether it has moved. Only working days
    move, and not what a pause has moved before."""
    limit = limit_of(referral)
    paused_before = referral.clock == "decide" and (referral.questions_asked or referral.objected_at is not None)
    if limit is None or limit.unit != "wd" or referral.clock_started_at is None or paused_before:
        return False
    due = _counted(referral, referral.clock or "", referral.clock_started_at)
    if due == referral.due_at:
        return False
    write_quietly(referral, _ends(referral, referral.clock, referral.clock_started_at, due))
    return True


def write_quietly(referral: Referral, columns: dict[str, Any]) -> None:
    """Store columns without counting the version up; nothing where the state has changed meanwhile."""
    table = cast(Table, Referral.__table__)
    db.session.execute(update(table).where(table.c.id == referral.id, table.c.state == referral.state).values(columns))
    for name, value in columns.items():
        set_committed_value(referral, name, value)


def side_of(state: str) -> str:
    """On whose side the clock of a state runs: the sender answers, confirms, and has the reviewer."""
    return "sender" if state in SENDERS_TURN | REVIEWERS_TURN else "recipient"


def agency_id_of(referral: Any, name: str | None = None) -> int:
    """The agency against which the running clock (or the one named) runs; ``referral`` may be a row of a list."""
    side = "recipient" if name == "decide" else side_of(referral.state)
    return int(referral.sender_agency_id if side == "sender" else referral.recipient_agency_id)


def limit_of(referral: Any, name: str | None = None) -> Limit | None:
    """The limit of the running clock (or of the one named); None where it runs to a date or not at all."""
    name = name or referral.clock
    if name is None or name == "resume" or referral.priority is None:
        return None
    return limit_for(name, referral.priority, referral.route, agency_id_of(referral, name))


def end_of(limit: Limit, calendar: WorkCalendar, start: datetime) -> datetime:
    """When a clock of ``limit`` that starts at ``start`` ends."""
    match limit.unit:
        case "h":
            return worktime.add_hours(start, limit.amount)
        case "d":
            return worktime.add_days(calendar, start, limit.amount)
        case "wd":
            return worktime.add_working_days(calendar, start, limit.amount)
        case _:
            return worktime.end_of_same_day(calendar, start)


def moment_at(referral: Referral, factor: int) -> datetime | None:
    """When ``factor`` times the running limit has passed; None without a clock."""
    if referral.clock_started_at is None or referral.due_at is None:
        return None
    return _times(referral, referral.clock, referral.clock_started_at, referral.due_at, factor)


def last_intake_day(referral: Referral) -> date:
    """The last day of the intake clock if the referral were accepted now: what the form is filled with."""
    due = _counted(referral, "intake", clock.now())
    return zone.local_date(due - timedelta(microseconds=1))


def share(referral: Any, now: datetime) -> int:
    """How much of the running clock is gone, in per cent, 0 to 100; ``referral`` may be a row of a list."""
    return _part(referral.clock_started_at, referral.due_at, now)


def paused_share(referral: Any) -> int:
    """How much of the recipient's time to decide was gone when it was stopped."""
    return _part(referral.decide_started_at, referral.decide_due_at, referral.clock_started_at)


def _tell(referral: Referral, before: str) -> None:
    if isinstance(referral, Referral):  # a world that is written as rows counts afterwards
        for listener in _listening:
            listener(referral, before)


def _columns(referral: Referral, now: datetime) -> dict[str, Any]:
    """Every clock column for the referral's state, with its clock begun now."""
    name = RUNS.get(referral.state)
    start, due = _span(referral, name, now)
    return _ends(referral, name, start, due) | {
        "clock": name,
        "clock_started_at": start,
        "left_seconds": _left(referral, now),
        "alerted_at": None,
        "recipient_rank": _rank(referral.state, RECIPIENTS_TURN) if referral.sent_at is not None else UNSEEN,
        "sender_rank": _rank(referral.state, SENDERS_TURN),
    }


def _ends(referral: Referral, name: str | None, start: datetime | None, due: datetime | None) -> dict[str, Any]:
    if start is None or due is None:
        return {"due_at": None, "told_at": None, "expires_at": None, "sort_at": referral.state_since}
    return {
        "due_at": due,
        "told_at": _times(referral, name, start, due, TOLD_AT),
        "expires_at": _times(referral, name, start, due, EXPIRES_AT),
        "sort_at": due,
    }


def _span(referral: Referral, name: str | None, now: datetime) -> tuple[datetime | None, datetime | None]:
    match name:
        case None:
            return None, None
        case "decide":
            return referral.decide_started_at, referral.decide_due_at
        case "acknowledge":
            due = _counted(referral, name, now)
            return now, min(due, referral.decide_due_at or due)
        case "waitlist":
            return now, _end_of_day(referral.review_on)
        case "resume":
            return now, _end_of_day(referral.resume_on)
        case _:
            return now, _counted(referral, name, now)


def _counted(referral: Referral, name: str, start: datetime) -> datetime:
    agency_id = agency_id_of(referral, name)
    limit = limit_for(name, referral.priority or "normal", referral.route, agency_id)
    assert limit is not None, name
    return end_of(limit, work_calendar(agency_id), start)


def _times(referral: Referral, name: str | None, start: datetime, due: datetime, factor: int) -> datetime:
    """``factor`` times the span from ``start`` to ``due``; a span of working days is counted in working days."""
    limit = limit_of(referral, name)
    if limit is None or limit.unit != "wd":
        return start + (due - start) * factor
    calendar = work_calendar(agency_id_of(referral, name))
    days = max(worktime.working_days_between(calendar, start, due), 1)
    return worktime.add_working_days(calendar, start, days * factor)


def _go_on(referral: Referral, now: datetime) -> None:
    """The recipient's time to decide goes on; it was stopped when the clock that ran until now began."""
    paused_at = referral.clock_started_at or now
    limit = limit_of(referral, "decide")
    referral.decide_due_at = worktime.due_after_pause(
        work_calendar(referral.recipient_agency_id),
        due=referral.decide_due_at or now,
        paused_at=paused_at,
        resumed_at=now,
        in_working_days=limit is not None and limit.unit == "wd",
    )
    referral.decide_started_at = (referral.decide_started_at or paused_at) + (now - paused_at)


def _left(referral: Referral, now: datetime) -> int | None:
    if referral.state not in PAUSING or referral.decide_due_at is None:
        return None
    return max(0, int((referral.decide_due_at - now).total_seconds()))


def _one_working_day(referral: Referral, now: datetime) -> datetime:
    return worktime.add_working_days(work_calendar(referral.recipient_agency_id), now, 1)


def _end_of_day(day: date | None) -> datetime:
    assert day is not None
    return zone.at(day + ONE_DAY, time(0))


def _rank(state: str, turn: frozenset[State]) -> int:
    return OVER if state in ENDED else YOURS if state in turn else ELSEWHERE


def _part(start: datetime | None, due: datetime | None, now: datetime | None) -> int:
    if start is None or due is None or now is None:
        return 0
    whole = (due - start).total_seconds()
    gone = (now - start).total_seconds()
    return 100 if whole <= 0 else max(0, min(100, int(100 * gone / whole)))
