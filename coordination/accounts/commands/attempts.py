"""Counted limits: how often something may be tried by one person, from one address, and in all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import Any

from sqlalchemy import case, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from coordination.accounts.models import Attempt
from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.kernel.errors import TooMany
from coordination.kernel.messages import N_, Message


@dataclass(frozen=True, slots=True)
class Limits:
    """How many tries are free within the window."""

    person: int
    address: int
    all: int
    within: timedelta


LIMITS = {
    "sign_in": Limits(person=10, address=60, all=600, within=timedelta(minutes=15)),
    "reset": Limits(person=3, address=20, all=200, within=timedelta(hours=1)),
    "code": Limits(person=0, address=20, all=300, within=timedelta(minutes=15)),
    "password": Limits(person=10, address=60, all=600, within=timedelta(minutes=15)),
    "address": Limits(person=0, address=30, all=600, within=timedelta(minutes=15)),
    "public": Limits(person=0, address=300, all=6000, within=timedelta(minutes=15)),
    "apply": Limits(person=60, address=60, all=600, within=timedelta(minutes=15)),
}


def take(purpose: str, *, person: str = "", address: str) -> None:
    """Count one try before it is made, so that many at once count too. Raises TooMany with the minutes to wait.

    It stands in a short transaction of its own, since the count must stay when the request is refused: no transaction
    of the request may be open. ``person`` is what was typed, known or not, so that unknown names look the same.
    """
    limits, now = LIMITS[purpose], clock.now()
    over = Attempt.started_at <= now - limits.within
    dialect: Any = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    rows = [{"bucket": bucket, "started_at": now, "count": 1} for bucket in _buckets(purpose, person, address)]
    insert = dialect.insert(Attempt).values(rows)
    counted = insert.on_conflict_do_update(
        index_elements=[Attempt.bucket],
        set_={
            "count": case((over, 1), else_=Attempt.count + 1),
            "started_at": case((over, now), else_=Attempt.started_at),
        },
    ).returning(Attempt.bucket, Attempt.count.label("tries"), Attempt.started_at)
    with writing(), Session(db.engine) as session, session.begin():
        found = session.execute(counted).all()
    free = {"p": limits.person, "a": limits.address, "t": limits.all}
    waits = [row.started_at + limits.within - now for row in found if row.tries > free[_kind(row.bucket)]]
    if waits:
        minutes = max(1, ceil(max(waits).total_seconds() / 60))
        raise TooMany(
            N_("There were too many attempts, so nothing was tried this time."),
            Message(N_("Wait %(minutes)s minutes and try again."), minutes=minutes),
        )


def give_back(purpose: str, *, person: str = "", address: str) -> None:
    """A try that succeeded counts for nobody; in the caller's transaction."""
    buckets = _buckets(purpose, person, address)
    own = [bucket for bucket in buckets if _kind(bucket) == "p"]
    db.session.execute(delete(Attempt).where(Attempt.bucket.in_(own)))
    rest = Attempt.bucket.in_(set(buckets) - set(own)) & (Attempt.count > 0)
    db.session.execute(update(Attempt).where(rest).values(count=Attempt.count - 1))


def _buckets(purpose: str, person: str, address: str) -> list[str]:
    """Sorted, so that two at once lock the rows in one order. Names are hashed: the table tells nobody who tried."""
    buckets = [f"{purpose}:t", f"{purpose}:a:{address[:64]}"]
    if person:
        buckets.append(f"{purpose}:p:{hashlib.sha256(person.encode()).hexdigest()[:32]}")
    return sorted(buckets)


def _kind(bucket: str) -> str:
    return bucket.split(":")[1]
