"""What becomes of each referral that is written in bulk: its state, the moves that led there, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from coordination.cases.models import Risk
from coordination.demo.phrases import REASONS
from coordination.directory.limits import Limit, limit_for
from coordination.referrals.clocks import RUNS
from coordination.referrals.models import Priority, Route, State
from coordination.referrals.states import LIVE

STATES = {
    State.CLOSED: 590, State.DECLINED: 75, State.FORWARDED: 40, State.WITHDRAWN: 30, State.CANCELLED: 25,
    State.EXPIRED: 25, State.VOID: 15, State.DRAFT: 20, State.SENT: 20, State.RECEIVED: 35, State.NEEDS_INFO: 12,
    State.WAITLISTED: 12, State.OBJECTED: 6, State.ACCEPTED: 20, State.IN_SERVICE: 45, State.ON_HOLD: 8,
    State.CANCEL_REQUESTED: 4, State.DELIVERED: 18,
}  # fmt: skip
"""How many of a thousand are in each state."""

_ACCEPTED = ("send", "receive", "accept")
PATHS: dict[State, tuple[str, ...]] = {
    State.DRAFT: (),
    State.SENT: ("send",),
    State.RECEIVED: ("send", "receive"),
    State.NEEDS_INFO: ("send", "receive", "ask"),
    State.WAITLISTED: ("send", "receive", "waitlist"),
    State.OBJECTED: ("send", "receive", "object"),
    State.ACCEPTED: _ACCEPTED,
    State.IN_SERVICE: (*_ACCEPTED, "begin"),
    State.ON_HOLD: (*_ACCEPTED, "begin", "hold"),
    State.CANCEL_REQUESTED: (*_ACCEPTED, "begin", "request_cancel"),
    State.DELIVERED: (*_ACCEPTED, "begin", "deliver"),
    State.CLOSED: (*_ACCEPTED, "begin", "deliver", "confirm"),
    State.DECLINED: ("send", "receive", "decline"),
    State.FORWARDED: ("send", "receive", "forward"),
    State.WITHDRAWN: ("send", "withdraw"),
    State.CANCELLED: (*_ACCEPTED, "begin", "cancel"),
    State.EXPIRED: ("send", "expire"),
    State.VOID: ("send", "void"),
}
"""The moves by which a referral came to its state."""

PRIORITIES = {Priority.EMERGENCY: 4, Priority.URGENT: 22, Priority.NORMAL: 74}
RISKS = {Risk.LOW: 45, Risk.MEDIUM: 43, Risk.HIGH: 12}
ROUTES = {Route.SELF: 25, Route.MOBILE_UNIT: 35, Route.GOVERNMENT: 18, Route.NGO: 22}
NEEDS = tuple(REASONS)
DAYS_BACK = 700
LATEST = 1.25
"""Up to how many of its limits a running referral has waited: a fifth of them are late."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One referral: what it asks for, the state it is in and since when, and when it was drafted."""

    state: State
    priority: Priority
    risk: Risk
    route: Route
    needs: tuple[str, ...]
    drafted: datetime
    since: datetime

    @property
    def moments(self) -> list[tuple[str, datetime]]:
        """Its moves with their moments, evenly from the drafting on, the last one when the state began."""
        path = PATHS[self.state]
        step = (self.since - self.drafted) / max(len(path), 1)
        return [(move, self.drafted + step * (number + 1)) for number, move in enumerate(path)]


def plans(random: Random, now: datetime, count: int) -> Iterator[Plan]:
    """``count`` plans, the oldest first within each stretch of a thousand; what runs was begun lately."""
    drawn = random.choices(list(STATES), list(STATES.values()), k=count)
    priorities = random.choices(list(PRIORITIES), list(PRIORITIES.values()), k=count)
    risks = random.choices(list(RISKS), list(RISKS.values()), k=count)
    routes = random.choices(list(ROUTES), list(ROUTES.values()), k=count)
    made = []
    for state, priority, risk, route in zip(drawn, priorities, risks, routes, strict=True):
        if priority is Priority.EMERGENCY and state in (State.WAITLISTED, State.DECLINED, State.EXPIRED):
            priority = Priority.URGENT
        if state is State.DECLINED and risk is Risk.HIGH:
            risk = Risk.MEDIUM
        since = _since(random, now, state, priority)
        drafted = since - timedelta(hours=random.uniform(0.5, 30) * max(len(PATHS[state]), 1))
        needs = tuple(dict.fromkeys(random.choices(NEEDS, k=random.choice((1, 1, 2, 2, 3)))))
        made.append(Plan(state, priority, risk, route, needs, drafted, since))
    made.sort(key=lambda plan: plan.drafted)
    return iter(made)


def _since(random: Random, now: datetime, state: State, priority: Priority) -> datetime:
    if state not in LIVE:
        return now - timedelta(days=random.uniform(1, DAYS_BACK), seconds=random.randrange(3600))
    limit = limit_for(RUNS[state], priority) if state in RUNS and state is not State.ON_HOLD else None
    return now - _length(limit) * random.uniform(0.02, LATEST)


def _length(limit: Limit | None) -> timedelta:
    """About how long a limit is, on the wall."""
    if limit is None:
        return timedelta(days=10)
    match limit.unit:
        case "h":
            return timedelta(hours=limit.amount)
        case "d":
            return timedelta(days=limit.amount)
        case "wd":
            return timedelta(days=limit.amount * 7 / 6)
        case _:
            return timedelta(hours=12)
