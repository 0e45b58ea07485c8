"""Redis tells the worker at once; down, frozen, full or wiped it costs time only."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import ROOT
from coordination import valkey
from coordination.accounts.models import Person
from coordination.kernel import clock
from coordination.kernel.clock import now as right_now
from coordination.kernel.db import db, writing
from coordination.outbox import events, mail, outbox, queue, relay
from coordination.outbox.models import Mail, OutboxEvent
from tests.conftest import SECRETS

NAME = "نسرین آزمون"
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def with_redis(make_app: Callable[..., Flask], redis_url: str) -> Iterator[Session]:
    """A session in an application that tells rq of its events."""
    app = make_app(REDIS_URL=redis_url)
    with app.app_context():
        yield db.session()


@pytest.fixture
def without_redis(make_app: Callable[..., Flask]) -> Iterator[Session]:
    """A session in an application whose Redis is down."""
    app = make_app(REDIS_URL=NOWHERE)
    with app.app_context():
        yield db.session()


def queue_mails(session: Session, count: int = 1) -> None:
    with writing():
        person = session.scalars(select(Person)).one_or_none()
        person = person or Person(name=NAME, email="nasrin@example.org", created_at=right_now())
        session.add(person)
        session.flush()
        for _ in range(count):
            mail.queue_mail(person.id, language="fa", subject="متن", text="متن")
        session.commit()


def letters() -> list[Path]:
    return list(outbox().mail_dir.glob("*.eml"))


def work_off(url: str) -> None:
    """What `flask work` does, until the queue is empty."""
    with closing(queue.connect(url, None)) as connection:
        SimpleWorker([queue.NAME], connection=connection, serializer=JSONSerializer).work(
            burst=True, logging_level="ERROR"
        )


def test_the_worker_is_told_after_the_commit_and_does_it(with_redis: Session, redis_url: str) -> None:
    queue_mails(with_redis, 3)
    assert letters() == []
    work_off(redis_url)
    assert len(letters()) == 3


def test_nothing_is_told_of_what_was_rolled_back(with_redis: Session, redis_url: str) -> None:
    events.LISTENERS["tests.any"] = events.Listener("tests.any", ("thing.made",), lambda _event: None)
    try:
        events.emit("thing.made", thing_id=1)
        with_redis.flush()
        with_redis.rollback()
    finally:
        del events.LISTENERS["tests.any"]
    with closing(Redis.from_url(redis_url)) as connection:
        assert connection.llen(f"rq:queue:{queue.NAME}") == 0


def test_redis_holds_ids_in_json_and_no_words(with_redis: Session, redis_url: str) -> None:
    queue_mails(with_redis)
    with closing(Redis.from_url(redis_url)) as connection:
        job_id = connection.lrange(f"rq:queue:{queue.NAME}", 0, -1)[0].decode()
        stored = connection.hgetall(f"rq:job:{job_id}")
    event_id = with_redis.scalars(select(OutboxEvent.id)).one()
    assert json.loads(zlib.decompress(stored[b"data"])) == [queue.JOB, None, [event_id], {}]
    assert NAME.encode() not in b"".join(stored.values()) + zlib.decompress(stored[b"data"])


def test_a_fresh_event_is_left_to_the_worker_for_some_seconds(with_redis: Session) -> None:
    queue_mails(with_redis)
    assert relay.step() == 0
    with clock.at(right_now() + events.GRACE):
        assert relay.step() == 1


def test_what_redis_lost_the_relay_does_once(with_redis: Session, redis_url: str) -> None:
    queue_mails(with_redis, 40)
    with closing(Redis.from_url(redis_url)) as connection:
        connection.flushall()
    with clock.at(right_now() + events.GRACE):
        relay.step()
    work_off(redis_url)
    assert len(letters()) == 40
    assert with_redis.scalar(select(func.count()).where(OutboxEvent.done_at.is_(None))) == 0


def test_a_change_is_committed_while_redis_is_down(without_redis: Session) -> None:
    queue_mails(without_redis)
    without_redis.rollback()
    assert without_redis.scalar(select(func.count()).select_from(Mail)) == 1


def test_redis_that_is_down_is_left_alone_for_a_while(without_redis: Session) -> None:
    told = outbox().queue
    assert told is not None
    assert not told.tell([1])
    began = time.monotonic()
    for _ in range(100):
        told.tell([1])
    assert time.monotonic() - began < 0.05


def test_the_health_page_can_ask_whether_redis_answers(with_redis: Session) -> None:
    assert outbox().queue is not None
    assert outbox().queue.answers()
    assert not queue.RqQueue(NOWHERE).answers()


@pytest.fixture
def own_valkey(tmp_path: Path) -> Iterator[valkey.Server]:
    """A server that a test may freeze."""
    server = valkey.start(tmp_path / "valkey")
    yield server
    server.process.send_signal(signal.SIGCONT)
    server.stop()


def test_a_frozen_redis_delays_a_change_by_less_than_half_a_second(
    make_app: Callable[..., Flask], own_valkey: valkey.Server
) -> None:
    with make_app(REDIS_URL=own_valkey.url).app_context():
        queue_mails(db.session())
        own_valkey.process.send_signal(signal.SIGSTOP)
        began = time.monotonic()
        queue_mails(db.session())
        assert time.monotonic() - began < 0.5


def test_a_full_redis_refuses_and_the_change_is_committed(
    make_app: Callable[..., Flask], own_valkey: valkey.Server
) -> None:
    with closing(Redis.from_url(own_valkey.url)) as connection:
        connection.config_set("maxmemory", 1)
    with make_app(REDIS_URL=own_valkey.url).app_context():
        queue_mails(db.session())
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(Mail)) == 1


def start(command: str, app: Flask, redis_url: str) -> subprocess.Popen[bytes]:
    """`flask work` or `flask clock` beside the test, on the application's folder."""
    environ = {
        **{name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "KEYS_URL")},
        **SECRETS,
        "MODE": "test",
        "VAR_DIR": str(app.config["HAMAHANG"].var_dir),
        "REDIS_URL": redis_url,
    }
    return subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", command], cwd=ROOT, env=environ)


def wait_for(what: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while not what() and time.monotonic() < end:
        time.sleep(0.1)
    return what()


@pytest.mark.faults
def test_the_worker_comes_back_with_redis_and_ends_when_told(
    make_app: Callable[..., Flask], own_valkey: valkey.Server, tmp_path: Path
) -> None:
    app = make_app(REDIS_URL=own_valkey.url)
    with app.app_context():
        worker = start("work", app, own_valkey.url)
        try:
            queue_mails(db.session())
            assert wait_for(lambda: len(letters()) == 1)
            settings = valkey.prepare(tmp_path / "valkey")
            own_valkey.process.kill()
            own_valkey.process.wait()
            time.sleep(2)
            assert worker.poll() is None
            # The same socket and password again, as a supervisor would start it.
            text = (tmp_path / "valkey" / "valkey.conf").read_text()
            password = own_valkey.url.partition("//:")[2].partition("@")[0]
            new = settings.url.partition("//:")[2].partition("@")[0]
            (tmp_path / "valkey" / "valkey.conf").write_text(text.replace(new, password))
            again = subprocess.Popen(settings.command, stdout=subprocess.DEVNULL)
            try:
                assert valkey.answers(own_valkey.url)
                time.sleep(events.GRACE.total_seconds())
                queue_mails(db.session())
                assert wait_for(lambda: len(letters()) == 2)
                worker.terminate()
                assert worker.wait(10) == 0
            finally:
                again.terminate()
                again.wait()
        finally:
            worker.kill()
            worker.wait()


@pytest.mark.faults
def test_a_thousand_waiting_mails_leave_once_though_redis_is_wiped_and_the_worker_killed(
    make_app: Callable[..., Flask], redis_url: str
) -> None:
    app = make_app(REDIS_URL=redis_url)
    with app.app_context():
        queue_mails(db.session(), 1000)
        processes = [start("clock", app, redis_url), start("work", app, redis_url)]
        try:
            assert wait_for(lambda: len(letters()) > 5)
            processes[1].kill()
            with closing(Redis.from_url(redis_url)) as connection:
                connection.flushall()
            assert wait_for(lambda: len(letters()) == 1000)
            processes[0].terminate()
            assert processes[0].wait(20) == 0
        finally:
            for process in processes:
                process.kill()
                process.wait()
        assert db.session.scalar(select(func.count()).where(Mail.state != "sent").select_from(Mail)) == 0
