"""Periodic jobs: each period once, whoever ticks and however the clock is turned."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coordination.kernel import clock
from coordination.kernel.db import db, writing
from coordination.outbox import clockwork, relay
from coordination.outbox.events import LISTENERS, emit
from coordination.outbox.jobs import JOBS, give_out_due, hold_lease, periodic, prune
from coordination.outbox.models import JobRun, OutboxEvent, Processed

MOMENT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The moments at which the only job, an hourly one, was done."""
    moments: list[datetime] = []
    kept_jobs, kept_listeners = dict(JOBS), dict(LISTENERS)
    JOBS.clear()
    periodic("tests.hourly", every=HOUR)(lambda: moments.append(clock.now()))
    yield moments
    JOBS.clear()
    JOBS.update(kept_jobs)
    LISTENERS.clear()
    LISTENERS.update(kept_listeners)


def turn(moment: datetime) -> None:
    with clock.at(moment):
        give_out_due()
        relay.step()


@pytest.mark.both
def test_a_period_comes_once(session: Session, done: list[datetime]) -> None:
    for minutes in (0, 1, 29):
        turn(MOMENT + timedelta(minutes=minutes))
    assert done == [MOMENT]


def test_the_next_period_comes_too(session: Session, done: list[datetime]) -> None:
    turn(MOMENT)
    turn(MOMENT + HOUR)
    assert done == [MOMENT, MOMENT + HOUR]


def test_a_clock_put_back_repeats_nothing(session: Session, done: list[datetime]) -> None:
    for hours in (0, 1, 2, 0, 1, 2):
        turn(MOMENT + hours * HOUR)
    assert done == [MOMENT, MOMENT + HOUR, MOMENT + 2 * HOUR]


def test_a_job_that_failed_is_done_later(session: Session, done: list[datetime]) -> None:
    JOBS.clear()
    LISTENERS.pop("job.tests.hourly")
    broken = [True]

    def work() -> None:
        if broken[0]:
            raise OSError
        done.append(clock.now())

    periodic("tests.hourly", every=HOUR)(work)
    turn(MOMENT)
    broken[0] = False
    turn(MOMENT + timedelta(minutes=1))
    assert done == [MOMENT + timedelta(minutes=1)]


@pytest.mark.both
def test_two_clocks_give_a_period_out_once(app: Flask, session: Session, done: list[datetime]) -> None:
    start = threading.Barrier(4)
    given: list[str] = []

    def tick() -> None:
        with app.app_context(), clock.at(MOMENT):
            start.wait()
            given.extend(give_out_due())

    threads = [threading.Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert given == ["tests.hourly"]


@pytest.mark.both
def test_one_clock_holds_the_lease(session: Session) -> None:
    with clock.at(MOMENT):
        assert [hold_lease("clock", holder) for holder in ("one", "two", "one")] == [True, False, True]


def test_the_lease_of_a_dead_clock_ends(session: Session) -> None:
    with clock.at(MOMENT):
        hold_lease("clock", "one")
    with clock.at(MOMENT + timedelta(seconds=31)):
        assert hold_lease("clock", "two")


def test_a_lease_from_before_the_clock_was_put_back_binds_nobody(session: Session) -> None:
    with clock.at(MOMENT):
        hold_lease("clock", "one")
    with clock.at(MOMENT - HOUR):
        assert hold_lease("clock", "two")


def test_the_clock_process_does_jobs_and_what_rq_left_until_it_is_stopped(
    app: Flask, session: Session, done: list[datetime]
) -> None:
    stop = threading.Event()
    running = threading.Thread(target=clockwork.run, args=(app, stop))
    running.start()
    give_up = threading.Event()
    for _ in range(100):
        if done:
            break
        give_up.wait(0.1)
    stop.set()
    running.join(timeout=5)
    assert (len(done), running.is_alive()) == (1, False)


def test_what_is_old_and_done_is_forgotten_and_nothing_else(
    session: Session, listens: Callable[..., None], emitted: Callable[..., int]
) -> None:
    listens("thing.made", lambda _event: None)
    with clock.at(MOMENT - timedelta(days=40)), writing():
        session.add(JobRun(name="tests.hourly", period="1"))
        waiting = emit("thing.made", thing_id=2)
        session.commit()
        waiting_id = waiting.id
        old_id = emitted("thing.made", thing_id=1)
        session.add(Processed(handler="tests.handler", event_id=old_id))
        session.execute(OutboxEvent.__table__.update().where(OutboxEvent.id == old_id).values(done_at=clock.now()))
        session.commit()
    with clock.at(MOMENT), writing():
        prune()
        session.commit()
    assert session.scalars(select(OutboxEvent.id)).all() == [waiting_id]
    assert [session.scalar(select(func.count()).select_from(model)) for model in (Processed, JobRun)] == [0, 0]
    assert db.session.get(OutboxEvent, waiting_id) is not None
