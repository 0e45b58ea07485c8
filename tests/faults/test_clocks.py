"""Two clocks are started, and one is killed: each period of each job is given out and done once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from coordination.kernel.db import db
from coordination.outbox.clockwork import JOBS_SECONDS
from coordination.outbox.jobs import JOBS, LEASE
from coordination.outbox.models import JobRun, Lease, OutboxEvent, Processed
from tests.faults.site import LONG, Site, until
from tests.faults.test_kills import waiting

pytestmark = [pytest.mark.faults, *([pytest.mark.both] if LONG else [])]


def test_each_period_comes_once_with_two_clocks(make_app: Callable[..., Flask], site_of: Callable[..., Site]) -> None:
    app = make_app()
    site = site_of(app)
    for number in ("one", "two"):
        site.start("clock", also=number)
    with app.app_context():
        assert until(lambda: runs() >= len(JOBS) and waiting() == 0, 60)
        # Each has had its turn by now.
        time.sleep(JOBS_SECONDS)
        check()


if LONG:  # a lease lasts half a minute

    def test_a_clock_goes_on_where_a_killed_one_was(
        make_app: Callable[..., Flask], site_of: Callable[..., Site]
    ) -> None:
        app = make_app()
        site = site_of(app)
        for number in ("one", "two"):
            site.start("clock", also=number)
        with app.app_context():
            assert until(lambda: runs() >= len(JOBS), 60)
            before = holder()
            for process in site.running.values():
                if process.pid == int(before.rpartition(":")[2]):
                    process.kill()
            assert until(lambda: holder() != before, 2 * LEASE.total_seconds())
            time.sleep(JOBS_SECONDS)
            assert until(lambda: waiting() == 0, 60)
            check()


def check() -> None:
    """Every job was given out once for each of its periods, and done as often."""
    given = Counter(db.session.scalars(select(OutboxEvent.name).where(OutboxEvent.name.like("job.%"))).all())
    done = Counter(db.session.scalars(select(Processed.handler).where(Processed.handler.like("job.%"))).all())
    periods = Counter(f"job.{name}" for name in db.session.scalars(select(JobRun.name)))
    assert set(given) == {f"job.{name}" for name in JOBS}
    assert given == done == periods


def runs() -> int:
    count = db.session.scalar(select(func.count()).select_from(JobRun)) or 0
    db.session.rollback()
    return count


def holder() -> str:
    name = db.session.scalars(select(Lease.holder)).one()
    db.session.rollback()
    return name
