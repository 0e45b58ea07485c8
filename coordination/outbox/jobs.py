"""The one list of periodic jobs, and the clock that gives each period of each job out once."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from coordination.kernel.clock import now
from coordination.kernel.db import db, writing
from coordination.outbox.events import LISTENERS, Event, Listener, emit
from coordination.outbox.models import JobRun, Lease, OutboxEvent, Processed

LEASE = timedelta(seconds=30)
KEPT = timedelta(days=30)
PRUNED_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Job:
    """Work to be done once in every period of length ``every``, counted from the epoch."""

    name: str
    every: timedelta
    do: Callable[[], None]

    def period(self) -> str:
        """The number of the running period."""
        return str(int(now().timestamp() // self.every.total_seconds()))


JOBS: dict[str, Job] = {}


def periodic(name: str, *, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Have a function done once a period. It runs like a handler of an event: in a transaction with the mark that it
    did, tried again when it fails, by the worker or the relay; it never commits."""

    def register(do: Callable[[], None]) -> Callable[[], None]:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        JOBS[name] = Job(name, every, do)

        def handle(_event: Event) -> None:
            do()

        LISTENERS[f"job.{name}"] = Listener(f"job.{name}", (f"job.{name}",), handle)
        return do

    return register


def give_out_due() -> list[str]:
    """Emit one event for each job whose running period was not given out yet, also by another clock, also after the
    clock was put back; the names given out. The session must be unused. Commits."""
    given = []
    for job in JOBS.values():
        with writing():
            if _insert(JobRun, name=job.name, period=job.period(), at=now()):
                emit(f"job.{job.name}")
                given.append(job.name)
            db.session.commit()
    return given


def hold_lease(name: str, holder: str) -> bool:
    """Whether ``holder`` may do what only one process should do for the next half minute; renews it. Commits."""
    at = now()
    with writing():
        lease = db.session.execute(
            select(Lease).where(Lease.name == name).with_for_update().execution_options(populate_existing=True)
        ).scalar_one_or_none()
        if lease is None:
            held = _insert(Lease, name=name, holder=holder, until=at + LEASE)
        else:
            # A lease further off than any honest one was given before the clock was put back.
            held = lease.holder == holder or not at <= lease.until <= at + LEASE
            if held:
                lease.holder, lease.until = holder, at + LEASE
        db.session.commit()
    return held


def process_name() -> str:
    """What this process is called in a lease."""
    return f"{socket.gethostname()}:{os.getpid()}"[-80:]


@periodic("outbox.prune", every=timedelta(days=1))
def prune() -> None:
    """Forget events, marks and runs of more than thirty days ago; what is not done stays."""
    before = now() - KEPT
    session: Session = db.session()
    old = session.execute(
        select(OutboxEvent.id).where(OutboxEvent.done_at < before).order_by(OutboxEvent.done_at).limit(PRUNED_AT_ONCE)
    ).scalars().all()  # fmt: skip
    session.execute(delete(Processed).where(Processed.event_id.in_(old)))
    session.execute(delete(OutboxEvent).where(OutboxEvent.id.in_(old)))
    session.execute(delete(JobRun).where(JobRun.at < before))


def _insert(model: type[Any], **values: Any) -> bool:
    """Insert a row unless its key is taken; whether it was inserted."""
    dialect: Any = postgresql if db.session.get_bind().dialect.name == "postgresql" else sqlite
    row = dialect.insert(model).values(**values).on_conflict_do_nothing().returning(model.name)
    return db.session.execute(row).one_or_none() is not None
